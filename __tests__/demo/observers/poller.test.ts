import { setTimeout as delay } from "node:timers/promises";
import { FactLog } from "../../../demo/fact-log";
import { Poller } from "../../../demo/observers/poller";

const HOUR = 3_600_000;
const token = { kind: "token", isStored: false } as const;

let log: FactLog;
let poller: Poller;
let looks: number;

beforeEach(() => {
  log = new FactLog();
  poller = new Poller(log);
  looks = 0;
});

afterEach(() => poller.stop());

const look = () => Promise.resolve(void (looks += 1));

async function untilLooks(count: number): Promise<void> {
  while (looks < count) await delay(1);
}

test("looks after each pause until it is stopped", async () => {
  poller.start("the queues", 1, look);
  await untilLooks(3);
  await poller.stop();
  const before = looks;
  await delay(20);

  expect(looks).toBe(before);
});

test("while there are no new facts, looks after the quiet pause only", async () => {
  poller.start("the queues", 1, look, HOUR);
  await delay(50);
  expect(looks).toBe(1);

  log.add(token);
  await untilLooks(2);
  await delay(50);
  expect(looks).toBe(2);
});

test("looks again at what has changed during a look", async () => {
  poller.start("the queues", 1, () => Promise.resolve(log.addIfNew(token)).then(look), HOUR);

  await untilLooks(2);
  expect(log.facts).toHaveLength(1);
});

test("shows an error once, and looks again", async () => {
  poller.start("the queues", 1, () => look().then(() => Promise.reject(new Error("no"))));
  await untilLooks(3);

  expect(log.facts).toEqual([
    expect.objectContaining({ kind: "step", name: "Looking at the queues", progress: "failed", text: "no" }),
  ]);
});

test("its end ends a look, which is no error", async () => {
  poller.start("the queues", 1, (signal) => delay(HOUR, undefined, { signal }));
  await delay(10);
  await poller.stop();

  expect(log.facts).toEqual([]);
});

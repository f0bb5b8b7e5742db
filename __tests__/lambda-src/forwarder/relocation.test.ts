import type { SQSRecord } from "aws-lambda";
import { Invocation } from "../../../lambda-src/forwarder/invocation";
import type { Outcome } from "../../../lambda-src/forwarder/outcome";
import type { OutgoingMessage } from "../../../lambda-src/forwarder/outgoing-message";
import { Relocation } from "../../../lambda-src/forwarder/relocation";
import { invalidReportOf } from "../../../lambda-src/forwarder/report";
import { lambdaContext } from "../support/context";
import { isolatedRecord, sqsRecord } from "./support/records";

const DAY = 86_400_000;
const SENT = 1_707_905_731_000;

interface Scene {
  records: [SQSRecord, Outcome][];
  send?: () => Promise<void>;
  now?: number;
  remainingMs?: number;
}

async function relocate({ records, send = () => Promise.resolve(), now = SENT, remainingMs = 30_000 }: Scene) {
  const sent: [to: string, id: string][] = [];
  const told: unknown[][] = [];
  const queues = {
    send(to: string, { deduplicationId }: OutgoingMessage) {
      sent.push([to, deduplicationId]);
      return send();
    },
  };
  const relocation = new Relocation({
    queues: () => Promise.resolve(queues),
    clock: { now: () => now },
    telemetry: {
      relocated: ({ messageId }, to) => void told.push([messageId, to]),
      relocationFailed: ({ messageId }, to, fault) => void told.push([messageId, to, fault]),
    },
  });
  const undelivered = records.map(([record, outcome]) => ({ record, report: { ...invalidReportOf(record), outcome } }));
  const staying = await relocation.relocate(undelivered, new Invocation(lambdaContext(() => remainingMs)));
  return { sent, told, staying: staying.map(({ record }) => record.messageId) };
}

const inQueue = (receiveCount: number, sentAt = SENT) => sqsRecord("{}", { messageId: "m", receiveCount, sentAt });
const isolated = (receiveCount: number) => isolatedRecord("{}", { messageId: "m", receiveCount });

test.each<[name: string, SQSRecord, Outcome, to: string | undefined]>([
  ["a record that is no event", inQueue(1), "invalid", "dead-letter-queue"],
  ["an event of an account without a cloud account", inQueue(1), "unmapped", "dead-letter-queue"],
  ["a refused event", inQueue(1), "refused", "queue"],
  ["a refused event that waited long", inQueue(900), "refused", "queue"],
  ["a poisonous event", inQueue(3), "poison", "queue"],
  ["an event in trouble", inQueue(900), "failed", undefined],
  ["an event that waits", inQueue(900), "held", undefined],
  ["an event with a refused token", inQueue(900), "unauthorized", undefined],
  ["an isolated event that is refused", isolated(9), "refused", undefined],
  ["an isolated event that has had its tries: refused", isolated(10), "refused", "dead-letter-queue"],
  ["an isolated event that has had its tries: failed", isolated(10), "failed", "dead-letter-queue"],
  ["an isolated event that has had its tries: poison", isolated(10), "poison", "dead-letter-queue"],
  ["an isolated event with a refused token", isolated(10), "unauthorized", undefined],
])("%s", async (_name, record, outcome, to) => {
  const { sent, told, staying } = await relocate({ records: [[record, outcome]] });

  expect(sent).toEqual(to ? [[to, "m"]] : []);
  expect(told).toEqual(to ? [[record.messageId, to]] : []);
  expect(staying).toEqual(to ? [] : [record.messageId]);
});

test("an event of 13 days is set aside whatever its trouble, before the queue deletes it", async () => {
  const records: Scene["records"] = [[inQueue(400), "held"]];

  expect((await relocate({ records, now: SENT + 13 * DAY })).sent).toEqual([]);
  expect((await relocate({ records, now: SENT + 13 * DAY + 1 })).sent).toEqual([["dead-letter-queue", "m"]]);
});

test("events are set aside one after the other, in their order", async () => {
  const order: string[] = [];
  const send = async () => {
    order.push("begins");
    await new Promise(setImmediate);
    order.push("ends");
  };
  const records = ["a", "b"].map((messageId): Scene["records"][number] => [sqsRecord("", { messageId }), "invalid"]);

  const { sent } = await relocate({ records, send });

  expect(sent.map(([, id]) => id)).toEqual(["a", "b"]);
  expect(order).toEqual(["begins", "ends", "begins", "ends"]);
});

test("an event is moved by the second attempt, if the first one got no answer", async () => {
  const send = () => new Promise<void>((done) => setTimeout(done, 1_100));

  const { staying } = await relocate({ records: [[inQueue(3), "poison"]], send });

  expect(staying).toEqual([]);
});

test.each<[name: string, send: () => Promise<void>, fault: string]>([
  ["is refused", () => Promise.reject(Object.assign(new Error("no"), { name: "AccessDenied" })), "AccessDenied"],
  ["has no answer", () => new Promise(() => undefined), "TimeoutError"],
])("an event whose message %s stays where it is", async (_name, send, fault) => {
  const { staying, told } = await relocate({ records: [[inQueue(1), "refused"]], send, remainingMs: 520 });

  expect(staying).toEqual(["m"]);
  expect(told).toEqual([["m", "queue", fault]]);
});

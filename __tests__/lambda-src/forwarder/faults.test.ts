import type { Fault } from "../../../samples/faults/fault";
import { faults } from "../../../samples/faults/faults";
import { chain } from "../../../samples/faults/messages";
import { errorLines, metricSums } from "../../../samples/faults/operator";
import { status } from "../../../samples/faults/responses";
import { tally } from "../../../samples/faults/tally";
import { awsEnvironment } from "../support/aws-environment";
import { captureOutput } from "../support/output";
import { SECRET_ARN, VirtualWorld } from "./support/virtual-world";

const { env } = process;
let world: VirtualWorld | undefined;
let output: ReturnType<typeof captureOutput>;

beforeEach(() => {
  process.env = { ...env, ...awsEnvironment };
  output = captureOutput();
});

afterEach(async () => {
  await world?.stop();
  process.env = env;
  jest.restoreAllMocks();
});

/** Lets it go wrong, until nothing more happens. */
async function play(fault: Fault): Promise<VirtualWorld> {
  world = await VirtualWorld.start(fault);
  await fault.before?.(world);
  await world.run(...(fault.messages ?? chain));
  return world;
}

const virtual = faults.filter(({ played }) => played !== "deployed");

describe.each(virtual)("$name", (fault) => {
  const { outcome, seconds, metrics, says = "", errors = 0 } = fault;

  test("every event is where it belongs, in order, and the operator sees it", async () => {
    const { delivered, queue, isEnabled, errors: failedInvocations, elapsedMs } = await play(fault);

    expect({
      delivered,
      queued: queue.ids,
      deadLetters: queue.deadLetters,
      paused: !isEnabled,
      errors: failedInvocations,
    }).toEqual({ delivered: [], queued: [], deadLetters: [], paused: false, errors, ...outcome });
    expect(metricSums(output.lines())).toEqual(metrics);
    expect(errorLines(output.lines())).toHaveLength(metrics.ChannelDown ?? 0);
    expect(errorLines(output.lines())[0] ?? "").toContain(says.replace("<secret>", SECRET_ARN));
    expect(elapsedMs / 1000).toBeCloseTo(seconds ?? elapsedMs / 1000, 0);
  });
});

test.each(virtual.filter(({ repair }) => repair))(
  "$name: put right, the documented command delivers what was queued, in order",
  async (fault) => {
    const repaired = await play(fault);
    const [queued, alreadyDelivered] = [repaired.queue.ids, repaired.delivered.length];

    await fault.repair!(repaired);
    await repaired.resume();

    expect(queued).toEqual(fault.outcome.queued);
    expect(repaired.delivered.slice(alreadyDelivered)).toEqual(queued);
    expect([repaired.queue.ids, repaired.queue.deadLetters, repaired.isEnabled]).toEqual([[], [], true]);
  },
);

test.each(faults)("$name: sent = delivered + queued + dead-lettered", (fault) => {
  const { sent, delivered, queued, deadLetters } = tally(fault);

  expect(delivered + queued + deadLetters).toBe(sent);
});

test("a relay that is resumed too early pauses again and keeps all, until the cause is gone", async () => {
  const early = await play({ ...faults.find(({ name }) => name === "500 for ever")! });
  const found = [];
  for (let resumes = 0; resumes < 5; resumes++) {
    await early.resume();
    found.push([early.queue.ids, early.queue.deadLetters, early.isEnabled]);
  }
  early.respond = status(200);
  await early.resume();

  expect(found).toEqual(Array(5).fill([["vpc-1", "subnet-1", "i-1"], [], false]));
  expect(early.delivered).toEqual(["vpc-1", "subnet-1", "i-1"]);
});

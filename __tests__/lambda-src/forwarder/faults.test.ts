import { groupBy } from "../../../lambda-src/shared/group-by";
import { awsEnvironment } from "../support/aws-environment";
import { captureOutput } from "../support/output";
import type { Fault } from "./support/fault";
import { chain, faults } from "./support/faults";
import { tagChange } from "./support/records";
import { World, type WorldOptions } from "./support/world";

const NOT_COUNTED = ["_aws", "service", "eventType", "Latency", "QueueDelay"];

const { env } = process;
let world: World | undefined;
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

async function start(options: WorldOptions): Promise<World> {
  world = await World.start(options);
  return world;
}

/** Lets it go wrong, until nothing more happens. */
async function play(fault: Fault): Promise<World> {
  const started = await start(fault);
  await fault.before?.(started);
  await started.run(...(fault.messages ?? chain));
  return started;
}

/** Sums of the metrics that count, by name, as CloudWatch gives them. */
function metricSums(): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const line of output.lines().filter((candidate) => "_aws" in candidate)) {
    for (const [name, value] of Object.entries(line).filter(([key]) => !NOT_COUNTED.includes(key))) {
      sums[name] = [value].flat().reduce((sum: number, count) => sum + Number(count), sums[name] ?? 0);
    }
  }
  // A zero says that the relay is not paused; it counts nothing.
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum > 0));
}

/** Messages of level ERROR. */
const errorLines = () =>
  output
    .lines()
    .filter(({ level }) => level === "ERROR")
    .map(({ message }) => message);

describe.each(faults)("$name", (fault) => {
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
    expect(metricSums()).toEqual(metrics);
    expect(errorLines()).toHaveLength(metrics.ChannelDown ?? 0);
    expect(errorLines()[0] ?? "").toContain(says);
    expect(elapsedMs / 1000).toBeCloseTo(seconds ?? elapsedMs / 1000, 0);
  });
});

test.each(faults.filter(({ repair }) => repair))(
  "$name: put right, the documented command delivers what was queued, in order",
  async (fault) => {
    const repaired = await play(fault);
    const [queued, alreadyDelivered] = [repaired.queue.ids, repaired.delivered.length];

    fault.repair!(repaired);
    await repaired.resume();

    expect(queued).toEqual(fault.outcome.queued);
    expect(repaired.delivered.slice(alreadyDelivered)).toEqual(queued);
    expect([repaired.queue.ids, repaired.queue.deadLetters, repaired.isEnabled]).toEqual([[], [], true]);
  },
);

test("a burst of 1,000 events with 5 % random failures: each is delivered once, in order", async () => {
  let seed = 7;
  const isFailure = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % 20 === 0;
  };
  const burst = Array.from({ length: 1_000 }, (_value, index) => ({
    id: String(index),
    groupId: `group-${index % 3}`,
    body: { ...tagChange([`i-${index % 15}`], Math.floor(index / 20)), id: String(index) },
  }));
  const stormy = await start({ respond: (_request, response) => response.writeHead(isFailure() ? 503 : 200).end() });

  await stormy.run(...burst);

  expect([stormy.queue.ids, stormy.queue.deadLetters]).toEqual([[], []]);
  const byResource = groupBy(stormy.delivered.map(Number), (index) => `${index % 15}`);
  for (const indexes of byResource) expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
  expect(byResource.flat().toSorted((a, b) => a - b)).toEqual(burst.map((_message, index) => index));
  expect(metricSums()).toMatchObject({ Delivered: 1_000, Retried: expect.any(Number) as number });
});

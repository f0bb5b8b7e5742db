import type { Fault } from "../../../samples/faults/fault";
import { faults } from "../../../samples/faults/faults";
import { chain } from "../../../samples/faults/messages";
import { errorLines, longestDownSeconds, metricSums } from "../../../samples/faults/operator";
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

// Three days of pauses are a thousand requests.
jest.setTimeout(180_000);

/** When the alarm on the channel goes off. */
const CHANNEL_DOWN_SECONDS = 1_200;

/** Lets it go wrong, then lets the cause go away, until nothing more happens. */
async function play({ before, messages = chain, ends, lasts, ...options }: Fault) {
  world = await VirtualWorld.start(options);
  const { clock } = world.relay;
  await before?.(world);
  await world.send(...messages);
  if (lasts) await world.relay.runFor(lasts * 1_000);
  else await world.run();
  const wasPaused = world.relay.mapping.isPaused;
  const endedAt = clock.now();
  await ends?.(world);
  await world.runToTheEnd();
  return { world, wasPaused, caughtUpMs: clock.now() - endedAt };
}

const virtual = faults.filter(({ played }) => played !== "deployed");

test.each(virtual.map((fault) => [fault.name, fault] as const))("%s", async (_name, fault) => {
  const { outcome, seconds, caughtUpWithin = 180, paused = false, metrics, says = "", errors = 0 } = fault;

  const { world: ended, wasPaused, caughtUpMs } = await play(fault);
  const { queue, deadLetterQueue, errors: failedInvocations } = ended.relay;

  expect({
    delivered: ended.delivered,
    queued: queue.ids,
    deadLetters: deadLetterQueue.ids,
    paused: wasPaused,
    errors: failedInvocations,
    lost: queue.expired,
  }).toEqual({ delivered: [], queued: [], deadLetters: [], paused, errors, lost: [], ...outcome });
  expect(metricSums(output.lines())).toEqual(metrics);
  expect(longestDownSeconds(output.lines()) >= CHANNEL_DOWN_SECONDS).toBe(fault.downForLong ?? false);
  expect(errorLines(output.lines())).toHaveLength(metrics.ChannelDown ?? 0);
  expect(errorLines(output.lines())[0] ?? "").toContain(says.replace("<secret>", SECRET_ARN));
  expect(ended.elapsedMs / 1000).toBeCloseTo(seconds ?? ended.elapsedMs / 1000, 0);
  expect(fault.ends ? caughtUpMs / 1_000 : 0).toBeLessThanOrEqual(caughtUpWithin);
});

test.each(faults)("$name: sent = delivered + queued + set aside", (fault) => {
  const { sent, delivered, queued, deadLetters } = tally(fault);

  expect(delivered + queued + deadLetters).toBe(sent);
});

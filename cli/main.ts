import { parseArguments, type RedriveOptions, USAGE } from "./arguments";
import { CommandError, UsageError } from "./errors";
import { ProgressLine, type Screen } from "./progress-line";
import { Queue, type Sqs } from "./queue";
import { Moved, move, type Preview, preview } from "./redrive";

export interface Surroundings {
  readonly createClient: (options: Pick<RedriveOptions, "region" | "endpointUrl">) => Sqs;
  readonly stdout: Screen;
  readonly stderr: Pick<Screen, "write">;
  /** Aborted where the user wants it to stop. */
  readonly signal: AbortSignal;
}

/**
 * Runs a command line.
 * @returns the exit code: 0 done, 1 failed, 2 called in a wrong way, 130 interrupted
 */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr, signal } = surroundings;
  try {
    const options = parseArguments(argv);
    if (options) await redrive(options, surroundings);
    else stdout.write(USAGE);
    return signal.aborted ? 130 : 0;
  } catch (error) {
    const { name, message } = error as Error;
    stderr.write(`${error instanceof CommandError ? message : `${name}: ${message}`}\n`);
    if (!(error instanceof UsageError)) return 1;
    stderr.write(`\n${USAGE}`);
    return 2;
  }
}

async function redrive(options: RedriveOptions, surroundings: Surroundings): Promise<void> {
  const sqs = surroundings.createClient(options);
  const from = await Queue.find(sqs, options.from);
  const to = await Queue.find(sqs, options.to);
  checkKinds(from, to, options.ruleEvents);
  await checkDirection(from, to);
  if (options.execute) await execute(from, to, surroundings);
  else surroundings.stdout.write(tellPreview(from, to, await preview(from, surroundings.signal)));
}

function checkKinds(from: Queue, to: Queue, ruleEvents: boolean): void {
  if (from.name === to.name) throw new UsageError(`--from and --to must be two queues, got "${from.name}" twice.`);
  if (!to.isFifo) throw new UsageError(`--to must be a FIFO queue, whose name ends in .fifo, got "${to.name}".`);
  if (from.isFifo && ruleEvents) {
    throw new UsageError(`With --rule-events, --from must be a standard queue, got the FIFO queue "${from.name}".`);
  }
  if (!from.isFifo && !ruleEvents) {
    throw new UsageError(
      `--from must be a FIFO queue, got "${from.name}". Add --rule-events if EventBridge rules put their events there.`,
    );
  }
}

/** The other way round, events that only wait for their delivery would be given up. */
async function checkDirection(from: Queue, to: Queue): Promise<void> {
  if ((await from.deadLetterQueueName()) !== to.name) return;
  throw new UsageError(`--from must be the dead-letter queue, got "${from.name}", whose dead-letter queue --to is.`);
}

function tellPreview(from: Queue, to: Queue, { count, oldest }: Preview): string {
  if (oldest.size === 0) return tellNothing(from, count);
  const groups = [...oldest].sort(([, a], [, b]) => a - b);
  return [
    `${from.name} holds ${events(count)}; the oldest is of ${date(groups[0]![1])}.`,
    "Message groups, and when the first event of each happened:",
    ...groups.map(([groupId, happenedAt]) => `  ${date(happenedAt)}  ${groupId}`),
    `Nothing was moved. Add --execute to move them to ${to.name}.\n`,
  ].join("\n");
}

async function execute(from: Queue, to: Queue, { stdout, signal }: Surroundings): Promise<void> {
  const count = await from.count();
  const moved = new Moved();
  const line = new ProgressLine(stdout, count);
  try {
    await move(from, to, count, { moved, signal, progress: (step, done) => line.show(step, done) });
  } finally {
    line.end();
    if (moved.count > 0) stdout.write(tellMoved(from, to, moved));
  }
  const left = count - moved.count;
  if (signal.aborted) stdout.write("Interrupted. What was not moved is where it was: the same command goes on.\n");
  else if (moved.count === 0) stdout.write(tellNothing(from, count));
  else if (left > 0) stdout.write(`${events(left)} more lie there: too many for one run, or hidden. ${TRY_AGAIN}\n`);
}

function tellMoved(from: Queue, to: Queue, moved: Moved): string {
  const groups = [...moved.groups].map(([groupId, count]) => `  ${count}  ${groupId}`);
  return [`Moved ${events(moved.count)} from ${from.name} to ${to.name}:`, ...groups, ""].join("\n");
}

/** Messages that somebody else reads are counted, but not given out. */
const TRY_AGAIN = "What a killed run or another reader holds comes back within 15 minutes: run the command again.";

function tellNothing(from: Queue, count: number): string {
  if (count === 0) return `${from.name} is empty.\n`;
  return `${from.name} gives out none of its ${events(count)}. ${TRY_AGAIN}\n`;
}

function events(count: number): string {
  return count === 1 ? "1 event" : `${count} events`;
}

function date(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

import { parseArguments, type RedriveOptions, USAGE } from "./arguments";
import { CliError, UsageError } from "./errors";
import { ProgressLine, type Screen } from "./progress-line";
import { Queue, type Sqs } from "./queue";
import { Moved, move, type Preview, preview } from "./redrive";

/** What the command needs from its process. */
export interface CliContext {
  readonly createClient: (options: Pick<RedriveOptions, "region" | "endpointUrl">) => Sqs;
  readonly stdout: Screen;
  readonly stderr: Pick<Screen, "write">;
  /** Aborted when the user interrupts the command. */
  readonly signal: AbortSignal;
}

/**
 * Runs a command.
 * @returns the exit code: 0 success, 1 failure, 2 invalid command line, 130 interrupted
 */
export async function main(argv: readonly string[], context: CliContext): Promise<number> {
  const { stdout, stderr, signal } = context;
  try {
    const options = parseArguments(argv);
    if (options) await redrive(options, context);
    else stdout.write(USAGE);
    return signal.aborted ? 130 : 0;
  } catch (error) {
    const { name, message } = error as Error;
    stderr.write(`${error instanceof CliError ? message : `${name}: ${message}`}\n`);
    if (!(error instanceof UsageError)) return 1;
    stderr.write(`\n${USAGE}`);
    return 2;
  }
}

async function redrive(options: RedriveOptions, context: CliContext): Promise<void> {
  const sqs = context.createClient(options);
  const from = await Queue.find(sqs, options.from);
  const to = await Queue.find(sqs, options.to);
  checkKinds(from, to, options.ruleEvents);
  await checkDirection(from, to);
  if (options.execute) await execute(from, to, context);
  else context.stdout.write(previewText(from, to, await preview(from, context.signal)));
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

/** The other direction would move events that are still waiting for delivery into the dead-letter queue. */
async function checkDirection(from: Queue, to: Queue): Promise<void> {
  if ((await from.deadLetterQueueName()) !== to.name) return;
  throw new UsageError(
    `--from must be a dead-letter queue, got "${from.name}", whose dead-letter queue is --to: exchange --from and --to.`,
  );
}

function previewText(from: Queue, to: Queue, { count, oldest }: Preview): string {
  if (oldest.size === 0) return nothingMovedText(from, count);
  const groups = [...oldest].sort(([, a], [, b]) => a - b);
  return [
    `${from.name} holds ${events(count)}, the oldest from ${date(groups[0]![1])}.`,
    "Message groups and the time of the oldest event in each:",
    ...groups.map(([groupId, time]) => `  ${date(time)}  ${groupId}`),
    `Nothing was moved. Add --execute to move them to ${to.name}.\n`,
  ].join("\n");
}

async function execute(from: Queue, to: Queue, { stdout, signal }: CliContext): Promise<void> {
  const count = await from.count();
  const moved = new Moved();
  const line = new ProgressLine(stdout, count);
  try {
    await move(from, to, count, { moved, signal, progress: (step, done) => line.show(step, done) });
  } finally {
    line.end();
    if (moved.count > 0) stdout.write(movedText(from, to, moved));
  }
  const left = count - moved.count;
  if (signal.aborted) stdout.write("Interrupted. Run the same command again to move the rest.\n");
  else if (moved.count === 0) stdout.write(nothingMovedText(from, count));
  else if (left > 0) stdout.write(`${events(left)} left: too many for one run, or in flight. ${TRY_AGAIN}\n`);
}

function movedText(from: Queue, to: Queue, moved: Moved): string {
  const groups = [...moved.groups].map(([groupId, count]) => `  ${count}  ${groupId}`);
  return [`Moved ${events(moved.count)} from ${from.name} to ${to.name}:`, ...groups, ""].join("\n");
}

/** SQS counts messages in flight, but does not return them. */
const TRY_AGAIN = "Messages in flight become available within 15 minutes: run the command again then.";

function nothingMovedText(from: Queue, count: number): string {
  if (count === 0) return `${from.name} is empty.\n`;
  return `${from.name} holds ${events(count)}, all in flight. ${TRY_AGAIN}\n`;
}

function events(count: number): string {
  return count === 1 ? "1 event" : `${count} events`;
}

function date(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

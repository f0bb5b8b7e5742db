import { RELAY_NAMES } from "../../lambda-src/contract/relay-names";
import type { AwsSettings } from "../aws/aws";
import { type CommandContext, command } from "../command";
import { UsageError } from "../errors";
import { counted, isoTime } from "../output/words";
import type { GroupOf } from "../redrive/dead-letter";
import { Moved, type MoveOptions, move, type Preview, preview } from "../redrive/move";
import { Queue } from "../redrive/queue";
import { type QueueAddress, queueAddressOf } from "../redrive/queue-address";
import { announce } from "../relay/announce";
import { hubGroupOfSpokeRule } from "../relay/hub-group";
import { relayNames } from "../relay/names";

export const redrive = command({
  name: "redrive",
  description: "move the events of a dead-letter queue back to the queue, in order",
  details: [
    "Without --yes, only shows what it would move.",
    "Ctrl-C stops after the current event. Run the same command again to move the rest.",
  ].join("\n"),
  options: {
    ruleEvents: { description: "the dead-letter queue of EventBridge rules (a standard queue)" },
    from: {
      value: "queue",
      description: "name, URL or ARN of the dead-letter queue; default: the relay's",
      parse: queueAddress,
    },
    fromProfile: {
      value: "profile",
      description: "AWS profile for --from, if it is the dead-letter queue of a spoke in another account",
    },
    to: {
      value: "queue",
      description: "name, URL or ARN of the FIFO queue to move the events to; default: the relay's",
      parse: queueAddress,
    },
    yes: { description: "move the events" },
  },
  async run({ from, fromProfile, to, ruleEvents, yes, prefix, ...values }, context) {
    const names = relayNames(prefix);
    const source = from ?? queueAddressOf("--from", ruleEvents ? names.ruleDeadLetterQueue : names.deadLetterQueue);
    const target = to ?? queueAddressOf("--to", names.queue);
    const isSpoke = source.name.endsWith(RELAY_NAMES.spokeDeadLetterQueue);
    if (fromProfile && !isSpoke) {
      throw new UsageError(
        `--from-profile is for the dead-letter queue of a spoke, <prefix>${RELAY_NAMES.spokeDeadLetterQueue}, got --from "${source.name}".`,
      );
    }
    const region = values.region ?? (isSpoke ? target.region : regionOf(source, target));
    const settings: AwsSettings = { ...values, region };
    const aws = context.connect(settings);
    const there = isSpoke ? { ...settings, ...placeOf(source, fromProfile) } : settings;
    const { sqs } = isSpoke ? context.connect(there) : aws;
    const queues = { from: await Queue.find(sqs, source), to: await Queue.find(aws.sqs, target) };
    checkKinds(queues.from, queues.to, ruleEvents);
    await checkDirection(queues.from, queues.to);
    const groupOf: GroupOf | undefined = isSpoke
      ? (ruleArn) => hubGroupOfSpokeRule(ruleArn, prefix, queues.to.account)
      : undefined;
    if (yes) await execute(queues.from, queues.to, { ...context, aws, groupOf });
    else show(queues.from, queues.to, await preview(queues.from, context.signal, groupOf), context);
  },
});

function queueAddress(given: string, name: string): QueueAddress {
  return queueAddressOf(name, given);
}

/** A spoke is in another region or account than the relay. */
function placeOf({ region }: QueueAddress, profile: string | undefined): AwsSettings {
  return { ...(region && { region }), ...(profile && { profile }) };
}

/** Two regions are refused: a queue of the same name in another region may belong to another relay. */
function regionOf(from: QueueAddress, to: QueueAddress): string | undefined {
  const regions = [from.region, to.region].filter((region) => region !== undefined);
  if (new Set(regions).size === 2) {
    throw new UsageError(`--from and --to must be in the same region, got ${regions.join(" and ")}.`);
  }
  return regions[0];
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

function show(from: Queue, to: Queue, { count, oldest }: Preview, { output }: CommandContext): void {
  const groups = [...oldest].sort(([, a], [, b]) => a - b);
  const data = {
    from: from.name,
    to: to.name,
    count,
    groups: groups.map(([group, time]) => ({ group, oldest: isoTime(time) })),
  };
  if (groups.length === 0) return output.result(data, nothingMovedText(from, count));
  const text = [
    `${from.name} holds ${counted(count, "event")}, the oldest from ${isoTime(groups[0]![1])}.`,
    "Message groups and the time of the oldest event in each:",
    ...groups.map(([groupId, time]) => `  ${isoTime(time)}  ${groupId}`),
    `Nothing was moved. Add --yes to move them to ${to.name}.`,
  ];
  output.result(data, text.join("\n"));
}

async function execute(
  from: Queue,
  to: Queue,
  { aws, output, signal, groupOf }: CommandContext & Pick<MoveOptions, "groupOf">,
): Promise<void> {
  await announce({ aws, output }, `move the events of ${from.name} to ${to.name}`);
  const count = await from.count();
  const moved = new Moved();
  const line = output.progress(count);
  try {
    await move(from, to, count, { moved, signal, groupOf, progress: (step, done) => line.show(step, done) });
  } catch (error) {
    if (moved.count > 0) output.note(movedLines(from, to, moved).join("\n"));
    throw error;
  } finally {
    line.end();
  }
  const left = Math.max(0, count - moved.count);
  const text = moved.count > 0 ? movedLines(from, to, moved) : [];
  if (signal.aborted) text.push("Interrupted. Run the same command again to move the rest.");
  else if (moved.count === 0) text.push(nothingMovedText(from, count));
  else if (left > 0) text.push(`${counted(left, "event")} left: too many for one run, or in flight. ${TRY_AGAIN}`);
  const groups = [...moved.groups].map(([group, events]) => ({ group, moved: events }));
  output.result({ from: from.name, to: to.name, moved: moved.count, left, groups }, text.join("\n"));
}

function movedLines(from: Queue, to: Queue, moved: Moved): string[] {
  const groups = [...moved.groups].map(([groupId, count]) => `  ${count}  ${groupId}`);
  return [`Moved ${counted(moved.count, "event")} from ${from.name} to ${to.name}:`, ...groups];
}

/** SQS counts messages in flight, but does not return them. */
const TRY_AGAIN = "Messages in flight become available within 15 minutes: run the command again then.";

function nothingMovedText(from: Queue, count: number): string {
  if (count === 0) return `${from.name} is empty.`;
  return `${from.name} holds ${counted(count, "event")}, all in flight. ${TRY_AGAIN}`;
}

import { type CommandContext, command } from "../command";
import { CliError, UsageError } from "../errors";
import { isoTime } from "../output/words";
import { type Archive, activeReplay, archiveOf, isActive, type Replay } from "../relay/archive";
import { confirm } from "../relay/confirm";
import { findHub } from "../relay/hub";
import { type RelayNames, relayNames } from "../relay/names";
import { rulesOf } from "../relay/rules";
import { timeOf } from "../relay/time";
import { until } from "../relay/until";

const MINUTE_MS = 60_000;

/** How long an event may take to its archive: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html */
const ARCHIVE_DELAY_MS = 10 * MINUTE_MS;

export const replay = command({
  name: "replay",
  description: "send the events of a period again, from the archive to the relay's rules",
  details: [
    "EventBridge replays minute by minute, in any order within a minute. The queue does not treat replayed events as duplicates;",
    "MechCloud answers 200 to those that it has processed already.",
    "Ctrl-C ends only the display: the replay goes on in AWS, and the same command shows it again.",
  ].join("\n"),
  options: {
    from: { value: "time", required: true, description: "such as 2026-01-31T00:00:00Z", parse: timeOf },
    to: { value: "time", description: "default: now, so that MechCloud does not show an old state", parse: timeOf },
    hub: { description: "replay the hub's archive, of spokes' events, instead of the relay's own" },
    yes: { description: "replay without a question" },
  },
  async run({ from, to, hub, yes, prefix }, context) {
    const { aws, output, clock } = context;
    const period = { from, to: to ?? clock.now() };
    if (period.to <= from) throw new UsageError(`--to must be later than --from, got ${isoTime(period.to)}.`);
    const names = relayNames(prefix);
    const archive = await archiveOf(aws, names, hub ? "hubArchive" : "archive");
    const active = await activeReplay(aws, archive);
    if (!active) return follow(await start({ archive, names, hub, period, yes }, context), context);
    const { ReplayName: name, EventStartTime } = active;
    if (EventStartTime!.getTime() !== from) {
      throw new CliError(`The replay ${name} from ${EventStartTime!.toISOString()} is not over: wait for its end.`);
    }
    output.note(`The replay ${name} goes on.`);
    return follow(name!, context);
  },
});

interface Start {
  readonly archive: Archive;
  readonly names: RelayNames;
  readonly hub: boolean;
  /** In milliseconds since 1970. */
  readonly period: { readonly from: number; readonly to: number };
  readonly yes: boolean;
}

/** @returns the replay's name */
async function start(
  { archive, names, hub, period: { from, to }, yes }: Start,
  context: CommandContext,
): Promise<string> {
  const { aws, output, clock } = context;
  const rules = hub ? ((await findHub(aws, names))?.rules ?? []) : await rulesOf(aws, names);
  if (rules.length === 0) throw new CliError("The relay has no rules to replay to: terraform apply creates them.");
  const now = clock.now();
  if (to < now - ARCHIVE_DELAY_MS) {
    output.note(
      `MechCloud shows the event that it receives last: without those after ${isoTime(to)}, perhaps an old state.`,
    );
  } else output.note("Events of the last ten minutes may not be in the archive yet.");
  const ruleNames = hub ? `the rules of ${names.hubBus}` : rules.map(({ Name }) => Name).join(", ");
  await confirm(context, `replay the events from ${isoTime(from)} to ${isoTime(to)} to ${ruleNames}`, yes);
  const name = `${archive.name}-${isoTime(now).replaceAll(/[-:]|\.\d+/g, "")}`;
  await aws.events.startReplay({
    ReplayName: name,
    EventSourceArn: archive.arn,
    EventStartTime: new Date(from),
    EventEndTime: new Date(to),
    Destination: { Arn: archive.busArn, FilterArns: rules.map(({ Arn }) => Arn!) },
  });
  return name;
}

/** Shows a replay until its end. */
async function follow(name: string, context: CommandContext): Promise<number | void> {
  const { aws, output } = context;
  let replay: Replay | undefined;
  let line: ReturnType<typeof output.progress> | undefined;
  let shown: number | undefined;
  await until(context, Number.POSITIVE_INFINITY, async () => {
    replay = await aws.events.describeReplay({ ReplayName: name });
    const { EventStartTime: first, EventEndTime: end, EventLastReplayedTime: last = first } = replay;
    line ??= output.progress(minutesBetween(first!, end!));
    const minute = minutesBetween(first!, last!);
    if (minute !== shown) line.show("Replayed minute", minute);
    shown = minute;
    return !isActive(replay);
  });
  line?.end();
  if (!replay || isActive(replay)) {
    output.note(`The replay ${name} goes on in AWS. The same command shows it again.`);
    output.note(`To end it: aws events cancel-replay --replay-name ${name}`);
    return;
  }
  const { State: state, StateReason: reason = null, EventStartTime, EventEndTime } = replay;
  const period = { from: EventStartTime!.toISOString(), to: EventEndTime!.toISOString() };
  const said = reason ? `${state}, ${reason}` : state;
  output.result({ replay: name, state, reason, ...period }, `The replay ${name} is over: ${said}.`);
  return state === "COMPLETED" ? 0 : 1;
}

function minutesBetween(start: Date, end: Date): number {
  return Math.ceil((end.getTime() - start.getTime()) / MINUTE_MS);
}

import { type CommandContext, command } from "../command";
import { findDeployments } from "../deployments";
import { table } from "../output/table";
import { counted, duration, isoTime } from "../output/words";
import { type AlarmOn, alarmsOf, alarmsOn, alarmsText } from "../relay/alarms";
import { cloudAccountsOf, findHub } from "../relay/hub";
import { countsOf, countsText, type QueueCounts } from "../relay/queue-counts";
import type { Relay } from "../relay/relay";
import { type RuleState, ruleStates, statesText } from "../relay/rule-states";
import { resumeTime } from "../relay/schedules";
import { spokeStatusOf, spokeStatusText } from "../relay/spoke-status";
import { scalrStatusOf, scalrStatusText } from "../scalr/status";

const INTERVAL_MS = 5_000;

export const status = command({
  name: "status",
  description: "show whether MechCloud sync and Scalr's events deliver, what waits, and which alarms are on",
  options: { watch: { description: "show it again every 5 seconds, until Ctrl-C" } },
  async run({ watch, prefix }, context) {
    const { output, clock, signal } = context;
    do {
      const { relay, spoke, events } = await findDeployments(context.aws, prefix);
      const ofRelay = relay && (await stateOf(context, relay));
      const ofSpoke = spoke && (await spokeStatusOf(context, spoke));
      const ofScalr = events && (await scalrStatusOf(context, events));
      if (watch) output.clear();
      if (ofRelay) output.result(ofRelay, textOf(ofRelay, context));
      if (ofSpoke) output.result(ofSpoke, spokeStatusText(ofSpoke, context));
      if (ofScalr) output.result(ofScalr, scalrStatusText(ofScalr, context));
      if (watch) await clock.delay(INTERVAL_MS);
    } while (watch && !signal.aborted);
  },
});

/** What `--json` prints. */
interface RelayStatus {
  readonly function: string;
  readonly region: string;
  /** `paused`: the relay ends the pause itself. `stopped`: only a person does. `missing`: the function has no trigger. */
  readonly state: "running" | "changing" | "paused" | "stopped" | "missing";
  /** When the relay ends its pause. */
  readonly resumesAt: string | null;
  /** The queue, and the dead-letter queues; null if a queue does not exist. */
  readonly queues: Readonly<Record<"queue" | "deadLetterQueue" | "ruleDeadLetterQueue", QueueCounts | null>>;
  /** Null if the relay has no hub. */
  readonly hub: {
    readonly eventBus: string;
    /** The other AWS accounts that the relay posts for. */
    readonly accounts: readonly string[];
    readonly rules: readonly RuleState[];
  } | null;
  /** The alarms in the state ALARM. */
  readonly alarms: readonly AlarmOn[];
}

async function stateOf({ aws }: CommandContext, relay: Relay): Promise<RelayStatus> {
  const { names } = relay;
  const resumesAt = await resumeTime(aws, relay);
  const hub = await findHub(aws, names);
  const counts = async (name: string) => (await countsOf(aws, name)) ?? null;
  return {
    function: names.function,
    region: await aws.region(),
    state: relayState(relay, resumesAt),
    resumesAt: resumesAt === undefined ? null : isoTime(resumesAt),
    queues: {
      queue: await counts(names.queue),
      deadLetterQueue: await counts(names.deadLetterQueue),
      ruleDeadLetterQueue: await counts(names.ruleDeadLetterQueue),
    },
    hub: hub ? { eventBus: hub.eventBus, accounts: cloudAccountsOf(relay), rules: ruleStates(hub.rules) } : null,
    alarms: alarmsOn(await alarmsOf(aws, names)),
  };
}

function relayState({ mapping }: Relay, resumesAt: number | undefined): RelayStatus["state"] {
  switch (mapping?.State) {
    case undefined:
      return "missing";
    case "Enabled":
      return "running";
    case "Disabled":
      return resumesAt === undefined ? "stopped" : "paused";
    default:
      return "changing";
  }
}

function textOf(found: RelayStatus, { output, clock }: CommandContext): string {
  const { queue, deadLetterQueue, ruleDeadLetterQueue } = found.queues;
  return [
    `${found.function} in ${found.region}: ${stateText(found, clock.now())}`,
    table([
      ["queue", countText(queue)],
      ["dead-letter queue", countText(deadLetterQueue)],
      ["dead-letter queue of rules", countText(ruleDeadLetterQueue)],
      ...(found.hub ? [["hub", hubText(found.hub)]] : []),
    ]),
    alarmsText(found.alarms, output),
  ].join("\n");
}

function stateText({ state, resumesAt }: RelayStatus, now: number): string {
  switch (state) {
    case "running":
      return "running";
    case "changing":
      return "pausing or resuming; look again in a minute";
    case "paused":
      return `paused itself; it tries again at ${resumesAt} (in ${duration(Date.parse(resumesAt!) - now)})`;
    case "stopped":
      return "paused by a person, until aws-event-relay resume";
    case "missing":
      return "the function has no event source mapping: terraform apply creates it";
  }
}

function hubText({ eventBus, accounts, rules }: NonNullable<RelayStatus["hub"]>): string {
  const others = counted(accounts.length, "other account");
  return `${eventBus}: ${others}, ${counted(rules.length, "rule")}, ${statesText(rules)}`;
}

function countText(counts: QueueCounts | null): string {
  return counts ? `${counts.name}: ${countsText(counts)}` : countsText(counts);
}

import type { CommandContext } from "../command";
import { table } from "../output/table";
import { counted } from "../output/words";
import { type AlarmOn, alarmsNamed, alarmsOn, alarmsText } from "../relay/alarms";
import { countsOf, countsText, type QueueCounts } from "../relay/queue-counts";
import { type RuleState, ruleStates, statesText } from "../relay/rule-states";
import type { ScalrEvents } from "./scalr-events";

/** What `status --json` prints of Scalr's events. */
export interface ScalrStatus {
  /** Null if no event bus has the rules. */
  readonly eventBus: string | null;
  readonly region: string;
  readonly rules: readonly RuleState[];
  /** Those that exist. */
  readonly deadLetterQueues: readonly QueueCounts[];
  /** The alarms in the state ALARM. */
  readonly alarms: readonly AlarmOn[];
}

export async function scalrStatusOf({ aws }: CommandContext, events: ScalrEvents): Promise<ScalrStatus> {
  const { names, eventBus = null, rules } = events;
  const destinations = rules.map(({ Name }) => Name!).filter((name) => name.startsWith(names.destinations));
  const queues = [names.ruleDeadLetterQueue, ...destinations.map((name) => `${name}-dlq`)];
  const counts = await Promise.all(queues.map((name) => countsOf(aws, name)));
  return {
    eventBus,
    region: await aws.region(),
    rules: ruleStates(rules),
    deadLetterQueues: counts.filter((queue) => queue !== undefined),
    alarms: alarmsOn(await alarmsNamed(aws, [names.all])),
  };
}

export function scalrStatusText(status: ScalrStatus, { output }: CommandContext): string {
  const { eventBus, region, rules, deadLetterQueues, alarms } = status;
  return [
    eventBus
      ? `${eventBus} in ${region}: ${counted(rules.length, "rule")}, ${statesText(rules)}`
      : `no event bus of Scalr in ${region}: terraform apply creates it`,
    table(deadLetterQueues.map((queue) => [queue.name, countsText(queue)])),
    alarmsText(alarms, output),
  ].join("\n");
}

import type { CommandContext } from "../command";
import { table } from "../output/table";
import { counted } from "../output/words";
import { alarmsNamed } from "./alarms";
import { countsOf, type QueueCounts } from "./queue-counts";
import { type RuleState, ruleStates, statesText } from "./rule-states";
import { type Spoke, spokeAlarmPrefixes } from "./spoke";

/** What `status --json` prints of a spoke. */
export interface SpokeStatus {
  /** The name of its dead-letter queue. */
  readonly spoke: string;
  readonly region: string;
  readonly rules: readonly RuleState[];
  /** Null if it does not exist. */
  readonly deadLetterQueue: QueueCounts | null;
  /** The alarms in the state ALARM. */
  readonly alarms: readonly { readonly name: string; readonly reason: string }[];
}

export async function spokeStatusOf({ aws }: CommandContext, spoke: Spoke): Promise<SpokeStatus> {
  const { spokeDeadLetterQueue } = spoke.names;
  return {
    spoke: spokeDeadLetterQueue,
    region: await aws.region(),
    rules: ruleStates(spoke.rules),
    deadLetterQueue: (await countsOf(aws, spokeDeadLetterQueue)) ?? null,
    alarms: (await alarmsNamed(aws, spokeAlarmPrefixes(spoke)))
      .filter(({ state }) => state === "ALARM")
      .map(({ name, reason }) => ({ name, reason })),
  };
}

export function spokeStatusText(status: SpokeStatus, { output }: CommandContext): string {
  const { spoke, region, rules, deadLetterQueue: queue, alarms } = status;
  const counts = queue
    ? `${queue.waiting} waiting, ${queue.inFlight} in flight`
    : "does not exist: terraform apply creates it";
  return [
    `spoke in ${region}: ${counted(rules.length, "rule")}, ${statesText(rules)}`,
    table([[spoke, counts]]),
    alarms.length > 0
      ? table(alarms.map(({ name, reason }) => [output.paint("red", "ALARM"), name, reason]))
      : "no alarm is on",
  ].join("\n");
}

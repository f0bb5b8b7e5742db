import type { CommandContext } from "../command";
import { table } from "../output/table";
import { counted } from "../output/words";
import { type AlarmOn, alarmsNamed, alarmsOn, alarmsText } from "./alarms";
import { countsOf, countsText, type QueueCounts } from "./queue-counts";
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
  readonly alarms: readonly AlarmOn[];
}

export async function spokeStatusOf({ aws }: CommandContext, spoke: Spoke): Promise<SpokeStatus> {
  const { spokeDeadLetterQueue } = spoke.names;
  return {
    spoke: spokeDeadLetterQueue,
    region: await aws.region(),
    rules: ruleStates(spoke.rules),
    deadLetterQueue: (await countsOf(aws, spokeDeadLetterQueue)) ?? null,
    alarms: alarmsOn(await alarmsNamed(aws, spokeAlarmPrefixes(spoke))),
  };
}

export function spokeStatusText(status: SpokeStatus, { output }: CommandContext): string {
  const { spoke, region, rules, deadLetterQueue, alarms } = status;
  return [
    `spoke in ${region}: ${counted(rules.length, "rule")}, ${statesText(rules)}`,
    table([[spoke, countsText(deadLetterQueue)]]),
    alarmsText(alarms, output),
  ].join("\n");
}

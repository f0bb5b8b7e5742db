import type { Rule } from "@aws-sdk/client-eventbridge";
import type { Aws } from "../aws/aws";
import { type RelayNames, type RuleNames, relayNames, spokeRuleNames } from "./names";
import { countsOf } from "./queue-counts";
import { rulesOf } from "./rules";

/** Rules that send to a hub in another region or account, as they are deployed. */
export interface Spoke {
  readonly names: RuleNames & Pick<RelayNames, "spokeDeadLetterQueue">;
  /** The rules that exist. */
  readonly rules: readonly Rule[];
}

/** Finds the spoke whose names begin with a prefix. Undefined if there is none in this account and region. */
export async function findSpoke(aws: Aws, prefix: string | undefined): Promise<Spoke | undefined> {
  const ofRelay = relayNames(prefix);
  const { spokeDeadLetterQueue } = ofRelay;
  const names = { ...spokeRuleNames(ofRelay), spokeDeadLetterQueue };
  const rules = await rulesOf(aws, names);
  if (rules.length > 0 || (await countsOf(aws, spokeDeadLetterQueue))) return { names, rules };
  return undefined;
}

/** What the names of the spoke's alarms begin with. */
export function spokeAlarmPrefixes({ names }: Spoke): string[] {
  return Object.values(names).map((name) => `${name}-`);
}

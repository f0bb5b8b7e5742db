import { hubRuleName, spokeRuleName } from "../../lambda-src/contract/relay-names";
import { accountOfArn, nameOfArn } from "../aws/arn";
import { relayNames, ruleNames } from "./names";

/**
 * The message group of a spoke's events in the hub's queue, so that the order among them stays: the name of the hub's rule.
 *
 * @param rule the name of the relay's rule on the default bus that matches the same events
 * @param account the spoke's
 * @param hubAccount the hub's
 */
export function hubGroup(rule: string, account: string, hubAccount: string): string {
  return hubRuleName(rule, account === hubAccount ? undefined : account);
}

/**
 * The same for the events of a spoke's rule. A rule of yours has no counterpart: its name is the message group.
 *
 * @param prefix the hub's `name_prefix`, which may be another one than the spoke's
 */
export function hubGroupOfSpokeRule(ruleArn: string, prefix: string | undefined, hubAccount: string): string {
  const name = nameOfArn(ruleArn);
  const rule = ruleNames(relayNames()).find((each) => name.endsWith(spokeRuleName(each)));
  return rule ? hubGroup(`${prefix ?? ""}${rule}`, accountOfArn(ruleArn), hubAccount) : name;
}

import { Fn, Token } from "cdktf";
import { CONFIRM_SUBSCRIPTIONS, type CommandLine } from "../../eventing/module/operation-outputs";
import { choose, includes } from "../../terraform/condition";
import { joined } from "../../terraform/expression";
import type { Settled } from "../../terraform/setting";
import type { SYNC_SETTINGS } from "../settings";

/**
 * What remains to do after the first apply.
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
 */
export function nextSteps(
  { syncMechanisms }: Pick<Settled<typeof SYNC_SETTINGS>, "syncMechanisms">,
  commandLine: CommandLine,
): string[] {
  const tagAssets = joined("Give existing assets the tag Mc-Asset-Name, VPCs first: ", commandLine("tag-assets"));
  return Fn.compact([
    `In MechCloud's console, Infrastructure, Cloud Accounts: choose the sync mechanism of the account: ${Fn.join(" and ", Token.asList(syncMechanisms))}.`,
    `Store MechCloud's access token, unless your secret contains it: ${commandLine("token set")}`,
    choose(includes(syncMechanisms, "tags"), tagAssets, ""),
    CONFIRM_SUBSCRIPTIONS,
    `Follow an event from EC2 to MechCloud: ${commandLine("test")}`,
    `Check everything: ${commandLine("doctor")}`,
  ]);
}

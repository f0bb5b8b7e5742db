import type { Rule } from "@aws-sdk/client-eventbridge";
import { ASSET_NAME_TAG } from "../../lambda-src/contract/resource-types";
import { assetsOf } from "../assets/assets";
import type { Aws } from "../aws/aws";
import type { RuleNames } from "../relay/names";
import type { Check, Finding } from "./check";

export const ASSET_CHECK: Check = {
  id: "assets",
  right: `The VPCs, subnets and instances have the tag ${ASSET_NAME_TAG}, if the mechanism tags is chosen.`,
  check: async ({ aws, relay: { names }, rules }) => assetFindings(aws, names, await rules()),
};

/** What the assets of this region lack for the rules of a relay or spoke. */
export async function assetFindings(aws: Aws, names: RuleNames, found: readonly Rule[]): Promise<Finding[]> {
  if (!found.some(({ Name }) => Name === names.tagChangeRule)) return [];
  const { Account } = await aws.sts.getCallerIdentity({});
  const assets = await assetsOf(aws, Account!);
  const named = assets.filter(({ tags }) => ASSET_NAME_TAG in tags).length;
  if (named === assets.length) return [];
  const problem = `${named} of ${assets.length} VPCs, subnets and instances have the tag ${ASSET_NAME_TAG}: MechCloud does not show the others.`;
  // A team may leave out some on purpose, but not all.
  return [{ problem, next: "aws-event-relay tag-assets", ...(named > 0 && { isNote: true }) }];
}

import { ASSET_NAME_TAG } from "../../lambda-src/contract/resource-types";
import { assetsOf } from "../assets/assets";
import type { Check } from "./check";

export const ASSET_CHECK: Check = {
  id: "assets",
  right: `The VPCs, subnets and instances have the tag ${ASSET_NAME_TAG}, if the mechanism tags is chosen.`,
  async check({ aws, relay: { names }, rules: read }) {
    if (!(await read()).some(({ Name }) => Name === names.tagChangeRule)) return [];
    const { Account } = await aws.sts.getCallerIdentity({});
    const assets = await assetsOf(aws, Account!);
    const named = assets.filter(({ tags }) => ASSET_NAME_TAG in tags).length;
    if (named === assets.length) return [];
    const problem = `${named} of ${assets.length} VPCs, subnets and instances have the tag ${ASSET_NAME_TAG}: MechCloud does not show the others.`;
    // A team may leave out some on purpose, but not all.
    return [{ problem, next: "aws-event-relay tag-assets", ...(named > 0 && { isNote: true }) }];
  },
};

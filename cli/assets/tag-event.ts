import { ASSET_NAME_TAG } from "../../lambda-src/contract/resource-types";
import type { Aws } from "../aws/aws";
import type { Asset } from "./assets";

/** Where a relay and its assets are. */
export interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** The place that the commands work in. */
export async function placeOf({ sts, region }: Aws): Promise<Place> {
  const { Account, Arn } = await sts.getCallerIdentity({});
  return { partition: Arn!.split(":")[1]!, account: Account!, region: await region() };
}

/**
 * The event that EC2 would send if the asset got its name now, without `detail.version`, which only EC2 counts.
 *
 * @param id of the event; it tells that the event is composed
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws/tags
 */
export function tagEvent({ type, id: assetId, tags }: Asset, place: Place, id: string, time: string): object {
  const { partition, account, region } = place;
  return {
    version: "0",
    id,
    "detail-type": "Tag Change on Resource",
    source: "aws.tag",
    account,
    time,
    region,
    resources: [`arn:${partition}:ec2:${region}:${account}:${type}/${assetId}`],
    detail: { "changed-tag-keys": [ASSET_NAME_TAG], service: "ec2", "resource-type": type, tags },
  };
}

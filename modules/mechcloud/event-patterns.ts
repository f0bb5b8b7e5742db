import { RESOURCE_CALLS, TAG_CALLS } from "../../lambda-src/contract/api-calls";
import { ID_PREFIXES } from "../../lambda-src/contract/resource-types";
import type { EventPattern } from "../eventing/event-rule";

/** The tag that MechCloud reads an asset's name from. */
const ASSET_NAME_TAG = "Mc-Asset-Name";

/** How a change of a resource is noticed. */
export const SYNC_MECHANISMS = ["tags", "cloudtrail"] as const;
export type SyncMechanism = (typeof SYNC_MECHANISMS)[number];

/**
 * Every state change of an EC2 instance; both mechanisms need it.
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
 */
export const INSTANCE_STATE_CHANGE: EventPattern = {
  source: ["aws.ec2"],
  "detail-type": ["EC2 Instance State-change Notification"],
};

/**
 * Changes of the tag `Mc-Asset-Name`. The key is sought among the changed keys, because a deletion no longer has it
 * among the tags.
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws/tags
 */
export const TAG_CHANGE: EventPattern = {
  source: ["aws.tag"],
  "detail-type": ["Tag Change on Resource"],
  detail: {
    service: ["ec2"],
    "resource-type": ["vpc", "subnet", "instance"],
    "changed-tag-keys": [ASSET_NAME_TAG],
  },
};

/**
 * API calls that made, changed or deleted a VPC, a subnet or an instance. Failed calls and dry runs are events too, with
 * an error code: they are left out, and so are tags of other resource types.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const CLOUDTRAIL_CALL: EventPattern = {
  source: ["aws.ec2"],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: {
    eventSource: ["ec2.amazonaws.com"],
    errorCode: [{ exists: false }],
    $or: [
      {
        eventName: Object.keys(RESOURCE_CALLS),
      },
      {
        eventName: Object.keys(TAG_CALLS),
        requestParameters: {
          resourcesSet: { items: { resourceId: Object.values(ID_PREFIXES).map((prefix) => ({ prefix })) } },
        },
      },
    ],
  },
};

/** What an archive keeps: every kind of event that a rule may take. */
export const ARCHIVED: EventPattern = {
  source: ["aws.ec2", "aws.tag"],
  "detail-type": [INSTANCE_STATE_CHANGE, TAG_CHANGE, CLOUDTRAIL_CALL].flatMap((pattern) => pattern["detail-type"]),
};

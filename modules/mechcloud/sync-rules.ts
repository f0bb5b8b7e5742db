import { RESOURCE_CALLS, TAG_CALLS } from "../../lambda-src/contract/api-calls";
import { ID_PREFIXES } from "../../lambda-src/contract/resource-types";
import type { EventPattern, EventRule } from "../eventing/event-rule";

/** How a sync notices changes, with what each is good for. */
export const SYNC_MECHANISMS = {
  tags: "fast, for resources that have the tag `Mc-Asset-Name`",
  cloudtrail: "slower, for every resource",
} as const;
export type SyncMechanism = keyof typeof SYNC_MECHANISMS;

/** An EventBridge rule of a sync. Its id in the construct tree is its key in `SYNC_RULES`, in snake case. */
export interface SyncRule {
  /** The rule's name, to which the sync's prefix is added. */
  readonly name: string;
  readonly description: string;
  readonly eventPattern: EventPattern;
  /**
   * The mechanism that the rule belongs to.
   * @default - each mechanism needs the rule
   */
  readonly mechanism?: SyncMechanism;
}

function rules<const R extends Readonly<Record<string, SyncRule>>>(records: R): R {
  return records;
}

/**
 * The rules of a sync, one record each: rule, target, key policy, alarms, dashboard, archive and outputs follow from it.
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
 */
export const SYNC_RULES = rules({
  instanceStateChange: {
    name: "mc-instance-state-change-events",
    description: "State changes of EC2 instances, for MechCloud",
    eventPattern: { source: ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"] },
  },
  tagChange: {
    name: "mc-tag-change-events",
    description: "Changes of the tag Mc-Asset-Name on VPCs, subnets and instances, for MechCloud",
    mechanism: "tags",
    // https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws/tags
    eventPattern: {
      source: ["aws.tag"],
      "detail-type": ["Tag Change on Resource"],
      detail: {
        service: ["ec2"],
        "resource-type": Object.keys(ID_PREFIXES),
        // Among the changed keys, since a deletion no longer has the key among the tags.
        "changed-tag-keys": ["Mc-Asset-Name"],
      },
    },
  },
  cloudtrail: {
    name: "mc-cloudtrail-events",
    description: "API calls that change VPCs, subnets and instances, for MechCloud",
    mechanism: "cloudtrail",
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
    eventPattern: {
      source: ["aws.ec2"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["ec2.amazonaws.com"],
        // Failed calls and dry runs are events too, with an error code.
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
    },
  },
});

/** The rules of one sync; undefined if the rule's mechanism is not chosen. */
export type SyncEventRules = {
  readonly [Name in keyof typeof SYNC_RULES]:
    | EventRule
    | ((typeof SYNC_RULES)[Name] extends { readonly mechanism: string } ? undefined : never);
};

/** The pattern of an archive: every kind of event that a rule may match. */
export const ARCHIVE_PATTERN: EventPattern = { source: all("source"), "detail-type": all("detail-type") };

function all(key: "source" | "detail-type"): string[] {
  return [...new Set(Object.values(SYNC_RULES).flatMap(({ eventPattern }): readonly string[] => eventPattern[key]))];
}

import { RESOURCE_CALLS, TAG_CALLS } from "../../lambda-src/contract/api-calls";
import { RELAY_NAMES } from "../../lambda-src/contract/relay-names";
import { ASSET_NAME_TAG, ID_PREFIXES } from "../../lambda-src/contract/resource-types";
import type { EventPattern, EventRule } from "../eventing/event-rule";

/** How a sync notices changes, and what each mechanism is for. */
export const SYNC_MECHANISMS = {
  tags: "fast, for resources that have the tag `Mc-Asset-Name`",
  cloudtrail: "slower, for every resource",
} as const;
export type SyncMechanism = keyof typeof SYNC_MECHANISMS;

/** An EventBridge rule of a sync. Its id in the construct tree is its key in `SYNC_RULES`, in snake case. */
export interface SyncRule {
  /** The rule's name, to which the sync's prefix is added. */
  readonly name: string;
  /** What the rule's events are, in words. */
  readonly changes: string;
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
 * The rules of a sync. From one record follow the rule, its target, and its part of the key policy, the alarms, the
 * dashboard, the archive and the outputs.
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws
 */
export const SYNC_RULES = rules({
  instanceStateChange: {
    name: RELAY_NAMES.instanceStateChangeRule,
    changes: "State changes of EC2 instances",
    eventPattern: { source: ["aws.ec2"], "detail-type": ["EC2 Instance State-change Notification"] },
  },
  tagChange: {
    name: RELAY_NAMES.tagChangeRule,
    changes: "Changes of the tag Mc-Asset-Name on VPCs, subnets and instances",
    mechanism: "tags",
    // https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws/tags
    eventPattern: {
      source: ["aws.tag"],
      "detail-type": ["Tag Change on Resource"],
      detail: {
        service: ["ec2"],
        "resource-type": Object.keys(ID_PREFIXES),
        // Not in the tags: they no longer have the key after a deletion.
        "changed-tag-keys": [ASSET_NAME_TAG],
      },
    },
  },
  cloudtrail: {
    name: RELAY_NAMES.cloudtrailRule,
    changes: "API calls that change VPCs, subnets and instances",
    mechanism: "cloudtrail",
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
    eventPattern: {
      source: ["aws.ec2"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["ec2.amazonaws.com"],
        // Excludes failed calls and dry runs.
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

/** The rules of a sync, by their key in `SYNC_RULES`; undefined if the rule's mechanism is not chosen. */
export type SyncEventRules = {
  readonly [Name in keyof typeof SYNC_RULES]:
    | EventRule
    | ((typeof SYNC_RULES)[Name] extends { readonly mechanism: string } ? undefined : never);
};

/** The pattern of an archive: all kinds of event that the rules match. */
export const ARCHIVE_PATTERN: EventPattern = { source: all("source"), "detail-type": all("detail-type") };

function all(key: "source" | "detail-type"): string[] {
  return [...new Set(Object.values(SYNC_RULES).flatMap(({ eventPattern }): readonly string[] => eventPattern[key]))];
}

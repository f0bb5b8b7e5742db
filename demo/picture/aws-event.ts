import { RESOURCE_CALLS, TAG_CALLS } from "../../lambda-src/contract/api-calls";
import type { RELAY_NAMES } from "../../lambda-src/contract/relay-names";
import { ASSET_NAME_TAG, ID_PREFIXES } from "../../lambda-src/contract/resource-types";
import { textsAt } from "../../lambda-src/contract/texts-at";

interface Items<T> {
  readonly items: readonly T[];
}

/** An event of EC2, as far as the page reads it. */
export interface AwsEvent {
  readonly id: string;
  readonly source: string;
  readonly "detail-type": string;
  readonly account?: string;
  readonly region?: string;
  readonly time?: string;
  readonly resources?: readonly string[];
  readonly detail: {
    readonly "resource-type"?: string;
    readonly "changed-tag-keys"?: readonly string[];
    readonly tags?: Readonly<Record<string, string>>;
    readonly "instance-id"?: string;
    readonly state?: string;
    readonly eventName?: string;
    readonly errorCode?: string;
    readonly requestParameters?: { readonly vpcId?: string; readonly subnetId?: string } | null;
    readonly responseElements?: {
      readonly vpc?: { readonly vpcId: string; readonly cidrBlock?: string };
      readonly subnet?: { readonly subnetId: string; readonly vpcId: string; readonly cidrBlock?: string };
      readonly instancesSet?: Items<{ readonly instanceId: string; readonly subnetId?: string }>;
    } | null;
  };
}

/** The rules by what they let through. */
export type Rule = (typeof RELAY_NAMES)["tagChangeRule" | "instanceStateChangeRule" | "cloudtrailRule"];

/** What people need to know of an event for MechCloud. */
export interface Summary {
  readonly rule: Rule;
  /** "CreateVpc", "running", "tagged", … */
  readonly what: string;
  /** Ids of the resources that the event is about; at least one. */
  readonly resources: readonly string[];
}

const PATHS: Readonly<Record<string, string>> = { ...RESOURCE_CALLS, ...TAG_CALLS };

/** @returns undefined if the event is not one that MechCloud wants */
export function summaryOf(event: AwsEvent): Summary | undefined {
  const found = read(event);
  const resources = found?.resources.filter((id) => typeOf(id) !== undefined) ?? [];
  return found && resources.length > 0 ? { ...found, resources } : undefined;
}

/** The name that MechCloud shows; undefined if the event does not contain it. */
export const assetName = ({ detail }: AwsEvent): string | undefined => detail.tags?.[ASSET_NAME_TAG];

/** "vpc", "subnet" or "instance"; undefined for any other resource. */
export function typeOf(id: string): keyof typeof ID_PREFIXES | undefined {
  const types = Object.keys(ID_PREFIXES) as (keyof typeof ID_PREFIXES)[];
  return types.find((type) => id.startsWith(ID_PREFIXES[type]));
}

function read(event: AwsEvent): Summary | undefined {
  const { detail } = event;
  switch (event["detail-type"]) {
    case "Tag Change on Resource": {
      if (!detail["changed-tag-keys"]?.includes(ASSET_NAME_TAG)) return undefined;
      const what = assetName(event) === undefined ? "tag removed" : "tagged";
      return { rule: "mc-tag-change-events", what, resources: event.resources?.map(lastPart) ?? [] };
    }
    case "EC2 Instance State-change Notification":
      return {
        rule: "mc-instance-state-change-events",
        what: detail.state ?? "?",
        resources: [detail["instance-id"] ?? "?"],
      };
    default: {
      const { eventName = "", errorCode } = detail;
      const path = PATHS[eventName];
      if (!path || errorCode) return undefined;
      return { rule: "mc-cloudtrail-events", what: eventName, resources: textsAt(event, path) };
    }
  }
}

const lastPart = (arn: string) => arn.split("/").pop() ?? arn;

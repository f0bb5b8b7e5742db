import type { MechCloudEvent } from "../local-aws/mechcloud-rules";
import { SYNC_RULES } from "../modules/mechcloud/sync-rules";
import type { Observation } from "./timeline";

const { tagChange, cloudtrail, instanceStateChange } = SYNC_RULES;

export const RULES = { tags: tagChange.name, calls: cloudtrail.name, states: instanceStateChange.name } as const;

/** Reads what changed from an event as MechCloud receives it. */
export function mechCloudObservation(event: MechCloudEvent): Observation {
  const detailType = event["detail-type"];
  const { detail } = event;
  if (detailType === "Tag Change on Resource") {
    const what = assetName(event) === undefined ? "tag removed" : "tagged";
    return { rule: RULES.tags, detailType, resource: lastPart(event.resources?.[0]), what };
  }
  if (detailType === "EC2 Instance State-change Notification") {
    return { rule: RULES.states, detailType, resource: detail["instance-id"] ?? "?", what: detail.state ?? "?" };
  }
  return { rule: RULES.calls, detailType, resource: calledResource(detail), what: detail.eventName ?? "?" };
}

/** The name that MechCloud shows; undefined if the event does not contain it. */
export const assetName = ({ detail }: MechCloudEvent): string | undefined => detail.tags?.["Mc-Asset-Name"];

const lastPart = (arn = "?") => arn.split("/").pop() ?? arn;

/** The id of the resource that the call is about: an event of CreateSubnet also contains the id of the VPC. */
function calledResource({ eventName = "", responseElements, requestParameters }: MechCloudEvent["detail"]): string {
  const kind = /Vpc|Subnet|Instances/.exec(eventName)?.[0] ?? "any";
  const prefix = { Vpc: "vpc", Subnet: "subnet", Instances: "i", any: "(?:vpc|subnet|i)" }[kind];
  return new RegExp(`(?<=")${prefix}-\\w+`).exec(JSON.stringify([responseElements, requestParameters]))?.[0] ?? "?";
}

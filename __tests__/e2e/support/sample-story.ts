import type { MechCloudEvent } from "../../../local-aws/mechcloud-rules";
import { scalrSamples } from "../../../samples/events";
import { API_CALL, type BusEvent, STATE_CHANGE, TAG_CHANGE } from "./bus-events";

/** The samples that reach MechCloud, by their rule's detail-type, in the order in which they are put on the bus. */
export const ARRIVE: Readonly<Record<string, readonly string[]>> = {
  [API_CALL]: [
    "cloudtrail-create-vpc.json",
    "cloudtrail-create-subnet.json",
    "cloudtrail-run-instances.json",
    "cloudtrail-create-tags-vpc.json",
    "cloudtrail-terminate-instances.json",
    "cloudtrail-delete-subnet.json",
    "cloudtrail-delete-vpc.json",
  ],
  [TAG_CHANGE]: [
    "tag-vpc-created.json",
    "tag-subnet-created.json",
    "tag-instance-created.json",
    "tag-instance-deleted.json",
    "tag-subnet-deleted.json",
    "tag-vpc-deleted.json",
  ],
  [STATE_CHANGE]: ["ec2-instance-pending.json", "ec2-instance-running.json", "ec2-instance-terminated.json"],
};

/** Put before the others: what a rule let through by mistake would be there before the others of its rule. */
export const STAY_OUT: readonly string[] = [
  "cloudtrail-create-tags-security-group.json",
  "cloudtrail-create-volume.json",
  "cloudtrail-create-vpc-denied.json",
  "tag-security-group-created.json",
  "tag-vpc-other-key.json",
  ...scalrSamples.map(([name]) => name),
];

/** What a sender says of an event. */
export function content({ source, "detail-type": type, resources, detail }: MechCloudEvent | BusEvent) {
  return { source, type, resources, detail };
}

/** What tells events apart, in a minimal payload too. */
export function summary({ source, resources, detail }: MechCloudEvent | BusEvent) {
  const { eventName, state, "changed-tag-keys": keys, tags } = detail as MechCloudEvent["detail"];
  return { source, resource: resources?.[0]?.split("/").pop(), eventName, state, keys, tags };
}

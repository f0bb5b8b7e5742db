import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../../local-aws/account";
import type { MechCloudEvent } from "../../../local-aws/mechcloud-rules";

export const TAG_CHANGE = "Tag Change on Resource";
export const STATE_CHANGE = "EC2 Instance State-change Notification";
export const API_CALL = "AWS API Call via CloudTrail";

/** What a sender says of an event; the bus adds id, account and region. */
export interface BusEvent {
  readonly source: string;
  readonly "detail-type": string;
  readonly resources: readonly string[];
  readonly detail: object;
  readonly time?: string;
}

/** Puts events on the default bus, one call each, so that they are there in this order. */
export async function putEvents(bus: EventBridgeClient, events: readonly BusEvent[]): Promise<void> {
  for (const { source, "detail-type": DetailType, resources, detail, time } of events) {
    const entry = { Source: source, DetailType, Resources: [...resources], Detail: JSON.stringify(detail) };
    const { FailedEntryCount } = await bus.send(
      new PutEventsCommand({ Entries: [{ ...entry, ...(time ? { Time: new Date(time) } : {}) }] }),
    );
    if (FailedEntryCount !== 0) throw new Error(`the bus refused ${JSON.stringify(entry)}`);
  }
}

function arn(resource: string): string {
  return `arn:aws:ec2:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${resource}`;
}

/** The tag Mc-Asset-Name of a resource was set. */
export function tagSet(type: string, id: string): BusEvent {
  const key = "Mc-Asset-Name";
  return {
    source: "aws.tag",
    "detail-type": TAG_CHANGE,
    resources: [arn(`${type}/${id}`)],
    detail: { "changed-tag-keys": [key], tags: { [key]: id }, service: "ec2", "resource-type": type, version: 1 },
  };
}

export function stateChange(id: string, state: string): BusEvent {
  const detail = { "instance-id": id, state };
  return { source: "aws.ec2", "detail-type": STATE_CHANGE, resources: [arn(`instance/${id}`)], detail };
}

/** The events of one detail-type, that is, of one rule; those of a rule are in the order of their answers. */
export function ofRule<E extends Pick<MechCloudEvent, "detail-type">>(detailType: string, events: readonly E[]): E[] {
  return events.filter((event) => event["detail-type"] === detailType);
}

/** The id of the resource that a tag change or a state change is about. */
export function idOf(event: MechCloudEvent | undefined): string | undefined {
  return event?.resources?.[0]?.split("/").pop();
}

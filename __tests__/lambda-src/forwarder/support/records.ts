import type { SQSEvent, SQSRecord } from "aws-lambda";
import { type ManagementEvent, parseEvent } from "../../../../lambda-src/forwarder/event";

export const ACCOUNT = "123456789012";

export function sqsRecord(body: unknown, { messageId = "message-1", groupId = "group-1", receiveCount = 1 } = {}) {
  return {
    messageId,
    receiptHandle: `receipt of ${messageId}`,
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: {
      SentTimestamp: "1707905731000",
      MessageGroupId: groupId,
      ApproximateReceiveCount: String(receiveCount),
    },
  } as SQSRecord;
}

export function batchOf(...records: SQSRecord[]): SQSEvent {
  return { Records: records };
}

/** A tag change of the resources; the second of its minute says when it happened. */
export function tagChange(ids: readonly string[], second = 0) {
  const type = ids[0]?.startsWith("i-") ? "instance" : ids[0]?.split("-")[0];
  return {
    id: `event-${ids.join("+")}`,
    "detail-type": "Tag Change on Resource",
    source: "aws.tag",
    time: new Date(Date.UTC(2024, 1, 14, 10, 15, second)).toISOString(),
    resources: ids.map((id) => `arn:aws:ec2:ap-south-1:${ACCOUNT}:${type}/${id}`),
    detail: { service: "ec2", "resource-type": type },
  };
}

/** A parsed event about the resources; its message id is `messageId`. */
export function eventAbout(
  ids: readonly string[],
  { messageId = ids.join("+"), groupId = "group-1", second = 0, receiveCount = 1 } = {},
) {
  return parseEvent(sqsRecord(tagChange(ids, second), { messageId, groupId, receiveCount })) as ManagementEvent;
}

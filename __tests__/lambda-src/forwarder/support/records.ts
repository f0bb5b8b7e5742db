import type { SQSEvent, SQSRecord } from "aws-lambda";
import { type ManagementEvent, parseEvent } from "../../../../lambda-src/forwarder/event";
import { tagChange } from "../../../../samples/tag-change";

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

/** A parsed event about the resources; its message id is `messageId`. */
export function eventAbout(
  ids: readonly string[],
  { messageId = ids.join("+"), groupId = "group-1", second = 0, receiveCount = 1 } = {},
) {
  return parseEvent(sqsRecord(tagChange(ids, second), { messageId, groupId, receiveCount })) as ManagementEvent;
}

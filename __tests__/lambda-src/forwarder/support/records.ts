import type { SQSEvent, SQSRecord } from "aws-lambda";
import { type ManagementEvent, parseEvent } from "../../../../lambda-src/forwarder/event";
import { tagChange } from "../../../../samples/tag-change";

const SENT = 1_707_905_731_000;

interface Options {
  readonly messageId?: string;
  readonly groupId?: string;
  readonly receiveCount?: number;
  readonly sentAt?: number;
  readonly firstReceivedAt?: number;
  /** Message attributes. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export function sqsRecord(body: unknown, options: Options = {}) {
  const { messageId = "message-1", groupId = "group-1", receiveCount = 1, attributes = {} } = options;
  const { sentAt = SENT, firstReceivedAt = sentAt } = options;
  return {
    messageId,
    receiptHandle: `receipt of ${messageId}`,
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: {
      SentTimestamp: String(sentAt),
      MessageGroupId: groupId,
      ApproximateReceiveCount: String(receiveCount),
      ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
    },
    messageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, stringValue]) => [name, { stringValue, dataType: "String" }]),
    ),
  } as SQSRecord;
}

/** The record of an isolated event: one in a message group of its own. */
export function isolatedRecord(body: unknown, { messageId = "message-1", receiveCount = 1 } = {}): SQSRecord {
  return sqsRecord(body, {
    messageId: `${messageId} again`,
    groupId: `isolated-${messageId}`,
    receiveCount,
    attributes: {
      isolatedMessageId: messageId,
      isolatedGroupId: "group-1",
      firstReceived: String(SENT),
      receives: "2",
    },
  });
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

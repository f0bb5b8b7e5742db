import type { SQSRecord } from "aws-lambda";
import { receiveCountOf } from "./record";
import type { Report } from "./report";

/** A message for a FIFO queue. */
export interface OutgoingMessage {
  readonly body: string;
  readonly groupId: string;
  readonly deduplicationId: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What an isolated message was before it was isolated. */
interface Origin {
  readonly groupId: string;
  readonly messageId: string;
  /** When the queue first delivered it, in milliseconds since 1970. */
  readonly firstReceived: number;
  /** How often the queue delivered it, in both of its groups. */
  readonly receives: number;
}

/**
 * The same event in a message group of its own. There it can be tried again and again, and holds up no other event.
 *
 * The deduplication id makes the queue accept it once, even if the function ends before the original is deleted.
 */
export function isolatedMessage(record: SQSRecord): OutgoingMessage {
  const { groupId, messageId, firstReceived, receives } = originOf(record);
  return {
    body: record.body,
    groupId: `isolated-${messageId}`,
    deduplicationId: messageId,
    attributes: {
      isolatedMessageId: messageId,
      isolatedGroupId: groupId,
      firstReceived: String(firstReceived),
      receives: String(receives),
    },
  };
}

/** The same event for the dead-letter queue, with the reason why it is there. */
export function setAsideMessage(record: SQSRecord, report: Report, requestId: string): OutgoingMessage {
  const { groupId, messageId, firstReceived, receives } = originOf(record);
  const { outcome, status, fault, answer } = report;
  const attributes = {
    outcome,
    status: status?.toString(),
    fault,
    answer,
    receives: String(receives),
    firstReceived: new Date(firstReceived).toISOString(),
    requestId,
  };
  return {
    body: record.body,
    groupId,
    deduplicationId: messageId,
    // SQS takes no empty attribute.
    attributes: Object.fromEntries(
      Object.entries(attributes).filter((entry): entry is [string, string] => Boolean(entry[1])),
    ),
  };
}

function originOf(record: SQSRecord): Origin {
  const { messageId, attributes, messageAttributes } = record;
  const text = (name: string) => messageAttributes[name]?.stringValue;
  return {
    messageId: text("isolatedMessageId") ?? messageId,
    groupId: text("isolatedGroupId") ?? attributes.MessageGroupId ?? "",
    firstReceived: Number(text("firstReceived") ?? attributes.ApproximateFirstReceiveTimestamp),
    receives: Number(text("receives") ?? 0) + receiveCountOf(record),
  };
}

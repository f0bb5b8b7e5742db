import type { SQSEvent, SQSRecord } from "aws-lambda";
import { tagChange } from "../../samples/tag-change";

/** A batch of tag changes in one message group, one for each id, in this order. */
export function batchAbout(ids: readonly string[]): SQSEvent {
  return { Records: ids.map(record) };
}

function record(id: string, index: number): SQSRecord {
  const attributes = { MessageGroupId: "mc-tag-change-events", ApproximateReceiveCount: "1" };
  const body = JSON.stringify({ ...tagChange([id]), id });
  return { messageId: String(index), body, attributes, messageAttributes: {} } as SQSRecord;
}

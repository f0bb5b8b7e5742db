import type { SQSEvent, SQSRecord } from "aws-lambda";

/** A batch of tag changes of one message group, one an id, in this order. */
export function batchAbout(ids: readonly string[]): SQSEvent {
  return { Records: ids.map(tagChange) };
}

function tagChange(id: string, index: number): SQSRecord {
  const body = {
    id,
    "detail-type": "Tag Change on Resource",
    time: "2024-02-14T10:15:30Z",
    resources: [`arn:aws:ec2:ap-south-1:123456789012:${id.split("-")[0]}/${id}`],
  };
  const attributes = { MessageGroupId: "mc-tag-change-events", ApproximateReceiveCount: "1" };
  return { messageId: String(index), body: JSON.stringify(body), attributes } as SQSRecord;
}

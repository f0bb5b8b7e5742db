import type { RuleTarget } from "../event-rule";

/** A Kinesis data stream as a rule's target. */
export class StreamTarget implements RuleTarget {
  /**
   * @param streamArn ARN of the stream
   * @param partitionKeyPath JSON path of the partition key in the event; default `$.id`
   */
  constructor(
    private readonly streamArn: string,
    private readonly partitionKeyPath = "$.id",
  ) {}

  bind() {
    const { streamArn: arn, partitionKeyPath } = this;
    return { arn, partitionKeyPath, actions: ["kinesis:PutRecord", "kinesis:PutRecords"] };
  }
}

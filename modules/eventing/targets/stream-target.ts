import type { EventRule, RuleTarget } from "../event-rule";
import { targetRole } from "./target-role";

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

  bind(rule: EventRule) {
    const { streamArn: arn, partitionKeyPath } = this;
    const roleArn = targetRole(rule, ["kinesis:PutRecord", "kinesis:PutRecords"], [arn]);
    return { arn, roleArn, kinesisTarget: { partitionKeyPath } };
  }
}

import { check, matching } from "../../terraform/constraint";
import { regionalArn } from "../constraints";
import type { EventRule, RuleTarget } from "../event-rule";
import { IN_REGION, mustBe } from "../target-place";

export const STREAM_ARN = regionalArn("a Kinesis data stream", "kinesis", "stream/.+", "stream/<name>");
/** The event's id, so that events are spread over the shards. */
export const DEFAULT_PARTITION_KEY_PATH = "$.id";
export const PARTITION_KEY_PATH = matching(
  "\\$.{0,255}",
  `a JSON path of at most 256 characters, such as ${DEFAULT_PARTITION_KEY_PATH}`,
);

/** A Kinesis data stream as a rule's target. The policy of a stream of another account must allow the rule's role. */
export class StreamTarget implements RuleTarget {
  /**
   * @param streamArn ARN of the stream
   * @param partitionKeyPath JSON path of the partition key in the event, at most 256 characters; default `$.id`
   */
  constructor(
    private readonly streamArn: string,
    private readonly partitionKeyPath = DEFAULT_PARTITION_KEY_PATH,
  ) {
    check("streamArn", streamArn, STREAM_ARN);
    check("partitionKeyPath", partitionKeyPath, PARTITION_KEY_PATH);
  }

  bind(rule: EventRule) {
    const { streamArn: arn, partitionKeyPath } = this;
    const actions = ["kinesis:PutRecord", "kinesis:PutRecords"];
    return { arn, partitionKeyPath, actions, preconditions: [mustBe(IN_REGION, rule, arn)] };
  }
}

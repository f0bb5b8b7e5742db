import { check } from "../../terraform/constraint";
import { regionalArn } from "../constraints";
import type { EventRule, RuleTarget } from "../event-rule";
import { IN_ACCOUNT, mustBe } from "../target-place";

export const DELIVERY_STREAM_ARN = regionalArn(
  "a Firehose stream",
  "firehose",
  "deliverystream/.+",
  "deliverystream/<name>",
);

/** An Amazon Data Firehose stream of the rule's account as its target. */
export class DeliveryStreamTarget implements RuleTarget {
  /** @param deliveryStreamArn ARN of the stream */
  constructor(private readonly deliveryStreamArn: string) {
    check("deliveryStreamArn", deliveryStreamArn, DELIVERY_STREAM_ARN);
  }

  bind(rule: EventRule) {
    return {
      arn: this.deliveryStreamArn,
      actions: ["firehose:PutRecord", "firehose:PutRecordBatch"],
      preconditions: [mustBe(IN_ACCOUNT, rule, this.deliveryStreamArn)],
    };
  }
}

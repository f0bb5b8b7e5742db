import type { EventRule, RuleTarget } from "../event-rule";
import { targetRole } from "./target-role";

/** A Firehose stream as a rule's target. */
export class DeliveryStreamTarget implements RuleTarget {
  constructor(private readonly deliveryStreamArn: string) {}

  bind(rule: EventRule) {
    const arn = this.deliveryStreamArn;
    return { arn, roleArn: targetRole(rule, ["firehose:PutRecord", "firehose:PutRecordBatch"], [arn]) };
  }
}

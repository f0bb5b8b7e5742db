import type { RuleTarget } from "../event-rule";

/** A Firehose stream as a rule's target. */
export class DeliveryStreamTarget implements RuleTarget {
  constructor(private readonly deliveryStreamArn: string) {}

  bind() {
    return { arn: this.deliveryStreamArn, actions: ["firehose:PutRecord", "firehose:PutRecordBatch"] };
  }
}

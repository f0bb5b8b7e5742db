import { check } from "../../terraform/constraint";
import { regionalArn } from "../constraints";
import type { RuleTarget } from "../event-rule";

export const DELIVERY_STREAM_ARN = regionalArn(
  "a Firehose stream",
  "firehose",
  "deliverystream/.+",
  "deliverystream/<name>",
);

/** An Amazon Data Firehose stream as a rule's target. */
export class DeliveryStreamTarget implements RuleTarget {
  /** @param deliveryStreamArn ARN of the stream */
  constructor(private readonly deliveryStreamArn: string) {
    check("deliveryStreamArn", deliveryStreamArn, DELIVERY_STREAM_ARN);
  }

  bind() {
    return { arn: this.deliveryStreamArn, actions: ["firehose:PutRecord", "firehose:PutRecordBatch"] };
  }
}

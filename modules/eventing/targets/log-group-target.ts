import type { RuleTarget } from "../event-rule";

/**
 * A CloudWatch Logs log group as a rule's target. EventBridge takes no role here: a resource policy of CloudWatch Logs
 * (`LogDeliveryPolicy`) must let the rule write.
 */
export class LogGroupTarget implements RuleTarget {
  /** @param logGroupArn ARN of the log group, without `:*` at the end */
  constructor(private readonly logGroupArn: string) {}

  bind() {
    return { arn: this.logGroupArn };
  }
}

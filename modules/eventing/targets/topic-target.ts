import type { RuleTarget } from "../event-rule";

/** An SNS topic that is there already, as a rule's target. Its policy must let the rule publish to it. */
export class TopicTarget implements RuleTarget {
  constructor(private readonly topicArn: string) {}

  bind() {
    return { arn: this.topicArn };
  }
}

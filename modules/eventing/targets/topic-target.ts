import { check } from "../../terraform/constraint";
import type { AlarmTopic } from "../alarm-topic";
import { TOPIC_ARN } from "../constraints";
import type { EventRule, RuleTarget } from "../event-rule";
import { IN_ACCOUNT_UNLESS_ROLE, mustBe } from "../target-place";

/**
 * A standard SNS topic of the rule's account as its target. The rule may publish to a topic that an `AlarmTopic` creates; the policy of
 * another topic must allow it, in a statement without a condition.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export class TopicTarget implements RuleTarget {
  private readonly topicArn: string;

  /**
   * @param topic the topic, or the ARN of an existing one
   * @throws Error if `topic` is an `AlarmTopic` that neither creates a topic nor has an existing one
   */
  constructor(private readonly topic: AlarmTopic | string) {
    const topicArn = typeof topic === "string" ? topic : topic.topicArn;
    if (topicArn === undefined) throw new Error("topic must have a topic: set topicArn, or createTopic to true.");
    check("topic", topicArn, TOPIC_ARN);
    this.topicArn = topicArn;
  }

  bind(rule: EventRule) {
    if (typeof this.topic === "string")
      return { arn: this.topicArn, preconditions: [mustBe(IN_ACCOUNT_UNLESS_ROLE, rule, this.topicArn)] };
    this.topic.allowPublishFrom(rule);
    return { arn: this.topicArn, dependsOn: this.topic.topicPolicy && [this.topic.topicPolicy] };
  }
}

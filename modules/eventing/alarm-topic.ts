import type { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { type Condition, onlyIf } from "../terraform/condition";
import { AwsEnvironment } from "./aws-environment";
import { notificationTopic, type TopicOptions } from "./notification-topic";
import { denyInsecureTransport, PolicyDocument } from "./policy-document";

/** Alarms, and who is told of them: with `createTopic: false` alone, they are seen in CloudWatch only. */
export interface AlarmsOptions extends TopicOptions {
  /**
   * Whether alarms are made.
   * @default true
   */
  readonly enabled?: Condition;
}

export interface AlarmTopicProps extends TopicOptions {
  /** The name of the topic that is made. */
  readonly name: string;
  /**
   * ARN of a customer managed KMS key that CloudWatch may use.
   * @default - not encrypted, because CloudWatch cannot publish with AWS's own key; alarms hold names and numbers alone
   */
  readonly kmsKeyArn?: string;
}

/**
 * Where alarms go: a topic that CloudWatch alarms of this account may publish to.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export class AlarmTopic extends Construct {
  readonly topic?: SnsTopic;
  /** What an alarm tells: the topic's ARN, or nothing where there is none. */
  readonly actions: string[];

  constructor(scope: Construct, id: string, { kmsKeyArn, ...props }: AlarmTopicProps) {
    super(scope, id);
    const { topic, arns } = notificationTopic(this, "Resource", { ...props, kmsKeyId: kmsKeyArn });
    this.topic = topic;
    this.actions = arns.length > 1 ? Token.asList(Fn.compact(arns)) : arns;
    if (topic) this.letAlarmsPublish(topic.arn, props.createTopic);
  }

  private letAlarmsPublish(topicArn: string, when?: Condition): void {
    const environment = AwsEnvironment.of(this);
    const policy = new PolicyDocument(
      this,
      "policy",
      [
        {
          sid: "AllowAlarms",
          principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
          actions: ["sns:Publish"],
          resources: [topicArn],
          condition: [
            { test: "StringEquals", variable: "aws:SourceAccount", values: [environment.accountId] },
            { test: "ArnLike", variable: "aws:SourceArn", values: [environment.arn("cloudwatch", "alarm:*")] },
          ],
        },
        denyInsecureTransport("sns:Publish", [topicArn]),
      ],
      when,
    );
    onlyIf(when, new SnsTopicPolicy(this, "access", { arn: topicArn, policy: policy.json }));
  }
}

import type { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { type Condition, firstOf, onlyIf, type When } from "../terraform/condition";
import { type Settled, settle } from "../terraform/setting";
import { AwsEnvironment } from "./aws-environment";
import { notificationTopic } from "./notification-topic";
import { denyInsecureTransport, PolicyDocument } from "./policy-document";
import { ALARMS_SETTINGS } from "./settings";
import type { AlarmsSettings, TopicSettings } from "./settings.generated";

export interface AlarmTopicProps extends TopicSettings {
  /** The name of the topic that is created: 1 to 256 letters, digits, hyphens and underscores. */
  readonly name: string;
  /**
   * ARN of a customer managed KMS key that CloudWatch may use.
   * @default - not encrypted, because CloudWatch cannot use AWS's own key; alarms contain names and numbers only
   */
  readonly kmsKeyArn?: string;
}

/**
 * What is set about alarms, with defaults.
 * @throws Error if there are e-mail addresses, and no alarms
 */
export function settleAlarms(alarms: AlarmsSettings = {}): Settled<typeof ALARMS_SETTINGS> {
  const settled = settle(ALARMS_SETTINGS, alarms);
  const { enabled, emailAddresses } = settled;
  if (enabled === false && emailAddresses.length > 0)
    throw new Error(`emailAddresses must be omitted if enabled is false, not ${JSON.stringify(emailAddresses)}.`);
  return settled;
}

/**
 * The SNS topic of alarms, to which CloudWatch alarms of this account and region may publish.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export class AlarmTopic extends Construct {
  /** The topic that is created, if any. */
  readonly topic?: SnsTopic;
  /** ARN of the topic that is created, or of the existing one; undefined if there is none. */
  readonly topicArn?: string;
  /** The actions of an alarm: the topic's ARN, or none. */
  readonly actions: string[];
  /** The policy of the topic that is created, if any. */
  readonly topicPolicy?: SnsTopicPolicy;
  private readonly policy?: PolicyDocument;

  constructor(scope: Construct, id: string, { kmsKeyArn, ...props }: AlarmTopicProps) {
    super(scope, id);
    const { topic, arns } = notificationTopic(this, "Resource", { ...props, kmsKeyId: kmsKeyArn });
    this.topic = topic;
    this.topicArn = arns.length > 0 ? firstOf(...arns) : undefined;
    this.actions = arns.length > 1 ? Token.asList(Fn.compact(arns)) : arns;
    if (!topic) return;
    this.policy = this.createPolicy(topic, props.createTopic);
    this.topicPolicy = onlyIf(
      props.createTopic,
      new SnsTopicPolicy(this, "access", { arn: topic.arn, policy: this.policy.json }),
    );
  }

  /** Lets EventBridge rules publish to the topic that is created. The policy of an existing topic is its owner's. */
  allowPublishFrom({ sid, when }: { readonly sid: string; readonly when?: When }): void {
    if (!this.topic) return;
    this.policy?.add({
      sid,
      when,
      principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
      actions: ["sns:Publish"],
      // Without a condition on the rule: EventBridge cannot publish if the statement has one.
      resources: [this.topic.arn],
    });
  }

  private createPolicy(topic: SnsTopic, when?: Condition): PolicyDocument {
    const environment = AwsEnvironment.of(this);
    return new PolicyDocument(
      this,
      "policy",
      [
        {
          sid: "AllowAlarms",
          principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
          actions: ["sns:Publish"],
          resources: [topic.arn],
          condition: [
            { test: "StringEquals", variable: "aws:SourceAccount", values: [environment.accountId] },
            { test: "ArnLike", variable: "aws:SourceArn", values: [environment.arn("cloudwatch", "alarm:*")] },
          ],
        },
        denyInsecureTransport("sns:Publish", [topic.arn]),
      ],
      when,
    );
  }
}

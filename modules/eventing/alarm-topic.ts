import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Construct } from "constructs";
import { type Condition, firstOf, onlyIf } from "../terraform/condition";
import { AwsEnvironment } from "./aws-environment";
import { subscribeByEmail } from "./email-subscriptions";
import { denyInsecureTransport, PolicyDocument } from "./policy-document";

export interface AlarmTopicProps {
  /** The name of the topic that is made. */
  readonly name: string;
  /**
   * A topic that is there already, which CloudWatch may publish to.
   * @default - a topic is made
   */
  readonly existingArn?: string;
  /**
   * Whether the topic is made.
   * @default - it is where `existingArn` is left out
   */
  readonly create?: Condition;
  /**
   * E-mail addresses that are subscribed; each must confirm.
   * @default - none
   */
  readonly emailAddresses?: string[];
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
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const create = props.create ?? props.existingArn === undefined;
    if (create !== false) this.topic = this.createTopic(create, props);
    this.arn = firstOf(props.existingArn, this.topic?.arn);
    subscribeByEmail(this, this.arn, props.emailAddresses);
  }

  private createTopic(when: Condition, { name, kmsKeyArn }: AlarmTopicProps): SnsTopic {
    const topic = onlyIf(when, new SnsTopic(this, "Resource", { name, kmsMasterKeyId: kmsKeyArn }));
    const environment = AwsEnvironment.of(this);
    const policy = new PolicyDocument(
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
    onlyIf(when, new SnsTopicPolicy(this, "access", { arn: topic.arn, policy: policy.json }));
    return topic;
  }
}

import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { type Condition, firstOf, onlyIf } from "../terraform/condition";
import { check } from "../terraform/rule";
import { AwsEnvironment } from "./aws-environment";
import { subscribeByEmail } from "./email-subscriptions";
import { TOPIC_ARN } from "./limits";
import { denyInsecureTransport, PolicyDocument } from "./policy-document";

/** Who is told of alarms. */
export interface AlarmTopicOptions {
  /**
   * A topic that is there already, which CloudWatch may publish to.
   * @default - a topic is made
   */
  readonly topicArn?: string;
  /**
   * Whether the topic is made. True excludes `topicArn`; false without it: alarms are seen in CloudWatch alone.
   * @default - it is where `topicArn` is left out
   */
  readonly createTopic?: Condition;
  /**
   * E-mail addresses that are subscribed to the topic; each must confirm.
   * @default - none
   */
  readonly emailAddresses?: string[];
}

/** Alarms, and who is told of them. */
export interface AlarmsOptions extends AlarmTopicOptions {
  /**
   * Whether alarms are made.
   * @default true
   */
  readonly enabled?: Condition;
}

export interface AlarmTopicProps extends AlarmTopicOptions {
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

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const { topicArn, createTopic, emailAddresses } = props;
    check("topicArn", topicArn, TOPIC_ARN);
    if (createTopic === true && topicArn !== undefined)
      throw new Error(`createTopic must be false or left out where topicArn is given, not true: ${topicArn}`);
    const create = createTopic ?? topicArn === undefined;
    if (create !== false) this.topic = this.createTopic(create, props);
    const arns = [topicArn, this.topic?.arn].filter((arn) => arn !== undefined);
    this.actions = arns.length > 1 ? Token.asList(Fn.compact(arns)) : arns;
    if (arns.length > 0) subscribeByEmail(this, firstOf(...arns), emailAddresses);
    else if (emailAddresses?.length)
      throw new Error(
        `emailAddresses must be left out where there is no topic, not ${JSON.stringify(emailAddresses)}.`,
      );
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

import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { TerraformIterator, Token } from "cdktf";
import type { Construct } from "constructs";
import { and, type Condition, firstOf, onlyIf } from "../terraform/condition";
import { check } from "../terraform/constraint";
import { TOPIC_ARN } from "./constraints";

/** Who is told. */
export interface TopicOptions {
  /**
   * A topic that is there already; its policy must let publish who publishes: CloudWatch alarms, or a function's role.
   * @default - a topic is made
   */
  readonly topicArn?: string;
  /**
   * Whether the topic is made. True excludes `topicArn`; false without it: there is none.
   * @default - it is where `topicArn` is left out
   */
  readonly createTopic?: Condition;
  /**
   * E-mail addresses that are subscribed to the topic; each must confirm.
   * @default - none
   */
  readonly emailAddresses?: string[];
}

export interface NotificationTopicProps extends TopicOptions {
  /** The name of the topic that is made. */
  readonly name: string;
  /**
   * What encrypts the topic that is made: a key's ARN or alias.
   * @default - nothing
   */
  readonly kmsKeyId?: string;
  /**
   * The topic is there only where this holds.
   * @default true
   */
  readonly when?: Condition;
}

export interface NotificationTopic {
  /** The topic that is made, if one is. */
  readonly topic?: SnsTopic;
  /** ARNs of which Terraform will know that at most one is there: of the given topic, of the one that is made. */
  readonly arns: string[];
}

/** A topic that is made as `id` in `scope`, or one that is there already, and its subscribers. */
export function notificationTopic(scope: Construct, id: string, props: NotificationTopicProps): NotificationTopic {
  const { name, kmsKeyId: kmsMasterKeyId, topicArn, createTopic, emailAddresses, when = true } = props;
  check("topicArn", topicArn, TOPIC_ARN);
  if (createTopic === true && topicArn !== undefined)
    throw new Error(`createTopic must be false or left out where topicArn is given, not true: ${topicArn}`);
  const create = and(when, createTopic ?? topicArn === undefined);
  const topic = create === false ? undefined : onlyIf(create, new SnsTopic(scope, id, { name, kmsMasterKeyId }));
  const arns = [topicArn, topic?.arn].filter((arn) => arn !== undefined);
  if (when === false) return { arns };
  if (arns.length > 0) subscribe(scope, firstOf(...arns), emailAddresses);
  else if (emailAddresses?.length)
    throw new Error(`emailAddresses must be left out where there is no topic, not ${JSON.stringify(emailAddresses)}.`);
  return { topic, arns };
}

/** One subscription for each address. */
function subscribe(scope: Construct, topicArn: string, emailAddresses: string[] = []): void {
  const addresses = TerraformIterator.fromList(emailAddresses);
  onlyIf(
    addresses,
    new SnsTopicSubscription(scope, "email", {
      topicArn,
      protocol: "email",
      endpoint: Token.asString(addresses.value),
    }),
  );
}

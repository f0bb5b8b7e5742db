import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { TerraformIterator, Token } from "cdktf";
import type { Construct } from "constructs";
import { and, type Condition, firstOf, onlyIf } from "../terraform/condition";
import { check, matching } from "../terraform/constraint";
import { settle } from "../terraform/setting";
import { TOPIC_SETTINGS } from "./settings";
import type { TopicSettings } from "./settings.generated";

const TOPIC_NAME = matching("[A-Za-z0-9_-]{1,256}", "1 to 256 letters, digits, hyphens and underscores");

export interface NotificationTopicProps extends TopicSettings {
  /** The name of the topic that is created: 1 to 256 letters, digits, hyphens and underscores. */
  readonly name: string;
  /**
   * The ARN or alias of the KMS key that encrypts the topic that is created.
   * @default - not encrypted
   */
  readonly kmsKeyId?: string;
  /**
   * The topic and its subscriptions exist only if this holds.
   * @default true
   */
  readonly when?: Condition;
}

export interface NotificationTopic {
  /** The topic that is created, if any. */
  readonly topic?: SnsTopic;
  /** ARNs of the existing topic and of the one that is created; Terraform finds at most one that is not null. */
  readonly arns: string[];
}

/**
 * A topic that is created as `id` in `scope`, or an existing one, and its subscriptions.
 * @throws Error if there would be two topics, or addresses without a topic
 */
export function notificationTopic(scope: Construct, id: string, props: NotificationTopicProps): NotificationTopic {
  const { name, kmsKeyId: kmsMasterKeyId, when = true } = props;
  check("name", name, TOPIC_NAME);
  const { topicArn, createTopic, emailAddresses } = settle(TOPIC_SETTINGS, props);
  if (createTopic === true && topicArn !== undefined)
    throw new Error(`createTopic must be false or omitted if topicArn is set, not true: ${topicArn}`);
  const create = and(when, createTopic ?? topicArn === undefined);
  const topic = create === false ? undefined : onlyIf(create, new SnsTopic(scope, id, { name, kmsMasterKeyId }));
  const arns = [topicArn, topic?.arn].filter((arn) => arn !== undefined);
  if (when === false) return { arns };
  if (arns.length > 0) subscribe(scope, firstOf(...arns), emailAddresses);
  else if (emailAddresses.length > 0)
    throw new Error(`emailAddresses must be omitted if there is no topic, not ${JSON.stringify(emailAddresses)}.`);
  return { topic, arns };
}

/** Creates a subscription for each address. */
function subscribe(scope: Construct, topicArn: string, emailAddresses: readonly string[]): void {
  const addresses = TerraformIterator.fromList(emailAddresses as string[]);
  onlyIf(
    addresses,
    new SnsTopicSubscription(scope, "email", {
      topicArn,
      protocol: "email",
      endpoint: Token.asString(addresses.value),
    }),
  );
}

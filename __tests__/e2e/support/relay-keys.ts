import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { DescribeSecretCommand } from "@aws-sdk/client-secrets-manager";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { awsCall, jsonCall } from "../../../local-aws/aws-call";
import type { RelayOutputs } from "./relay";
import type { TestBed } from "./test-bed";

/** ARNs of the customer managed keys that encrypt what a relay consists of; undefined where AWS's own key does. */
export interface Keys {
  readonly queue?: string;
  readonly deadLetterQueue?: string;
  readonly ruleDeadLetterQueue?: string;
  readonly secret?: string;
  readonly log?: string;
  readonly function?: string;
  readonly alarmTopic?: string;
}

export async function keysOf(bed: TestBed, relay: RelayOutputs): Promise<Keys> {
  const [queue, deadLetterQueue, ruleDeadLetterQueue, secret, log, ofFunction, alarmTopic] = await Promise.all([
    ofQueue(bed, relay.queue_url),
    ofQueue(bed, relay.dead_letter_queue_url),
    ofQueue(bed, relay.rule_dead_letter_queue_url),
    bed.secrets.send(new DescribeSecretCommand({ SecretId: relay.access_token_secret_arn })),
    ofLogGroup(bed, relay.log_group_name),
    bed.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: relay.function_name })),
    ofTopic(bed, relay.alarm_topic_arn),
  ]);
  return {
    queue,
    deadLetterQueue,
    ruleDeadLetterQueue,
    secret: secret.KmsKeyId,
    log,
    function: ofFunction.KMSKeyArn || undefined,
    alarmTopic,
  };
}

/** The policy of a key. */
export async function keyPolicy({ aws }: TestBed, KeyId: string): Promise<unknown> {
  const target = "TrentService.GetKeyPolicy";
  const { Policy } = await jsonCall<{ Policy: string }>(aws.endpoint, "kms", target, { KeyId });
  return JSON.parse(Policy);
}

async function ofQueue({ sqs }: TestBed, QueueUrl: string): Promise<string | undefined> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  return Attributes?.KmsMasterKeyId;
}

async function ofLogGroup({ aws }: TestBed, logGroupNamePrefix: string): Promise<string | undefined> {
  const { logGroups } = await jsonCall<{ logGroups: { logGroupName: string; kmsKeyId?: string }[] }>(
    aws.endpoint,
    "logs",
    "Logs_20140328.DescribeLogGroups",
    { logGroupNamePrefix },
  );
  return logGroups.find(({ logGroupName }) => logGroupName === logGroupNamePrefix)?.kmsKeyId;
}

async function ofTopic({ aws }: TestBed, topicArn: string | null): Promise<string | undefined> {
  if (topicArn === null) return undefined;
  const said = await awsCall(aws.endpoint, "sns", {
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ Action: "GetTopicAttributes", Version: "2010-03-31", TopicArn: topicArn }).toString(),
  });
  return /<key>KmsMasterKeyId<\/key>\s*<value>([^<]+)</.exec(said)?.[1];
}

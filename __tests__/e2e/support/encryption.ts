import { GetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { jsonCall } from "../../../local-aws/aws-call";
import type { TestBed } from "./test-bed";

/** The key of each of these queues, by its URL; undefined where it has none of its own. */
export async function keysOfQueues({ sqs }: TestBed, urls: readonly string[]): Promise<(string | undefined)[]> {
  const attributes = await Promise.all(
    urls.map((QueueUrl) => sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["KmsMasterKeyId"] }))),
  );
  return attributes.map(({ Attributes }) => Attributes?.KmsMasterKeyId || undefined);
}

/** The same for topics. */
export async function keysOfTopics({ aws }: TestBed, arns: readonly string[]): Promise<(string | undefined)[]> {
  const sns = new SNSClient(aws.clientConfig);
  const attributes = await Promise.all(arns.map((TopicArn) => sns.send(new GetTopicAttributesCommand({ TopicArn }))));
  sns.destroy();
  return attributes.map(({ Attributes }) => Attributes?.KmsMasterKeyId || undefined);
}

/** The same for all log groups, by their name. */
export async function keysOfLogGroups({ aws }: TestBed): Promise<Record<string, string | undefined>> {
  type Found = { logGroups: { logGroupName: string; kmsKeyId?: string }[] };
  const { logGroups } = await jsonCall<Found>(aws.endpoint, "logs", "Logs_20140328.DescribeLogGroups");
  return Object.fromEntries(logGroups.map(({ logGroupName, kmsKeyId }) => [logGroupName, kmsKeyId]));
}

import {
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { until } from "./polling";

async function messagesIn(sqs: SQSClient, QueueUrl: string): Promise<{ waiting: number; inFlight: number }> {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  return {
    waiting: Number(Attributes.ApproximateNumberOfMessages),
    inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
  };
}

/** How many messages the queue holds, those in flight included. */
export async function queueDepth(sqs: SQSClient, queueUrl: string): Promise<number> {
  const { waiting, inFlight } = await messagesIn(sqs, queueUrl);
  return waiting + inFlight;
}

export async function untilNoneInFlight(sqs: SQSClient, queueUrl: string): Promise<void> {
  await until(`no message of ${queueUrl} in flight`, async () => (await messagesIn(sqs, queueUrl)).inFlight === 0);
}

export async function untilEmpty(sqs: SQSClient, queueUrl: string, limit?: number): Promise<void> {
  await until(`no message in ${queueUrl}`, async () => (await queueDepth(sqs, queueUrl)) === 0, limit);
}

/**
 * Lets what a function reported come back after so many seconds. A deployed queue's visibility time-out is six times the
 * function's, longer than a test should wait.
 */
export async function comeBackAfter(seconds: number, sqs: SQSClient, QueueUrl: string): Promise<void> {
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: String(seconds) } }));
}

/** The messages of a queue that has `count` of them, left in it. */
export async function untilHolds(count: number, sqs: SQSClient, QueueUrl: string, limit?: number): Promise<Message[]> {
  await until(`${count} messages in ${QueueUrl}`, async () => (await queueDepth(sqs, QueueUrl)) >= count, limit);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
      VisibilityTimeout: 1,
    }),
  );
  return Messages;
}

import {
  DeleteMessageBatchCommand,
  type Message,
  MessageSystemAttributeName,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** Receives and deletes all messages of a queue, the oldest first. */
export async function takeAll(sqs: SQSClient, QueueUrl: string): Promise<Message[]> {
  const all: Message[] = [];
  for (;;) {
    const Messages = await receive(sqs, QueueUrl);
    if (Messages.length === 0) return all.sort((a, b) => sentAt(a) - sentAt(b));
    all.push(...Messages);
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

/** @param VisibilityTimeout in seconds; the queue's own by default */
export async function receive(sqs: SQSClient, QueueUrl: string, VisibilityTimeout?: number): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      VisibilityTimeout,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: [MessageSystemAttributeName.All],
      MessageAttributeNames: ["All"],
    }),
  );
  return Messages;
}

/** In milliseconds since 1970. */
export const sentAt = ({ Attributes }: Message): number => Number(Attributes?.SentTimestamp);

import {
  DeleteMessageBatchCommand,
  type Message,
  MessageSystemAttributeName,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** The longest that SQS allows. */
const LONG_POLL_SECONDS = 20;

/** Receives and deletes all messages of a queue, the oldest first; waits for the first one. */
export async function takeAll(sqs: SQSClient, QueueUrl: string, signal: AbortSignal): Promise<Message[]> {
  const all: Message[] = [];
  for (;;) {
    const WaitTimeSeconds = all.length === 0 ? LONG_POLL_SECONDS : 0;
    const Messages = await receive(sqs, QueueUrl, { WaitTimeSeconds }, signal);
    if (Messages.length === 0) return all.sort((a, b) => sentAt(a) - sentAt(b));
    all.push(...Messages);
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

/** @param times in seconds; the queue's own by default */
export async function receive(
  sqs: SQSClient,
  QueueUrl: string,
  times: Pick<ReceiveMessageCommandInput, "VisibilityTimeout" | "WaitTimeSeconds">,
  abortSignal?: AbortSignal,
): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      ...times,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: [MessageSystemAttributeName.All],
      MessageAttributeNames: ["All"],
    }),
    { abortSignal },
  );
  return Messages;
}

/** In milliseconds since 1970. */
export const sentAt = ({ Attributes }: Message): number => Number(Attributes?.SentTimestamp);

import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SendMessageRequest,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { CommandError } from "./errors";
import type { QueueAddress } from "./queue-address";

export type Sqs = Pick<SQSClient, "send">;

/** The most that SQS takes or gives in one request. */
const BATCH = 10;

/** A longer wait asks all of a queue's servers, so that an empty answer means that nothing is there. */
const WAIT_SECONDS = 2;

/** A queue that is there. */
export class Queue {
  private constructor(
    private readonly sqs: Sqs,
    readonly name: string,
    private readonly url: string,
  ) {}

  /** @throws CommandError where there is no such queue */
  static async find(sqs: Sqs, { given, name, account }: QueueAddress): Promise<Queue> {
    try {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account }));
      return new Queue(sqs, name, QueueUrl!);
    } catch (error) {
      if (!(error instanceof QueueDoesNotExist)) throw error;
      throw new CommandError(
        `There is no queue "${given}" in this account and region: check the name, --region and the AWS credentials.`,
      );
    }
  }

  get isFifo(): boolean {
    return this.name.endsWith(".fifo");
  }

  /** How many messages it holds by SQS's own, approximate count, those that somebody is reading included. */
  async count(): Promise<number> {
    const { Attributes = {} } = await this.sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: this.url,
        AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
      }),
    );
    return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
  }

  /** The name of the queue's own dead-letter queue, where it has one. */
  async deadLetterQueueName(): Promise<string | undefined> {
    const { Attributes = {} } = await this.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: this.url, AttributeNames: ["RedrivePolicy"] }),
    );
    return /"deadLetterTargetArn" *: *"[^"]*:([^":]+)"/.exec(Attributes.RedrivePolicy ?? "")?.[1];
  }

  /**
   * @param limit at most so many, up to 10
   * @param hiddenSeconds how long nobody else gets them; default: the queue's own visibility time-out
   * @returns none where nothing is there, or where all that is there is being read
   */
  async receive(limit = BATCH, hiddenSeconds?: number): Promise<Message[]> {
    const { Messages = [] } = await this.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: this.url,
        MaxNumberOfMessages: Math.min(limit, BATCH),
        WaitTimeSeconds: WAIT_SECONDS,
        VisibilityTimeout: hiddenSeconds,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
    );
    return Messages;
  }

  async send(message: Omit<SendMessageRequest, "QueueUrl">): Promise<void> {
    await this.sqs.send(new SendMessageCommand({ QueueUrl: this.url, ...message }));
  }

  async delete({ ReceiptHandle }: Message): Promise<void> {
    await this.sqs.send(new DeleteMessageCommand({ QueueUrl: this.url, ReceiptHandle }));
  }

  /** Lets others read these messages again at once. */
  async release(messages: readonly Message[]): Promise<void> {
    for (let start = 0; start < messages.length; start += BATCH) {
      const Entries = messages
        .slice(start, start + BATCH)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
      await this.sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: this.url, Entries }));
    }
  }
}

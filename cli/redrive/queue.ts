import type { Message, SendMessageRequest, SQS } from "@aws-sdk/client-sqs";
import { CliError } from "../errors";
import { isMissingQueue, messageCounts, totalOf } from "../relay/queue-counts";
import type { QueueAddress } from "./queue-address";

export type Sqs = Pick<
  SQS,
  | "changeMessageVisibilityBatch"
  | "deleteMessage"
  | "getQueueAttributes"
  | "getQueueUrl"
  | "receiveMessage"
  | "sendMessage"
>;

/** The most messages in one SQS request. */
const BATCH = 10;

/** With long polling, SQS queries all of its servers, so an empty response means that no message is available. */
const WAIT_SECONDS = 2;

/** An existing queue. */
export class Queue {
  private constructor(
    private readonly sqs: Sqs,
    readonly name: string,
    private readonly url: string,
  ) {}

  static at(sqs: Sqs, url: string): Queue {
    return new Queue(sqs, url.slice(url.lastIndexOf("/") + 1), url);
  }

  /** @throws CliError if the queue does not exist */
  static async find(sqs: Sqs, { given, name, account }: QueueAddress): Promise<Queue> {
    try {
      const { QueueUrl } = await sqs.getQueueUrl({ QueueName: name, QueueOwnerAWSAccountId: account });
      return new Queue(sqs, name, QueueUrl!);
    } catch (error) {
      if (!isMissingQueue(error as Error)) throw error;
      throw new CliError(
        `The queue "${given}" does not exist in this account and region: check the name, --region and the AWS credentials.`,
      );
    }
  }

  /** The account that the queue is in. */
  get account(): string {
    return this.url.split("/").at(-2)!;
  }

  get isFifo(): boolean {
    return this.name.endsWith(".fifo");
  }

  /** The approximate number of messages, including those in flight. */
  async count(): Promise<number> {
    return totalOf(await messageCounts(this.sqs, this.url));
  }

  /** The name of the queue's own dead-letter queue, if it has one. */
  async deadLetterQueueName(): Promise<string | undefined> {
    const { Attributes = {} } = await this.sqs.getQueueAttributes({
      QueueUrl: this.url,
      AttributeNames: ["RedrivePolicy"],
    });
    return /"deadLetterTargetArn" *: *"[^"]*:([^":]+)"/.exec(Attributes.RedrivePolicy ?? "")?.[1];
  }

  /**
   * @param limit the most messages to receive, up to 10
   * @param visibilityTimeout in seconds; default: the queue's own
   * @returns an empty list if the queue is empty or all of its messages are in flight
   */
  async receive(limit = BATCH, visibilityTimeout?: number): Promise<Message[]> {
    const { Messages = [] } = await this.sqs.receiveMessage({
      QueueUrl: this.url,
      MaxNumberOfMessages: Math.min(limit, BATCH),
      WaitTimeSeconds: WAIT_SECONDS,
      VisibilityTimeout: visibilityTimeout,
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });
    return Messages;
  }

  async send(message: Omit<SendMessageRequest, "QueueUrl">): Promise<void> {
    await this.sqs.sendMessage({ QueueUrl: this.url, ...message });
  }

  async delete({ ReceiptHandle }: Message): Promise<void> {
    await this.sqs.deleteMessage({ QueueUrl: this.url, ReceiptHandle });
  }

  /** Makes these messages visible again at once. */
  async release(messages: readonly Message[]): Promise<void> {
    for (let start = 0; start < messages.length; start += BATCH) {
      const Entries = messages
        .slice(start, start + BATCH)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
      await this.sqs.changeMessageVisibilityBatch({ QueueUrl: this.url, Entries });
    }
  }
}

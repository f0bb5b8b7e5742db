import {
  ChangeMessageVisibilityBatchCommand,
  type ChangeMessageVisibilityBatchRequestEntry,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { OutgoingMessage } from "../outgoing-message";
import { awsCallConfig } from "./call";

export interface QueueUrls {
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
}

/** The queue that feeds the function, and its dead-letter queue. */
export class Queues {
  readonly #urls: QueueUrls;
  readonly #sqs = new SQSClient(awsCallConfig);

  constructor(urls: QueueUrls) {
    this.#urls = urls;
  }

  /**
   * @returns code and record id of each change that was refused
   * @throws what SQS answers if no change was made
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
   */
  async changeVisibility(
    Entries: ChangeMessageVisibilityBatchRequestEntry[],
    abortSignal: AbortSignal,
  ): Promise<{ code: string; id: string }[]> {
    const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: this.#urls.queueUrl, Entries });
    const { Failed = [] } = await this.#sqs.send(command, { abortSignal });
    return Failed.map(({ Code, Id }) => ({ code: String(Code), id: String(Id) }));
  }

  /** @throws what SQS answers if it does not accept the message */
  async send(to: "queue" | "dead-letter-queue", message: OutgoingMessage, abortSignal: AbortSignal): Promise<void> {
    const { queueUrl, deadLetterQueueUrl } = this.#urls;
    const { body, groupId, deduplicationId, attributes } = message;
    const command = new SendMessageCommand({
      QueueUrl: to === "queue" ? queueUrl : deadLetterQueueUrl,
      MessageBody: body,
      MessageGroupId: groupId,
      MessageDeduplicationId: deduplicationId,
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
      ),
    });
    await this.#sqs.send(command, { abortSignal });
  }
}

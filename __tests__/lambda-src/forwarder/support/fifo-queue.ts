import type { SQSRecord } from "aws-lambda";
import type { Message } from "../../../../samples/faults/messages";
import { sqsRecord } from "./records";

interface Held extends Message {
  receiveCount: number;
  visibleAt: number;
}

const BATCH_SIZE = 10;

/**
 * An SQS FIFO queue with a dead-letter queue, as far as its consumer sees it: a group is locked while one of its messages
 * is not visible, and a message that was received too often moves on instead of being received again.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export class FifoQueue {
  static readonly visibilityTimeoutMs = 180_000;
  readonly deadLetters: string[] = [];
  #messages: Held[] = [];

  constructor(
    private readonly now: () => number,
    private readonly maxReceiveCount: number,
  ) {}

  get ids(): string[] {
    return this.#messages.map(({ id }) => id);
  }

  send(...messages: Message[]): void {
    this.#messages.push(...messages.map((message) => ({ ...message, receiveCount: 0, visibleAt: 0 })));
  }

  receive(): SQSRecord[] {
    const locked = new Set(this.#messages.filter((message) => !this.#isVisible(message)).map(({ groupId }) => groupId));
    const batch: Held[] = [];
    for (const message of this.#messages.filter(({ groupId }) => !locked.has(groupId))) {
      if (batch.length === BATCH_SIZE) break;
      if (message.receiveCount === this.maxReceiveCount) this.#moveToDeadLetters(message);
      else batch.push(message);
    }
    return batch.map((message) => {
      message.receiveCount += 1;
      message.visibleAt = this.now() + FifoQueue.visibilityTimeoutMs;
      const { id: messageId, groupId, receiveCount } = message;
      return sqsRecord(message.body, { messageId, groupId, receiveCount });
    });
  }

  delete(ids: readonly string[]): void {
    this.#messages = this.#messages.filter(({ id }) => !ids.includes(id));
  }

  changeVisibility(id: string, seconds: number): void {
    for (const message of this.#messages.filter((candidate) => candidate.id === id)) {
      message.visibleAt = this.now() + seconds * 1000;
    }
  }

  /** Milliseconds until the next message becomes visible. */
  get waitMs(): number {
    const later = this.#messages.filter((message) => !this.#isVisible(message));
    return Math.min(...later.map(({ visibleAt }) => visibleAt)) - this.now();
  }

  #isVisible({ visibleAt }: Held): boolean {
    return visibleAt <= this.now();
  }

  #moveToDeadLetters({ id }: Held): void {
    this.deadLetters.push(id);
    this.delete([id]);
  }
}

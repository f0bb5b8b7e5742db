import type { SQSRecord } from "aws-lambda";
import { sqsRecord } from "../records";

/** What is sent to a queue. */
export interface Sent {
  /** What a person knows the message by. */
  readonly id: string;
  readonly groupId: string;
  readonly body: string;
  readonly deduplicationId?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

interface Held extends Sent {
  readonly messageId: string;
  readonly sentAt: number;
  firstReceivedAt: number;
  receiveCount: number;
  visibleAt: number;
}

const BATCH_SIZE = 10;
const VISIBILITY_TIMEOUT_MS = 180_000;
const DEDUPLICATION_MS = 300_000;
const RETENTION_MS = 14 * 86_400_000;

/**
 * An SQS FIFO queue as its consumer sees it: a group is locked while one of its messages is not visible; a message that
 * was received too often goes to the dead-letter queue instead of being received again; a message is gone after 14 days.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export class FifoQueue {
  /** What was received too often. */
  onExhausted: (message: Sent) => void = () => undefined;
  /** Ids of messages that were kept for longer than a queue keeps them. */
  readonly expired: string[] = [];
  #messages: Held[] = [];
  readonly #deduplicationIds = new Map<string, number>();

  constructor(
    private readonly now: () => number,
    private readonly maxReceiveCount = Number.POSITIVE_INFINITY,
  ) {}

  get messages(): readonly Readonly<Held>[] {
    return this.#messages;
  }

  get ids(): string[] {
    return this.#messages.map(({ id }) => id);
  }

  send({ deduplicationId, ...message }: Sent): void {
    const seen = deduplicationId === undefined ? undefined : this.#deduplicationIds.get(deduplicationId);
    if (seen !== undefined && this.now() < seen + DEDUPLICATION_MS) return;
    if (deduplicationId !== undefined) this.#deduplicationIds.set(deduplicationId, this.now());
    const messageId = deduplicationId === undefined ? message.id : `${message.id} in ${message.groupId}`;
    const times = { sentAt: this.now(), firstReceivedAt: 0, receiveCount: 0, visibleAt: 0 };
    this.#messages.push({ ...message, messageId, ...times });
  }

  receive(): SQSRecord[] {
    this.#expire();
    const locked = new Set(this.#messages.filter((message) => !this.#isVisible(message)).map(({ groupId }) => groupId));
    const batch: Held[] = [];
    for (const message of this.#messages.filter(({ groupId }) => !locked.has(groupId))) {
      if (batch.length === BATCH_SIZE) break;
      if (message.receiveCount >= this.maxReceiveCount) this.#exhaust(message);
      else batch.push(message);
    }
    return batch.map((message) => {
      message.receiveCount += 1;
      message.firstReceivedAt ||= this.now();
      message.visibleAt = this.now() + VISIBILITY_TIMEOUT_MS;
      return sqsRecord(message.body, message);
    });
  }

  delete(messageIds: readonly string[]): void {
    this.#messages = this.#messages.filter(({ messageId }) => !messageIds.includes(messageId));
  }

  changeVisibility(messageId: string, seconds: number): void {
    for (const message of this.#messages.filter((candidate) => candidate.messageId === messageId)) {
      message.visibleAt = this.now() + seconds * 1_000;
    }
  }

  /** Whether `receive` would return something. */
  get isReady(): boolean {
    const groups = new Set(this.#messages.map(({ groupId }) => groupId));
    for (const message of this.#messages) if (!this.#isVisible(message)) groups.delete(message.groupId);
    return groups.size > 0;
  }

  /** When the next message becomes visible; Infinity if none is invisible. */
  get nextVisibleAt(): number {
    return Math.min(...this.#messages.filter((message) => !this.#isVisible(message)).map(({ visibleAt }) => visibleAt));
  }

  #isVisible({ visibleAt }: Held): boolean {
    return visibleAt <= this.now();
  }

  #exhaust(message: Held): void {
    this.delete([message.messageId]);
    this.onExhausted(message);
  }

  #expire(): void {
    const old = this.#messages.filter(({ sentAt }) => sentAt + RETENTION_MS <= this.now());
    if (old.length === 0) return;
    this.expired.push(...old.map(({ id }) => id));
    this.delete(old.map(({ messageId }) => messageId));
  }
}

import type { Message } from "@aws-sdk/client-sqs";
import { type DeadLetter, fromQueue, fromRule, messageToSend, sortByEventTime } from "./dead-letter";
import type { Queue } from "./queue";

/**
 * A rule's dead-letter queue is a standard queue without order, so all of its events are received before the first is
 * sent. These limits bound the memory of one run; SQS allows 120,000 messages in flight.
 */
const MAX_EVENTS = 100_000;
const MAX_BYTES = 256 * 2 ** 20;

/** How long the received events stay invisible if the run is killed; otherwise it releases them at its end. */
const VISIBILITY_TIMEOUT = 900;

/** Called after each step with the number of events read, or moved, so far. */
export type Progress = (step: "Read" | "Moved", count: number) => void;

export interface Preview {
  /** SQS's approximate number of messages. */
  readonly count: number;
  /** The time of the oldest event in each message group, in milliseconds since 1970. */
  readonly oldest: ReadonlyMap<string, number>;
}

/**
 * Reads a dead-letter queue without changing it. In a FIFO queue it sees only the first events of each message group,
 * since SQS returns no more of a group while these are in flight.
 */
export async function preview(from: Queue, signal: AbortSignal): Promise<Preview> {
  const count = await from.count();
  const messages = await readAll(from, signal);
  try {
    const oldest = new Map<string, number>();
    for (const { groupId, eventTime } of inOrder(from, messages).toReversed()) oldest.set(groupId, eventTime);
    return { count, oldest };
  } finally {
    await from.release(messages);
  }
}

/** What has been moved, even if the run ends early. */
export class Moved {
  /** Number of events by message group. */
  readonly groups = new Map<string, number>();

  get count(): number {
    return [...this.groups.values()].reduce((sum, count) => sum + count, 0);
  }

  add(groupId: string): void {
    this.groups.set(groupId, (this.groups.get(groupId) ?? 0) + 1);
  }
}

/**
 * Moves up to `count` events in order: each event is sent and then deleted from the dead-letter queue before the next
 * one is sent. After an abort or an error, the remaining events stay for the next run.
 * @param moved filled with what has been moved
 */
export async function move(
  from: Queue,
  to: Queue,
  count: number,
  { moved, signal, progress }: { moved: Moved; signal: AbortSignal; progress: Progress },
): Promise<void> {
  for await (const messages of batches(from, count, signal, progress)) {
    const left = new Set(messages);
    try {
      for (const letter of inOrder(from, messages)) {
        if (signal.aborted) break;
        await to.send(messageToSend(letter));
        await from.delete(letter.message);
        left.delete(letter.message);
        moved.add(letter.groupId);
        progress("Moved", moved.count);
      }
    } finally {
      await from.release([...left]);
    }
  }
}

/** A FIFO queue is in order, so it is read batch by batch; at most `count` messages, since moved events may return. */
async function* batches(
  from: Queue,
  count: number,
  signal: AbortSignal,
  progress: Progress,
): AsyncGenerator<Message[]> {
  if (!from.isFifo) {
    yield await readAll(from, signal, progress);
    return;
  }
  for (let left = count; left > 0 && !signal.aborted; ) {
    const messages = await from.receive(left);
    if (messages.length === 0) return;
    left -= messages.length;
    yield messages;
  }
}

function inOrder(from: Queue, messages: readonly Message[]): DeadLetter[] {
  return from.isFifo ? messages.map(fromQueue) : sortByEventTime(messages.map(fromRule));
}

async function readAll(from: Queue, signal: AbortSignal, progress?: Progress): Promise<Message[]> {
  const read = new Map<string, Message>();
  try {
    for (let bytes = 0; !signal.aborted && read.size < MAX_EVENTS && bytes < MAX_BYTES; ) {
      const messages = await from.receive(undefined, from.isFifo ? undefined : VISIBILITY_TIMEOUT);
      const before = read.size;
      // A message may be received twice; only its last receipt handle is valid.
      for (const message of messages) read.set(message.MessageId!, message);
      if (read.size === before) break;
      bytes += messages.reduce((sum, { Body }) => sum + Buffer.byteLength(Body!), 0);
      progress?.("Read", read.size);
    }
    return [...read.values()];
  } catch (error) {
    await from.release([...read.values()]);
    throw error;
  }
}

import type { Message } from "@aws-sdk/client-sqs";
import { type DeadLetter, fromQueue, fromRule, inOrderOfHappening, resent } from "./dead-letter";
import type { Queue } from "./queue";

/**
 * The events of rules lie in a standard queue, in any order: all are read before the first is sent. This many, and this
 * many bytes, are kept in memory in one run; SQS itself lets 120,000 be read at the same time.
 */
const MOST_EVENTS = 100_000;
const MOST_BYTES = 256 * 2 ** 20;

/** How long they stay hidden where a run is killed; one that can still act gives them back at once. */
const HIDDEN_SECONDS = 900;

/** Told after each step: how many have been read, or moved, so far. */
export type Progress = (step: "Read" | "Moved", count: number) => void;

export interface Preview {
  /** By SQS's own, approximate count. */
  readonly count: number;
  /** When the oldest event of each message group happened, in milliseconds since 1970. */
  readonly oldest: ReadonlyMap<string, number>;
}

/**
 * Looks at what lies in a dead-letter queue, and leaves it there. Of a FIFO queue it sees the first events of each group:
 * SQS gives out no more of a group while these are being looked at.
 */
export async function preview(from: Queue, signal: AbortSignal): Promise<Preview> {
  const count = await from.count();
  const messages = await readAll(from, signal);
  try {
    const oldest = new Map<string, number>();
    for (const { groupId, happenedAt } of inOrder(from, messages).toReversed()) oldest.set(groupId, happenedAt);
    return { count, oldest };
  } finally {
    await from.release(messages);
  }
}

/** What was done, also where it ended early. */
export class Moved {
  /** How many events of each message group. */
  readonly groups = new Map<string, number>();

  get count(): number {
    return [...this.groups.values()].reduce((sum, count) => sum + count, 0);
  }

  add(groupId: string): void {
    this.groups.set(groupId, (this.groups.get(groupId) ?? 0) + 1);
  }
}

/**
 * Moves up to `count` events, in order: each is sent, and then deleted where it lay, before the next one is sent. What is
 * not moved, because of `signal` or an error, stays for the next run.
 * @param moved what was done so far
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
        await to.send(resent(letter));
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

/** A FIFO queue gives its messages in order, so a few at a time will do: never more than `count`, as some may come back. */
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
  return from.isFifo ? messages.map(fromQueue) : inOrderOfHappening(messages.map(fromRule));
}

async function readAll(from: Queue, signal: AbortSignal, progress?: Progress): Promise<Message[]> {
  const read = new Map<string, Message>();
  try {
    for (let bytes = 0; !signal.aborted && read.size < MOST_EVENTS && bytes < MOST_BYTES; ) {
      const messages = await from.receive(undefined, from.isFifo ? undefined : HIDDEN_SECONDS);
      const before = read.size;
      // The same message may come twice; its last receipt is the one that counts.
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

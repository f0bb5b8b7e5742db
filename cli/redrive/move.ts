import { type DeadLetter, fromQueue, fromRule, type GroupOf, messageToSend, sortByEventTime } from "./dead-letter";
import { type Held, holding, lending } from "./held";
import type { Queue } from "./queue";

/**
 * How long the events of a queue without order, which are all received before the first is sent, stay invisible if the run
 * is killed; otherwise it releases them at its end.
 */
export const VISIBILITY_TIMEOUT = 900;

/** Called after each step with the number of events read, or moved, so far. */
export type Progress = (step: "Read" | "Moved", count: number) => void;

export interface Preview {
  /** SQS's approximate number of messages. */
  readonly count: number;
  /** The time of the oldest event in each message group, in milliseconds since 1970. */
  readonly oldest: ReadonlyMap<string, number>;
}

/** Reads a dead-letter queue without changing it. */
export async function preview(from: Queue, signal: AbortSignal, groupOf?: GroupOf): Promise<Preview> {
  const count = await from.count();
  return holding(from, readOptions(from, signal), (held) => {
    const oldest = new Map<string, number>();
    for (const { groupId, eventTime } of inOrder(from, held, groupOf).toReversed()) oldest.set(groupId, eventTime);
    return { count, oldest };
  });
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

export interface MoveOptions {
  /** Filled with what has been moved. */
  readonly moved: Moved;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** @default - the names of the rules */
  readonly groupOf?: GroupOf;
}

/**
 * Moves up to `count` events in order: each event is sent and then deleted from the dead-letter queue before the next
 * one is sent. After an abort or an error, the remaining events stay for the next run.
 */
export async function move(
  from: Queue,
  to: Queue,
  count: number,
  { moved, signal, progress, groupOf }: MoveOptions,
): Promise<void> {
  const moveHeld = async (held: Held): Promise<void> => {
    for (const letter of inOrder(from, held, groupOf)) {
      if (signal.aborted) break;
      await to.send(messageToSend(letter));
      await from.delete(letter.message);
      held.delete(letter.message.MessageId!);
      moved.add(letter.groupId);
      progress("Moved", moved.count);
    }
  };
  const options = { ...readOptions(from, signal), progress: (read: number) => progress("Read", read) };
  if (!from.isFifo) return holding(from, options, moveHeld);
  // A FIFO queue is in order, so it is read batch by batch; at most `count` messages, since moved events may return.
  for (let left = count; left > 0 && !signal.aborted; ) {
    const received = await lending(from, async (held) => {
      for (const message of await from.receive(left)) held.set(message.MessageId!, message);
      const { size } = held;
      await moveHeld(held);
      return size;
    });
    if (received === 0) return;
    left -= received;
  }
}

function readOptions(from: Queue, signal: AbortSignal) {
  return { signal, visibilityTimeout: from.isFifo ? undefined : VISIBILITY_TIMEOUT };
}

function inOrder(from: Queue, held: Held, groupOf?: GroupOf): DeadLetter[] {
  const messages = [...held.values()];
  return from.isFifo ? messages.map(fromQueue) : sortByEventTime(messages.map((each) => fromRule(each, groupOf)));
}

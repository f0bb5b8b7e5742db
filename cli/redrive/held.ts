import type { Message } from "@aws-sdk/client-sqs";
import type { Queue } from "./queue";

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** How long the messages stay invisible if the run is killed, in seconds; default: the queue's own. */
  readonly visibilityTimeout?: number;
  /** @default - as many as SQS may have in flight */
  readonly maxMessages?: number;
  /** Called after each step with the number of messages read so far. */
  readonly progress?: (count: number) => void;
}

/** SQS allows 120,000 messages in flight. */
const MAX_MESSAGES = 100_000;

/** The memory that the messages of one run take at most. */
const MAX_BYTES = 256 * 2 ** 20;

/** Messages in flight, by their ids. */
export type Held = Map<string, Message>;

/** Lends messages in flight to `use`, which adds what it receives and removes what it deletes, and gives back those that are left. */
export async function lending<T>(from: Queue, use: (held: Held) => Promise<T>): Promise<T> {
  const held: Held = new Map();
  try {
    return await use(held);
  } finally {
    await from.release([...held.values()]);
  }
}

/**
 * Reads a queue's messages, lends them to `use`, and gives back those that are left, also after an error and Ctrl-C. Of
 * each message group of a FIFO queue, these are the first: SQS returns no more of a group while these are in flight.
 *
 * @param use removes from `held` what it deletes
 */
export function holding<T>(from: Queue, options: ReadOptions, use: (held: Held) => Promise<T> | T): Promise<T> {
  return lending(from, async (held) => {
    await readAll(from, held, options);
    return use(held);
  });
}

async function readAll(from: Queue, held: Held, options: ReadOptions): Promise<void> {
  const { signal, visibilityTimeout, maxMessages = MAX_MESSAGES, progress } = options;
  for (let bytes = 0; !signal.aborted && held.size < maxMessages && bytes < MAX_BYTES; ) {
    const messages = await from.receive(undefined, visibilityTimeout);
    const before = held.size;
    // A message may be received twice; only its last receipt handle is valid.
    for (const message of messages) held.set(message.MessageId!, message);
    if (held.size === before) break;
    bytes += messages.reduce((sum, { Body }) => sum + Buffer.byteLength(Body!), 0);
    progress?.(held.size);
  }
}

import type { Message } from "@aws-sdk/client-sqs";
import { CliError } from "../errors";
import type { Queue } from "../redrive/queue";
import { eachHeld } from "./queues";

/** A message, and the queue that it is in. */
export interface Found {
  readonly queue: Queue;
  readonly message: Message;
}

/**
 * Finds messages by their ids, and leaves them where they are.
 * @throws CliError that names an id that is in none of the queues
 */
export async function findMessages(
  queues: readonly Queue[],
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Found[]> {
  const found = await eachHeld(queues, signal, (queue, held) =>
    [...held.values()].map((message): Found => ({ queue, message })),
  );
  return ids.map((id) => {
    const match = found.flat().find(({ message }) => message.MessageId === id);
    if (match) return match;
    throw new CliError(`The dead-letter queues show no event with the id ${id}: see aws-event-relay dlq list.`);
  });
}

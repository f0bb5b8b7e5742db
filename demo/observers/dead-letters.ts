import { ChangeMessageVisibilityBatchCommand, type Message } from "@aws-sdk/client-sqs";
import type { DeadLetter } from "../picture/facts";
import type { Stage } from "../stage/stage";
import { receive } from "./messages";
import type { Look } from "./poller";

const LOOK_SECONDS = 10;

/** @returns a function that looks at what the two dead-letter queues hold, once their depth changes, and leaves it there */
export function observeDeadLetters({ aws, outputs, log }: Stage): Look {
  const seen = { refused: 0, undeliverable: 0 };
  return async () => {
    const { queues } = log.picture;
    for (const queue of ["refused", "undeliverable"] as const) {
      const depth = queues?.[queue] ?? 0;
      if (depth === seen[queue]) continue;
      const url = queue === "refused" ? outputs.dead_letter_queue_url : outputs.rule_dead_letter_queue_url;
      log.add({ kind: "dead-letters", queue, messages: (await peek(url)).map(deadLetterOf) });
      seen[queue] = depth;
    }
  };

  async function peek(QueueUrl: string): Promise<Message[]> {
    const all: Message[] = [];
    for (;;) {
      const messages = await receive(aws.sqs, QueueUrl, { VisibilityTimeout: LOOK_SECONDS });
      if (messages.length === 0) break;
      all.push(...messages);
    }
    for (let start = 0; start < all.length; start += 10) {
      const Entries = all
        .slice(start, start + 10)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
      await aws.sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    }
    return all;
  }
}

function deadLetterOf({ Body = "", MessageId = "?", MessageAttributes = {} }: Message): DeadLetter {
  const attributes = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue ?? ""]);
  return { id: eventId(Body) ?? MessageId, attributes: Object.fromEntries(attributes) as DeadLetter["attributes"] };
}

function eventId(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { id?: string } | null)?.id;
  } catch {
    return undefined;
  }
}

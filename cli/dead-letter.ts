import type { Message, SendMessageRequest } from "@aws-sdk/client-sqs";
import { CommandError } from "./errors";

/** An event in a dead-letter queue. */
export interface DeadLetter {
  readonly message: Message;
  readonly groupId: string;
  /** When the event happened, else when it was sent; milliseconds since 1970. */
  readonly happenedAt: number;
}

/** A message that a FIFO queue gave up: it still has its message group. */
export function fromQueue(message: Message): DeadLetter {
  return { message, groupId: message.Attributes!.MessageGroupId!, happenedAt: happenedAt(message) };
}

/**
 * An event that a rule could not deliver: its message group is the rule's name.
 * @throws CommandError where EventBridge did not put it there
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function fromRule(message: Message): DeadLetter {
  const groupId = message.MessageAttributes?.RULE_ARN?.StringValue?.split("/").at(-1);
  if (!groupId) {
    throw new CommandError(
      `Message ${message.MessageId} has no attribute RULE_ARN: --rule-events is for dead-letter queues of EventBridge rules.`,
    );
  }
  return { message, groupId, happenedAt: happenedAt(message) };
}

/** The order in which the events happened, and among those of the same second, that in which they were put there. */
export function inOrderOfHappening(letters: readonly DeadLetter[]): DeadLetter[] {
  return letters.toSorted((a, b) => a.happenedAt - b.happenedAt || sentAt(a.message) - sentAt(b.message));
}

/** What is sent to the queue. */
export function resent({ message, groupId }: DeadLetter): Omit<SendMessageRequest, "QueueUrl"> {
  return {
    MessageBody: message.Body,
    MessageGroupId: groupId,
    // The same for each try of this message, so that SQS drops a second one; not that of the event as it first came, nor
    // of one that came here anew.
    MessageDeduplicationId: `redrive-${message.MessageId}`,
  };
}

/** CloudTrail's own time is nearer to the change than EventBridge's. */
function happenedAt(message: Message): number {
  const event = parse(message.Body!);
  const times = [event?.detail?.eventTime, event?.time].map((time) => Date.parse(String(time)));
  return times.find((time) => !Number.isNaN(time)) ?? sentAt(message);
}

function sentAt({ Attributes }: Message): number {
  return Number(Attributes!.SentTimestamp);
}

interface Event {
  readonly time?: unknown;
  readonly detail?: { readonly eventTime?: unknown } | null;
}

/** Undefined where the text is not JSON: it is for the function to say so. */
function parse(body: string): Event | null | undefined {
  try {
    return JSON.parse(body) as Event | null;
  } catch {
    return undefined;
  }
}

import type { Message, SendMessageRequest } from "@aws-sdk/client-sqs";
import { eventTime } from "../../lambda-src/contract/event-time";
import { nameOfArn } from "../aws/arn";
import { CliError } from "../errors";

/** An event in a dead-letter queue. */
export interface DeadLetter {
  readonly message: Message;
  readonly groupId: string;
  /** When the event happened, or was sent if it has no time of its own; in milliseconds since 1970. */
  readonly eventTime: number;
}

/** The message group of a rule's events, by the rule's ARN. */
export type GroupOf = (ruleArn: string) => string;

/** A message of a FIFO dead-letter queue, which still has its message group. */
export function fromQueue(message: Message): DeadLetter {
  return { message, groupId: message.Attributes!.MessageGroupId!, eventTime: eventTimeOf(message) };
}

/**
 * A message of a rule's dead-letter queue.
 * @param groupOf default: the rule's name
 * @throws CliError if EventBridge did not send the message
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function fromRule(message: Message, groupOf: GroupOf = nameOfArn): DeadLetter {
  const ruleArn = message.MessageAttributes?.RULE_ARN?.StringValue;
  if (!ruleArn) {
    throw new CliError(
      `Message ${message.MessageId} has no attribute RULE_ARN: --rule-events is for dead-letter queues of EventBridge rules.`,
    );
  }
  return { message, groupId: groupOf(ruleArn), eventTime: eventTimeOf(message) };
}

/** Sorts by the time of the event; events of the same second by when they were sent to the dead-letter queue. */
export function sortByEventTime(letters: readonly DeadLetter[]): DeadLetter[] {
  return letters.toSorted((a, b) => a.eventTime - b.eventTime || sentAt(a.message) - sentAt(b.message));
}

/** The message to send to the queue. */
export function messageToSend({ message, groupId }: DeadLetter): Omit<SendMessageRequest, "QueueUrl"> {
  return {
    MessageBody: message.Body,
    MessageGroupId: groupId,
    // The same each time this message is sent, so that SQS drops a duplicate, but not the id under which the event was
    // first sent: SQS would drop the event if that was less than five minutes ago.
    MessageDeduplicationId: `redrive-${message.MessageId}`,
  };
}

function eventTimeOf(message: Message): number {
  return eventTime(parse(message.Body!)) ?? sentAt(message);
}

/** When a message was sent to its queue, in milliseconds since 1970. */
export function sentAt({ Attributes }: Message): number {
  return Number(Attributes!.SentTimestamp);
}

/** Undefined if the body is not JSON; the forwarder reports such a message. */
export function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

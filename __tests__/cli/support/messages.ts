import type { Message } from "@aws-sdk/client-sqs";

/** The time of the n-th event: 2026-01-01T00:00:0nZ. */
export function timeOf(n: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString();
}

export function bodyOf(n: number): string {
  return JSON.stringify({ id: `event-${n}`, time: timeOf(n) });
}

/** A message in the dead-letter queue of `management-events.fifo`. */
export function queueMessage(group: string, n: number): Message {
  return {
    MessageId: `message-${n}`,
    Body: bodyOf(n),
    Attributes: { MessageGroupId: group, MessageDeduplicationId: "of-the-body", SentTimestamp: "1000" },
  };
}

/** An event that a rule could not deliver. */
export function ruleMessage(rule: string, n: number, body = bodyOf(n), account = "123456789012"): Message {
  const StringValue = `arn:aws:events:us-east-1:${account}:rule/${rule}`;
  return {
    MessageId: `message-${n}`,
    Body: body,
    Attributes: { SentTimestamp: String(Date.parse(timeOf(n))) },
    MessageAttributes: { RULE_ARN: { DataType: "String", StringValue } },
  };
}

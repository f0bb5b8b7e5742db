import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { arn, createQueue, forRule } from "./aws-resources";
import type { TestBed } from "./test-bed";

/** An event as a rule delivers it. */
export interface TappedEvent {
  readonly source: string;
  readonly "detail-type": string;
  readonly resources: string[];
  readonly detail: Record<string, unknown>;
}

/**
 * A queue that holds what the pattern matches.
 * @param target more about the rule's target; with an `Arn`, another target than the queue
 * @returns the queue's URL
 */
export async function tap(bed: TestBed, pattern: object, bus = "default", target = {}): Promise<string> {
  const Arn = arn("sqs", "tap");
  const rule = arn("events", bus === "default" ? "rule/tap" : `rule/${bus}/tap`);
  const QueueUrl = await createQueue(bed, "tap", [forRule("sqs:SendMessage", Arn, rule)]);
  const { events } = bed;
  await events.send(new PutRuleCommand({ Name: "tap", EventBusName: bus, EventPattern: JSON.stringify(pattern) }));
  await events.send(
    new PutTargetsCommand({ Rule: "tap", EventBusName: bus, Targets: [{ Id: "tap", Arn, ...target }] }),
  );
  return QueueUrl;
}

/** The bodies of all messages of a queue, which is empty then. */
export async function drain({ sqs }: TestBed, QueueUrl: string): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return bodies;
    for (const { Body = "", ReceiptHandle } of Messages) {
      bodies.push(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

export async function drainEvents(bed: TestBed, queueUrl: string): Promise<TappedEvent[]> {
  return (await drain(bed, queueUrl)).map((body) => JSON.parse(body) as TappedEvent);
}

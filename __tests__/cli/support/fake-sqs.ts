import { randomUUID } from "node:crypto";
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  type Message,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQS,
} from "@aws-sdk/client-sqs";
import type { Sqs } from "../../../cli/redrive/queue";

interface FakeMessage extends Message {
  hidden: boolean;
}

const ACCOUNT = "https://sqs.us-east-1.amazonaws.com/123456789012/";

/**
 * The parts of SQS that a redrive uses, in memory: a received message stays invisible until it is released, and so does
 * its message group in a FIFO queue; a deduplication id is accepted once.
 */
export class FakeSqs {
  /** The commands that changed something, as "SendMessage <body>". */
  readonly changes: string[] = [];
  /** The name of each queue's dead-letter queue. */
  readonly deadLetterQueues = new Map<string, string>();
  /** Called before each command; may throw. */
  before: (command: object) => void = () => {};
  private readonly queues = new Map<string, FakeMessage[]>();
  private readonly deduplicationIds = new Set<string>();
  private receipts = 0;

  get client(): Sqs & Pick<SQS, "listQueues"> {
    const send = (command: object) => Promise.resolve().then(() => this.answer(command)) as Promise<never>;
    return {
      changeMessageVisibilityBatch: (input) => send(new ChangeMessageVisibilityBatchCommand(input)),
      deleteMessage: (input) => send(new DeleteMessageCommand(input)),
      getQueueAttributes: (input) => send(new GetQueueAttributesCommand(input)),
      getQueueUrl: (input) => send(new GetQueueUrlCommand(input)),
      listQueues: (input?: unknown) => send(new ListQueuesCommand(input as ListQueuesCommand["input"])),
      receiveMessage: (input) => send(new ReceiveMessageCommand(input)),
      sendMessage: (input) => send(new SendMessageCommand(input)),
    };
  }

  create(name: string, ...messages: Message[]): void {
    const made = messages.map((message) => ({ MessageId: randomUUID(), hidden: false, ...message }));
    this.queues.set(ACCOUNT + name, made);
  }

  /** The messages in a queue, visible or not. */
  bodies(name: string): (string | undefined)[] {
    return this.messages(ACCOUNT + name).map(({ Body }) => Body);
  }

  hidden(name: string): (string | undefined)[] {
    return this.messages(ACCOUNT + name).flatMap(({ Body, hidden }) => (hidden ? [Body] : []));
  }

  hide(name: string): void {
    for (const message of this.messages(ACCOUNT + name)) message.hidden = true;
  }

  contents(name: string): Message[] {
    return this.messages(ACCOUNT + name);
  }

  private answer(command: object): object {
    this.before(command);
    if (command instanceof GetQueueUrlCommand) return { QueueUrl: this.urlOf(command.input.QueueName) };
    if (command instanceof GetQueueAttributesCommand) return this.attributes(command.input);
    if (command instanceof ListQueuesCommand) return this.list(command.input);
    if (command instanceof ReceiveMessageCommand) return this.receive(command.input);
    if (command instanceof ChangeMessageVisibilityBatchCommand) return this.release(command.input);
    if (command instanceof SendMessageCommand) return this.take(command.input);
    if (command instanceof DeleteMessageCommand) return this.remove(command.input);
    throw new Error(`not known: ${command.constructor.name}`);
  }

  private messages(url: string): FakeMessage[] {
    return this.queues.get(url)!;
  }

  private urlOf(name?: string): string {
    if (this.queues.has(ACCOUNT + name)) return ACCOUNT + name;
    throw new QueueDoesNotExist({ message: "The specified queue does not exist.", $metadata: {} });
  }

  /** SQS leaves out an empty list. */
  private list({ QueueNamePrefix = "" }: ListQueuesCommand["input"]) {
    const urls = [...this.queues.keys()].filter((url) => url.startsWith(ACCOUNT + QueueNamePrefix));
    return urls.length === 0 ? {} : { QueueUrls: urls };
  }

  private attributes({ QueueUrl: url = "", AttributeNames = [] }: GetQueueAttributesCommand["input"]) {
    if (AttributeNames.includes("RedrivePolicy")) return { Attributes: this.redrivePolicy(url) };
    const hidden = this.messages(url).filter((message) => message.hidden).length;
    return {
      Attributes: {
        ApproximateNumberOfMessages: String(this.messages(url).length - hidden),
        ApproximateNumberOfMessagesNotVisible: String(hidden),
      },
    };
  }

  private redrivePolicy(url: string) {
    const name = this.deadLetterQueues.get(url.slice(ACCOUNT.length));
    return name && { RedrivePolicy: `{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:${name}"}` };
  }

  private receive({ QueueUrl, MaxNumberOfMessages }: ReceiveMessageCommand["input"]) {
    const locked = this.messages(QueueUrl!)
      .filter(({ hidden }) => hidden && QueueUrl!.endsWith(".fifo"))
      .map(({ Attributes }) => Attributes!.MessageGroupId);
    const Messages = this.messages(QueueUrl!)
      .filter(({ hidden, Attributes }) => !hidden && !locked.includes(Attributes?.MessageGroupId))
      .slice(0, MaxNumberOfMessages);
    for (const message of Messages) Object.assign(message, { hidden: true, ReceiptHandle: String(++this.receipts) });
    return Messages.length === 0 ? {} : { Messages: Messages.map((message) => ({ ...message })) };
  }

  private release({ QueueUrl, Entries = [] }: ChangeMessageVisibilityBatchCommand["input"]) {
    if (Entries.length < 1 || Entries.length > 10) throw new Error(`1 to 10 entries, not ${Entries.length}`);
    for (const { ReceiptHandle, VisibilityTimeout } of Entries) {
      if (VisibilityTimeout === 0) this.received(QueueUrl!, ReceiptHandle).hidden = false;
    }
    return {};
  }

  private take(input: SendMessageCommand["input"]) {
    const { QueueUrl, MessageBody: Body, MessageGroupId, MessageDeduplicationId = "" } = input;
    this.changes.push(`SendMessage ${Body}`);
    if (this.deduplicationIds.has(MessageDeduplicationId)) return {};
    this.deduplicationIds.add(MessageDeduplicationId);
    const Attributes = { MessageGroupId: MessageGroupId!, MessageDeduplicationId };
    this.messages(QueueUrl!).push({ MessageId: randomUUID(), hidden: false, Body, Attributes });
    return {};
  }

  private remove({ QueueUrl, ReceiptHandle }: DeleteMessageCommand["input"]) {
    const message = this.received(QueueUrl!, ReceiptHandle);
    this.changes.push(`DeleteMessage ${message.Body}`);
    this.messages(QueueUrl!).splice(this.messages(QueueUrl!).indexOf(message), 1);
    return {};
  }

  private received(url: string, receiptHandle?: string): FakeMessage {
    const message = this.messages(url).find(({ ReceiptHandle }) => ReceiptHandle === receiptHandle);
    if (!message) throw new Error(`The receipt handle ${receiptHandle} is not valid.`);
    return message;
  }
}

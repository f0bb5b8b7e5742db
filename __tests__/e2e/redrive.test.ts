import { once } from "node:events";
import { createInterface } from "node:readline";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../local-aws/account";
import { type LocalAws, startLocalAws } from "../../local-aws/local-aws";
import { ProcessError, run, start } from "../../scripts/lib/process";
import { CLI } from "./support/bundled-cli";
import { queueDepth } from "./support/queues";

const GROUPS = ["mc-instance-state-change-events", "mc-tag-change-events", "mc-cloudtrail-events"];

/** More than a run has moved before it hears of a signal that is sent when it has moved a hundred. */
const MANY = 250;

let aws: LocalAws;
let sqs: SQSClient;
let queue: string;
let dlq: string;
let ruleDlq: string;

beforeAll(async () => {
  aws = await startLocalAws();
  sqs = new SQSClient(aws.clientConfig);
}, 180_000);
afterAll(async () => {
  sqs.destroy();
  await aws.stop();
});
beforeEach(async () => {
  await aws.reset();
  // What a killed run held comes back soon.
  dlq = await createQueue("management-events-dlq.fifo", { FifoQueue: "true", VisibilityTimeout: "2" });
  ruleDlq = await createQueue("management-events-rule-dlq");
  const deadLetterTargetArn = `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:management-events-dlq.fifo`;
  queue = await createQueue("management-events.fifo", {
    FifoQueue: "true",
    ContentBasedDeduplication: "true",
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }),
  });
});

async function createQueue(QueueName: string, Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  return QueueUrl;
}

const groupOf = (n: number) => GROUPS[n % GROUPS.length]!;
const bodyOf = (n: number) => JSON.stringify({ id: `event-${n}`, time: new Date(n * 1000).toISOString() });
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

/** Events of three groups that the queue has given up, as SQS itself moves them. */
async function giveUp(count: number): Promise<void> {
  for (const n of numbers(count)) {
    await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: bodyOf(n), MessageGroupId: groupOf(n) }));
  }
  const request = { QueueUrl: queue, MaxNumberOfMessages: 10, VisibilityTimeout: 0 };
  while ((await queueDepth(sqs, queue)) > 0) await sqs.send(new ReceiveMessageCommand(request));
  expect(await queueDepth(sqs, dlq)).toBe(count);
}

/** Events that EventBridge could not deliver, the newest first. */
async function giveUpByRules(count: number): Promise<void> {
  for (const n of numbers(count).toReversed()) {
    const StringValue = `arn:aws:events:${LOCAL_REGION}:${LOCAL_ACCOUNT}:rule/${groupOf(n)}`;
    const MessageAttributes = { RULE_ARN: { DataType: "String", StringValue } };
    await sqs.send(new SendMessageCommand({ QueueUrl: ruleDlq, MessageBody: bodyOf(n), MessageAttributes }));
  }
}

/** Takes what lies in the FIFO queue out of it: the bodies by group, in order. */
async function drain(): Promise<Record<string, string[]>> {
  const groups: Record<string, string[]> = {};
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All"] }),
    );
    if (Messages.length === 0) return groups;
    for (const { Body = "", Attributes } of Messages) (groups[Attributes!.MessageGroupId!] ??= []).push(Body);
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue, Entries }));
  }
}

/** Each event once, in its group, in order. */
function eachOnce(count: number): Record<string, string[]> {
  return Object.fromEntries(
    GROUPS.map((group) => [
      group,
      numbers(count)
        .filter((n) => groupOf(n) === group)
        .map(bodyOf),
    ]),
  );
}

const redrive = (...options: string[]) => run(process.execPath, [CLI, "redrive", ...options], { env: aws.env });

const fromQueue = () => ["--from", dlq, "--to", queue];
const fromRules = () => ["--from", ruleDlq, "--to", queue, "--rule-events"];

/** Starts to move, and sends the signal when the first hundred are moved. */
async function interrupted(options: string[], signal: NodeJS.Signals): Promise<number | null> {
  const child = start(process.execPath, [CLI, "redrive", ...options, "--yes"], {
    env: { ...process.env, ...aws.env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  createInterface({ input: child.stderr! }).on("line", (line) => {
    if (line.startsWith("Moved 100 of")) child.kill(signal);
  });
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}

test("a dry run shows what lies there and changes nothing; --yes moves it in order", async () => {
  await giveUp(40);
  const byName = ["--from", "management-events-dlq.fifo", "--to", "management-events.fifo"];

  const preview = await redrive(...byName, "--endpoint-url", aws.endpoint);
  expect(preview).toContain("management-events-dlq.fifo holds 40 events, the oldest from 1970-01-01T00:00:00.000Z.");
  for (const [n, group] of GROUPS.entries()) expect(preview).toContain(`1970-01-01T00:00:0${n}.000Z  ${group}`);
  expect([await queueDepth(sqs, dlq), await queueDepth(sqs, queue)]).toEqual([40, 0]);

  // The originals were sent less than five minutes ago: their deduplication ids are still taken.
  expect(await redrive(...fromQueue(), "--yes")).toContain("Moved 40 events");
  expect(await queueDepth(sqs, dlq)).toBe(0);
  expect(await drain()).toEqual(eachOnce(40));
}, 60_000);

test("an event that fails again can be sent again at once", async () => {
  await giveUp(3);
  await redrive(...fromQueue(), "--yes");
  const request = { QueueUrl: queue, MaxNumberOfMessages: 10, VisibilityTimeout: 0 };
  while ((await queueDepth(sqs, queue)) > 0) await sqs.send(new ReceiveMessageCommand(request));

  await redrive(...fromQueue(), "--yes");
  expect(await drain()).toEqual(eachOnce(3));
}, 60_000);

test("events of rules are sorted, and get their rule's message group", async () => {
  await giveUpByRules(40);

  expect(await redrive(...fromRules())).toContain(
    "management-events-rule-dlq holds 40 events, the oldest from 1970-01-01T00:00:00.000Z.",
  );
  expect([await queueDepth(sqs, ruleDlq), await queueDepth(sqs, queue)]).toEqual([40, 0]);

  expect(await redrive(...fromRules(), "--yes")).toContain("Moved 40 events");
  expect(await queueDepth(sqs, ruleDlq)).toBe(0);
  expect(await drain()).toEqual(eachOnce(40));
}, 60_000);

test.each([
  { kind: "a FIFO queue", prepare: giveUp, options: fromQueue, depth: () => queueDepth(sqs, dlq) },
  { kind: "a queue of rules", prepare: giveUpByRules, options: fromRules, depth: () => queueDepth(sqs, ruleDlq) },
])(
  "Ctrl-C in the middle of $kind loses and doubles nothing",
  async ({ prepare, options, depth }) => {
    await prepare(MANY);

    expect(await interrupted(options(), "SIGINT")).toBe(130);
    const moved = await queueDepth(sqs, queue);
    expect(moved).toBeGreaterThanOrEqual(100);
    expect(moved).toBeLessThan(MANY);
    expect(await depth()).toBe(MANY - moved);

    await redrive(...options(), "--yes");
    expect(await depth()).toBe(0);
    expect(await drain()).toEqual(eachOnce(MANY));
  },
  120_000,
);

test("a killed run loses and doubles nothing", async () => {
  await giveUp(MANY);

  expect(await interrupted(fromQueue(), "SIGKILL")).toBeNull();
  expect(await queueDepth(sqs, dlq)).toBeGreaterThan(0);

  while ((await queueDepth(sqs, dlq)) > 0) await redrive(...fromQueue(), "--yes");
  expect(await drain()).toEqual(eachOnce(MANY));
}, 120_000);

test("a queue that is not there is named", async () => {
  const error = await redrive("--from", "no-dlq.fifo", "--to", queue).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProcessError);
  expect((error as ProcessError).message).toContain(
    'The queue "no-dlq.fifo" does not exist in this account and region',
  );
}, 30_000);

import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import {
  CreateQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { LOCAL_ACCOUNT } from "../../../local-aws/account";
import {
  arn,
  createFunction,
  createKey,
  createQueue,
  createRole,
  forRule,
  json,
  policy,
  query,
  RULE,
  RULE_ARN,
  type Statement,
  send,
  setPolicy,
  setTarget,
} from "../support/aws-resources";
import { HttpRecorder } from "../support/http-recorder";
import { until } from "../support/polling";
import { queueDepth } from "../support/queues";
import { drain } from "../support/tap";
import { TestBed } from "../support/test-bed";

jest.setTimeout(60_000);

let bed: TestBed;
/** URL of the dead-letter queue that lets the rule in. */
let deadLetters: string;

beforeAll(async () => {
  bed = await TestBed.start();
}, 180_000);
afterAll(() => bed?.end());
beforeEach(async () => {
  await bed.aws.reset();
  await bed.aws.forgetDecisions();
  await bed.aws.set({ policyDelay: 0, retryInterval: 0.1 });
  deadLetters = await createQueue(bed, "undelivered", [forRule("sqs:SendMessage", DEAD_LETTER_QUEUE)]);
});

const DEAD_LETTER_QUEUE = arn("sqs", "undelivered");
const DeadLetterConfig = { Arn: DEAD_LETTER_QUEUE };
const QUEUE = arn("sqs", "target");
const OTHER_RULE = arn("events", "rule/other");

const deliveries = async () => (await bed.aws.decisions()).deliveries;

async function deadLettered(): Promise<Message> {
  await until("a dead letter", async () => (await queueDepth(bed.sqs, deadLetters)) > 0);
  const request = { QueueUrl: deadLetters, MessageAttributeNames: ["All"] };
  const { Messages = [] } = await bed.sqs.send(new ReceiveMessageCommand(request));
  return Messages[0]!;
}

const said = ({ MessageAttributes = {} }: Message) =>
  Object.fromEntries(Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]));

interface Kind {
  readonly kind: string;
  readonly target: Omit<Target, "Id">;
  readonly code?: string;
  readonly prepare: () => Promise<unknown>;
  readonly allow: () => Promise<unknown>;
}

const EVENT_BUS = arn("events", "event-bus/other");
const STATE_MACHINE = arn("states", "stateMachine:machine");
const STREAM = arn("kinesis", "stream/stream");
const GROUP = arn("logs", "log-group:/aws/events/group");
const FUNCTION = arn("lambda", "function:target");
const TOPIC = arn("sns", "topic");

const role = (name: string, statements: Statement[], source = RULE_ARN) =>
  createRole(bed, name, "events.amazonaws.com", statements, { ArnEquals: { "aws:SourceArn": source } });

const byRole = (kind: string, Arn: string, Action: string, create: () => Promise<unknown>): Kind => ({
  kind,
  target: { Arn, RoleArn: `arn:aws:iam::${LOCAL_ACCOUNT}:role/deliver` },
  prepare: async () => {
    await create();
    await role("deliver", [{ Action: "sqs:ListQueues", Resource: "*" }]);
  },
  allow: async () => {
    const PolicyDocument = JSON.stringify(policy({ Action, Resource: Arn }));
    const update = { Action: "PutRolePolicy", RoleName: "deliver", PolicyName: "work", PolicyDocument };
    await query(bed, "iam", { ...update, Version: "2010-05-08" });
  },
});

const KINDS: Kind[] = [
  {
    kind: "a queue",
    target: { Arn: QUEUE },
    prepare: () => createQueue(bed, "target", [forRule("sqs:SendMessage", QUEUE, OTHER_RULE)]),
    allow: async () => setPolicy(bed, await createQueue(bed, "target"), [forRule("sqs:SendMessage", QUEUE)]),
  },
  {
    kind: "a FIFO queue",
    target: { Arn: `${QUEUE}.fifo`, SqsParameters: { MessageGroupId: "group" } },
    prepare: () => createQueue(bed, "target.fifo", [], { ContentBasedDeduplication: "true" }),
    allow: async () => {
      const url = await createQueue(bed, "target.fifo", [], { ContentBasedDeduplication: "true" });
      await setPolicy(bed, url, [forRule("sqs:SendMessage", `${QUEUE}.fifo`)]);
    },
  },
  {
    kind: "a topic",
    target: { Arn: TOPIC },
    prepare: () => query(bed, "sns", { Action: "CreateTopic", Name: "topic" }),
    allow: () => setTopicPolicy({ Action: "sns:Publish", Resource: TOPIC, Principal: EVENTS }),
  },
  {
    kind: "a function",
    target: { Arn: FUNCTION },
    prepare: async () =>
      createFunction(bed, "target", await createRole(bed, "worker", "lambda.amazonaws.com", [NOTHING]), ""),
    allow: () =>
      bed.lambda.send(
        new AddPermissionCommand({
          FunctionName: "target",
          StatementId: "rule",
          Action: "lambda:InvokeFunction",
          Principal: "events.amazonaws.com",
          SourceArn: RULE_ARN,
        }),
      ),
  },
  {
    kind: "a log group",
    target: { Arn: GROUP },
    prepare: () => json(bed, "logs", "Logs_20140328.CreateLogGroup", { logGroupName: "/aws/events/group" }),
    allow: () =>
      setLogPolicy(
        { Action: "logs:CreateLogStream", Resource: `${GROUP}:*`, Principal: EVENTS },
        forRule("logs:PutLogEvents", `${GROUP}:*`),
      ),
  },
  byRole("an event bus", EVENT_BUS, "events:PutEvents", () =>
    bed.events.send(new CreateEventBusCommand({ Name: "other" })),
  ),
  byRole("a state machine", STATE_MACHINE, "states:StartExecution", async () =>
    json(bed, "states", "AWSStepFunctions.CreateStateMachine", {
      name: "machine",
      roleArn: await createRole(bed, "machine", "states.amazonaws.com", [NOTHING]),
      definition: JSON.stringify({ StartAt: "End", States: { End: { Type: "Pass", End: true } } }),
    }),
  ),
  byRole("a stream", STREAM, "kinesis:PutRecord", async () => {
    await json(bed, "kinesis", "Kinesis_20131202.CreateStream", { StreamName: "stream", ShardCount: 1 });
    await json(bed, "kinesis", "Kinesis_20131202.DescribeStream", { StreamName: "stream" });
  }),
];

const EVENTS = { Service: "events.amazonaws.com" };
const NOTHING: Statement = { Action: "sqs:ListQueues", Resource: "*" };

const setTopicPolicy = (...statements: Statement[]) =>
  query(bed, "sns", {
    Action: "SetTopicAttributes",
    TopicArn: TOPIC,
    AttributeName: "Policy",
    AttributeValue: JSON.stringify(policy(...statements)),
  });

const setLogPolicy = (...statements: Statement[]) =>
  json(bed, "logs", "Logs_20140328.PutResourcePolicy", {
    policyName: "events",
    policyDocument: JSON.stringify(policy(...statements)),
  });

describe.each(KINDS)("to $kind", ({ target, prepare, allow }) => {
  test("what a policy refuses goes to the dead-letter queue at once, and what it allows arrives", async () => {
    await prepare();
    await setTarget(bed, { ...target, DeadLetterConfig });
    await send(bed, { name: "refused" });
    const refused = await deadLettered();
    await allow();
    await send(bed, { name: "allowed" });

    expect(JSON.parse(refused.Body!)).toMatchObject({ source: "test", detail: { name: "refused" } });
    expect(said(refused)).toEqual({
      RULE_ARN,
      TARGET_ARN: target.Arn,
      ERROR_CODE: "NO_PERMISSIONS",
      ERROR_MESSAGE: expect.stringContaining("is not authorized to perform") as string,
      RETRY_ATTEMPTS: "0",
    });
    expect(await deliveries()).toEqual({ delivered: 1, retried: 0, refused: 1, deadLettered: 1, lost: 0 });
  });
});

describe("a rule's role", () => {
  test("is assumed for the rule that its trust policy names, and for no other", async () => {
    await createQueue(bed, "target");
    const allow: Statement = { Action: "sqs:SendMessage", Resource: QUEUE };
    const RoleArn = await role("of-another", [allow], OTHER_RULE);
    await setTarget(bed, { Arn: QUEUE, RoleArn, DeadLetterConfig });
    await send(bed);
    const refused = said(await deadLettered());
    await setTarget(bed, { Arn: QUEUE, RoleArn: await role("of-this", [allow]), DeadLetterConfig });
    await send(bed);

    expect(refused.ERROR_MESSAGE).toContain("sts:AssumeRole");
    expect((await deliveries()).delivered).toBe(1);
  });
});

describe("a key", () => {
  const encrypted = async (...statements: Statement[]) =>
    createQueue(bed, "target", [forRule("sqs:SendMessage", QUEUE)], {
      KmsMasterKeyId: await createKey(bed, statements),
    });

  test("of a queue must let the rule generate and decrypt data keys", async () => {
    await encrypted(forRule("kms:GenerateDataKey", "*"));
    await setTarget(bed, { Arn: QUEUE, DeadLetterConfig });
    await send(bed);
    const refused = said(await deadLettered());
    await bed.aws.reset();
    await encrypted(forRule("kms:GenerateDataKey", "*"), forRule("kms:Decrypt", "*"));
    await setTarget(bed, { Arn: QUEUE });
    await send(bed);

    expect(refused.ERROR_MESSAGE).toContain("kms:Decrypt");
    expect((await deliveries()).delivered).toBe(1);
  });

  test("that AWS manages lets EventBridge not in", async () => {
    const attributes = { KmsMasterKeyId: "alias/aws/sqs" };
    await createQueue(bed, "target", [forRule("sqs:SendMessage", QUEUE)], attributes);
    await setTarget(bed, { Arn: QUEUE, DeadLetterConfig });
    await send(bed);

    expect(said(await deadLettered()).ERROR_MESSAGE).toContain("kms:GenerateDataKey on alias/aws/sqs");
  });

  test("of the dead-letter queue counts, too", async () => {
    const KmsMasterKeyId = await createKey(bed, []);
    await createQueue(bed, "encrypted", [forRule("sqs:SendMessage", arn("sqs", "encrypted"))], { KmsMasterKeyId });
    await setTarget(bed, { Arn: QUEUE, DeadLetterConfig: { Arn: arn("sqs", "encrypted") } });
    await send(bed);

    expect((await bed.aws.decisions()).lost).toMatchObject([
      { errorMessage: expect.stringContaining("kms:") as string },
    ]);
  });
});

describe("an event", () => {
  test("that neither the target nor the dead-letter queue lets in is lost, and told of", async () => {
    await setPolicy(bed, deadLetters, [forRule("sqs:SendMessage", DEAD_LETTER_QUEUE, OTHER_RULE)]);
    await createQueue(bed, "target");
    await setTarget(bed, { Arn: QUEUE, DeadLetterConfig });
    await send(bed, { name: "lost" });
    const { lost, deliveries: outcomes } = await bed.aws.decisions();

    expect(lost).toMatchObject([
      { event: { detail: { name: "lost" } }, ruleArn: RULE_ARN, targetArn: QUEUE, errorCode: "NO_PERMISSIONS" },
    ]);
    expect(outcomes).toEqual({ delivered: 0, retried: 0, refused: 1, deadLettered: 0, lost: 1 });
  });

  test("whose target is gone goes to the dead-letter queue without retries", async () => {
    await setTarget(bed, { Arn: arn("lambda", "function:gone"), DeadLetterConfig });
    await send(bed);

    expect(said(await deadLettered())).toMatchObject({ ERROR_CODE: "NO_RESOURCE", RETRY_ATTEMPTS: "0" });
  });

  test("that the queue refuses, as it is too large, goes to the dead-letter queue", async () => {
    const attributes = { MaximumMessageSize: "1024" };
    await createQueue(bed, "target", [forRule("sqs:SendMessage", QUEUE)], attributes);
    await setTarget(bed, { Arn: QUEUE, DeadLetterConfig });
    await send(bed, { text: "a".repeat(1024) });

    expect(said(await deadLettered())).toMatchObject({
      ERROR_CODE: "SDK_CLIENT_ERROR",
      ERROR_MESSAGE: expect.stringContaining("shorter than 1024 bytes") as string,
    });
  });
});

describe("a FIFO queue", () => {
  const fifo = (attributes: Record<string, string>) =>
    createQueue(bed, "target.fifo", [forRule("sqs:SendMessage", `${QUEUE}.fifo`)], attributes);
  const target = { Arn: `${QUEUE}.fifo`, SqsParameters: { MessageGroupId: "group" }, DeadLetterConfig };

  test("is no target without a message group id", async () => {
    await fifo({ ContentBasedDeduplication: "true" });

    await expect(setTarget(bed, { Arn: target.Arn })).rejects.toThrow(
      "Parameter(s) SqsParameters must be specified for target: target.",
    );
  });

  test("without content-based deduplication takes no events", async () => {
    await fifo({});
    await setTarget(bed, target);
    await send(bed);

    expect(said(await deadLettered())).toMatchObject({
      ERROR_CODE: "SDK_CLIENT_ERROR",
      ERROR_MESSAGE: expect.stringContaining("ContentBasedDeduplication") as string,
    });
  });

  test("drops the same text a second time", async () => {
    const url = await fifo({ ContentBasedDeduplication: "true" });
    await setTarget(bed, { ...target, InputPath: "$.detail" });
    for (const name of ["a", "b", "a"]) await send(bed, { name });

    expect(await drain(bed, url)).toEqual(['{"name": "a"}', '{"name": "b"}']);
  });
});

describe("an endpoint", () => {
  let server: HttpRecorder;

  beforeEach(async () => {
    server = await HttpRecorder.start();
    await bed.events.send(
      new CreateConnectionCommand({
        Name: "endpoint",
        AuthorizationType: "API_KEY",
        AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "x-key", ApiKeyValue: "key" } },
      }),
    );
  });
  afterEach(() => server.stop());

  async function deliver(statuses: number[], RetryPolicy?: Target["RetryPolicy"]): Promise<void> {
    server.statuses.push(...statuses);
    const { ApiDestinationArn: Arn } = await bed.events.send(
      new CreateApiDestinationCommand({
        Name: "endpoint",
        ConnectionArn: arn("events", "connection/endpoint/0"),
        InvocationEndpoint: `${server.httpsUrl}/events`,
        HttpMethod: "POST",
      }),
    );
    const RoleArn = await role("call", [{ Action: "events:InvokeApiDestination", Resource: Arn! }]);
    await setTarget(bed, { Arn, RoleArn, RetryPolicy, DeadLetterConfig });
    await send(bed);
  }

  test.each([429, 503])("that answers %i is called again until it takes the event", async (status) => {
    await deliver([status, status]);
    await until("the third call", () => server.requests.length === 3);

    await until("the delivery", async () => (await deliveries()).delivered === 1);
    expect(await deliveries()).toMatchObject({ retried: 2, deadLettered: 0 });
  });

  test("that goes on answering 503 has as many calls as the target's retry policy says", async () => {
    await deliver(
      Array.from({ length: 9 }, () => 503),
      { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60 },
    );

    expect(said(await deadLettered())).toMatchObject({
      ERROR_CODE: "ERROR_FROM_TARGET",
      EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
      RETRY_ATTEMPTS: "2",
    });
    expect(server.requests).toHaveLength(3);
  });

  test("that is too slow for the target's event age has no further calls", async () => {
    await bed.aws.set({ retryInterval: 61 });
    await deliver([503], { MaximumEventAgeInSeconds: 60 });

    expect(said(await deadLettered())).toMatchObject({
      EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds",
      RETRY_ATTEMPTS: "0",
    });
  });

  test("that answers 400 is not called again", async () => {
    await deliver([400]);

    expect(said(await deadLettered())).toMatchObject({ ERROR_CODE: "ERROR_FROM_TARGET", RETRY_ATTEMPTS: "0" });
    expect(server.requests).toHaveLength(1);
  });
});

describe("a queue's changed policy", () => {
  test("takes effect after a while, where a test wants so", async () => {
    await bed.aws.set({ policyDelay: 1 });
    const url = await createQueue(bed, "target", [forRule("sqs:SendMessage", QUEUE)]);
    await setTarget(bed, { Arn: QUEUE, DeadLetterConfig });
    await send(bed, { name: "early" });
    await until("the policy to hold", async () => {
      await send(bed, { name: "late" });
      return (await queueDepth(bed.sqs, url)) > 0;
    });

    expect(JSON.parse((await deadLettered()).Body!)).toMatchObject({ detail: { name: "early" } });
  });
});

test("an event bus in another region is reached, a queue there is not", async () => {
  const elsewhere = { ...bed.aws.clientConfig, region: "eu-west-1" };
  const there = new EventBridgeClient(elsewhere);
  const sqs = new SQSClient(elsewhere);
  const inEurope = (service: string, resource: string) => arn(service, resource).replace("us-east-1", "eu-west-1");
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: "target" }));
  const Policy = JSON.stringify(
    policy(
      forRule("sqs:SendMessage", inEurope("sqs", "target"), inEurope("events", `rule/${RULE}`)),
      forRule("sqs:SendMessage", inEurope("sqs", "target")),
    ),
  );
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await there.send(new PutRuleCommand({ Name: RULE, EventPattern: '{"source":["test"]}' }));
  await there.send(new PutTargetsCommand({ Rule: RULE, Targets: [{ Id: "a", Arn: inEurope("sqs", "target") }] }));
  const bus = inEurope("events", "event-bus/default");
  const RoleArn = await role("forward", [{ Action: "events:PutEvents", Resource: bus }]);
  await setTarget(bed, { Arn: bus, RoleArn });
  await send(bed);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  await setTarget(bed, { Arn: inEurope("sqs", "target"), DeadLetterConfig });
  await send(bed);

  expect(Messages.map(({ Body = "" }) => JSON.parse(Body) as object)).toMatchObject([{ detail: { a: 1 } }]);
  expect(said(await deadLettered())).toMatchObject({ TARGET_ARN: inEurope("sqs", "target"), RETRY_ATTEMPTS: "0" });
});

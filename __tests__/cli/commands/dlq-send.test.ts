import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Target } from "@aws-sdk/client-eventbridge";
import { DeleteMessageCommand, type Message } from "@aws-sdk/client-sqs";
import { SENDERS } from "../../../cli/dlq/services";
import { sample } from "../../../samples/events";
import { ROOT } from "../../../scripts/lib/project";
import * as support from "../support/call";
import { FakeSqs } from "../support/fake-sqs";

const BUS = "aws.partner/scalr.com/account/integration";
const RULE = `arn:aws:events:us-east-1:123456789012:rule/${BUS}/scalr-to-chat`;
const QUEUE = "scalr-to-chat-dlq";
const EVENT = sample("scalr-run-errored.json");
const BODY = JSON.stringify(EVENT);

const arnOf = (resource: string) => {
  const [service, ...name] = resource.split(":");
  return `arn:aws:${service}:us-east-1:123456789012:${name.join(":")}`;
};

let sqs: FakeSqs;
let interruption: AbortController;
beforeEach(() => {
  sqs = new FakeSqs();
  interruption = new AbortController();
});

function message(id: string, target: string, body: unknown = EVENT, rule = RULE): Message {
  const attributes = Object.entries({ RULE_ARN: rule, TARGET_ARN: target, ERROR_CODE: "NO_PERMISSIONS" });
  return {
    MessageId: id,
    Body: JSON.stringify(body),
    Attributes: { SentTimestamp: "1767225600000" },
    MessageAttributes: Object.fromEntries(
      attributes.map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
    ),
  };
}

type Events = NonNullable<support.RecordedAnswers["events"]>;

/** What was asked of AWS, as "<service>.<call>" with the request. */
function world(targets: readonly object[], events: Events = {}, fails: Readonly<Record<string, unknown>> = {}) {
  const calls: [call: string, request: Record<string, unknown>][] = [];
  const record =
    (name: string, answer: unknown = {}) =>
    (request: Record<string, unknown>) => {
      calls.push([name, request]);
      return fails[name] ?? answer;
    };
  const answers: support.RecordedAnswers = {
    events: {
      listTargetsByRule: ({ Rule, EventBusName }: Record<string, string>) => {
        expect([Rule, EventBusName]).toEqual(["scalr-to-chat", BUS]);
        return { Targets: targets };
      },
      putEvents: record("events.putEvents", { Entries: [{ EventId: "1" }] }),
      ...events,
    },
    sns: { publish: record("sns.publish") },
    lambda: { invoke: record("lambda.invoke") },
    stepFunctions: { startExecution: record("stepFunctions.startExecution") },
    logs: { createLogStream: record("logs.createLogStream"), putLogEvents: record("logs.putLogEvents") },
    kinesis: { putRecord: record("kinesis.putRecord") },
    firehose: { putRecord: record("firehose.putRecord") },
  };
  return { calls, aws: { ...support.recordedAws(answers), sqs: sqs.client } as ReturnType<typeof support.recordedAws> };
}

async function run(
  { aws }: ReturnType<typeof world>,
  argv: readonly string[] = ["--yes"],
  options: support.CallOptions = {},
) {
  return support.call(["dlq", "send", ...argv], aws, { signal: interruption.signal, ...options });
}

async function sent(target: Partial<Target> & { Arn: string }, fails: Readonly<Record<string, unknown>> = {}) {
  sqs.create(QUEUE, message("m-1", target.Arn));
  const found = world(
    [
      { Id: "other", Arn: arnOf("sns:other") },
      { Id: "target", ...target },
    ],
    {},
    fails,
  );
  const result = await run(found);
  return { ...found, ...result, left: sqs.bodies(QUEUE).length };
}

test("each kind of destination can be sent to", () => {
  const services: Readonly<Record<string, string>> = {
    step_functions: "states",
    event_bus: "events",
    cloudwatch_logs: "logs",
    cross_account: "sqs",
    https: "events",
  };
  const file = readFileSync(join(ROOT, "terraform/terraform-aws-scalr-events/variables.tf"), "utf8");
  const kinds = /and one of ([\w, ]+)\./
    .exec(file)![1]!
    .split(", ")
    .map((kind) => services[kind] ?? kind);
  expect(Object.keys(SENDERS).toSorted()).toEqual([...new Set(kinds)].toSorted());
});

const payload = Buffer.from(BODY);

test.each<[kind: string, target: Partial<Target> & { Arn: string }, calls: readonly (readonly [string, object])[]]>([
  ["a topic", { Arn: arnOf("sns:topic") }, [["sns.publish", { TopicArn: arnOf("sns:topic"), Message: BODY }]]],
  [
    "a function",
    { Arn: arnOf("lambda:function:f") },
    [["lambda.invoke", { FunctionName: arnOf("lambda:function:f"), Payload: payload }]],
  ],
  [
    "a state machine",
    { Arn: arnOf("states:stateMachine:m") },
    [["stepFunctions.startExecution", { stateMachineArn: arnOf("states:stateMachine:m"), input: BODY }]],
  ],
  [
    "an event bus",
    { Arn: arnOf("events:event-bus/b") },
    [
      [
        "events.putEvents",
        {
          Entries: [
            {
              EventBusName: arnOf("events:event-bus/b"),
              Source: "scalr.com/account-name/integration-name",
              Time: new Date(EVENT.time),
              DetailType: "RunExecuted",
              Detail: JSON.stringify(EVENT.detail),
              Resources: [],
            },
          ],
        },
      ],
    ],
  ],
  [
    "a log group",
    { Arn: arnOf("logs:log-group:/aws/events/x:*") },
    [
      ["logs.createLogStream", { logGroupName: "/aws/events/x", logStreamName: "dlq-send-2024-04-19" }],
      [
        "logs.putLogEvents",
        {
          logGroupName: "/aws/events/x",
          logStreamName: "dlq-send-2024-04-19",
          logEvents: [{ timestamp: Date.parse(EVENT.time), message: BODY }],
        },
      ],
    ],
  ],
  [
    "a log group, transformed",
    {
      Arn: arnOf("logs:log-group:/aws/events/x"),
      InputTransformer: {
        InputPathsMap: { time: "$.time", id: "$.id" },
        InputTemplate: '{"timestamp": <time>, "message": "run <id>"}',
      },
    },
    [
      ["logs.createLogStream", expect.anything() as object],
      [
        "logs.putLogEvents",
        {
          logGroupName: "/aws/events/x",
          logStreamName: "dlq-send-2024-04-19",
          logEvents: [{ timestamp: Date.parse(EVENT.time), message: "run run-2345678901" }],
        },
      ],
    ],
  ],
  [
    "a stream",
    { Arn: arnOf("kinesis:stream/s"), KinesisParameters: { PartitionKeyPath: "$.detail.event.environment" } },
    [["kinesis.putRecord", { StreamARN: arnOf("kinesis:stream/s"), PartitionKey: "environment-name", Data: payload }]],
  ],
  [
    "a stream without a key",
    { Arn: arnOf("kinesis:stream/s"), KinesisParameters: { PartitionKeyPath: "$.detail.none" } },
    [["kinesis.putRecord", { StreamARN: arnOf("kinesis:stream/s"), PartitionKey: "m-1", Data: payload }]],
  ],
  [
    "a stream with EventBridge's key",
    { Arn: arnOf("kinesis:stream/s") },
    [["kinesis.putRecord", expect.objectContaining({ PartitionKey: "run-2345678901" }) as object]],
  ],
  [
    "a delivery stream",
    { Arn: arnOf("firehose:deliverystream/d") },
    [["firehose.putRecord", { DeliveryStreamName: "d", Record: { Data: payload } }]],
  ],
])("to %s, and deleted", async (_, target, calls) => {
  const found = await sent(target);
  expect(found).toMatchObject({ code: 0, stdout: `${QUEUE}: sent 1 event\n`, left: 0 });
  expect(found.calls).toEqual(calls);
  expect(found.settings.at(-1)).toMatchObject({ region: "us-east-1" });
});

test("byte for byte, so that large numbers stay", async () => {
  const Body = '{"id": 12345678901234567890, "time": "2024-04-19T14:10:31Z"}';
  sqs.create(QUEUE, { ...message("m-1", arnOf("sns:topic")), Body });
  const found = world([{ Id: "t", Arn: arnOf("sns:topic") }]);
  await run(found);
  expect(found.calls).toMatchObject([["sns.publish", { Message: Body }]]);
});

test("to a queue, and in order to a FIFO queue", async () => {
  sqs.create("receiver");
  expect(await sent({ Arn: arnOf("sqs:receiver") })).toMatchObject({ code: 0, left: 0 });
  expect(sqs.bodies("receiver")).toEqual([BODY]);

  sqs.create("receiver.fifo");
  await sent({ Arn: arnOf("sqs:receiver.fifo"), SqsParameters: { MessageGroupId: "runs" } });
  expect(sqs.contents("receiver.fifo")).toMatchObject([
    { Attributes: { MessageGroupId: "runs", MessageDeduplicationId: "dlq-send-m-1" } },
  ]);
});

test.each<[reason: string, target: string, fails: Readonly<Record<string, unknown>>]>([
  ["NotFound", "sns:topic", { "sns.publish": support.awsError("NotFound") }],
  [
    'The function failed: {"errorMessage":"no"}',
    "lambda:function:f",
    { "lambda.invoke": { FunctionError: "Unhandled", Payload: Buffer.from('{"errorMessage":"no"}') } },
  ],
  [
    "Throttled: later",
    "events:event-bus/b",
    { "events.putEvents": { Entries: [{ ErrorCode: "Throttled", ErrorMessage: "later" }] } },
  ],
  ["AccessDenied", "logs:log-group:g", { "logs.createLogStream": support.awsError("AccessDenied") }],
  [
    'CloudWatch Logs takes no entry of that age: {"tooOldLogEventEndIndex":1}',
    "logs:log-group:g",
    {
      "logs.createLogStream": support.awsError("ResourceAlreadyExistsException"),
      "logs.putLogEvents": { rejectedLogEventsInfo: { tooOldLogEventEndIndex: 1 } },
    },
  ],
  [`Destinations such as ${arnOf("ecs:cluster/c")} are not known.`, "ecs:cluster/c", {}],
])("an event that fails stays: %s", async (reason, target, fails) => {
  const { code, stdout, left } = await sent({ Arn: arnOf(target) }, fails);
  expect({ code, left }).toEqual({ code: 1, left: 1 });
  expect(stdout).toContain(`${QUEUE}: sent 0 events, 1 left\n  1 event: ${reason}`);
  expect(sqs.hidden(QUEUE)).toEqual([]);
});

test("what comes from nowhere, or goes where no rule delivers any more, stays", async () => {
  const stray = { ...message("m-2", ""), MessageAttributes: {} };
  sqs.create(QUEUE, message("m-1", arnOf("sns:gone")), stray, message("m-3", arnOf("sns:gone")));
  const { code, stdout } = await run(world([]), ["--yes", "--json"]);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    queues: [
      {
        name: QUEUE,
        sent: 0,
        failed: [
          { reason: `The rule ${RULE} no longer delivers to ${arnOf("sns:gone")}.`, ids: ["m-1", "m-3"] },
          { reason: "It has no attribute TARGET_ARN: no EventBridge rule set it aside.", ids: ["m-2"] },
        ],
        left: 3,
      },
    ],
  });
});

test("a function that failed gets the event out of Lambda's record", async () => {
  const functionArn = arnOf("lambda:function:scalr-run-alerts:$LATEST");
  const record = { requestContext: { functionArn, approximateInvokeCount: 3 }, requestPayload: EVENT };
  sqs.create("scalr-rule-dlq", { ...message("m-1", "", record), MessageAttributes: {} });
  const found = world([]);
  expect((await run(found)).code).toBe(0);
  expect(found.calls).toEqual([["lambda.invoke", { FunctionName: functionArn, Payload: payload }]]);
});

test("the oldest first; Ctrl-C leaves the rest", async () => {
  const at = (time: string) => ({ ...EVENT, time });
  const topic = arnOf("sns:topic");
  sqs.create(
    QUEUE,
    message("m-1", topic, at("2026-01-02T00:00:00Z")),
    message("m-2", topic, at("2026-01-01T00:00:00Z")),
  );
  sqs.create("scalr-rule-dlq", message("m-3", topic));
  sqs.before = (command) => {
    if (command instanceof DeleteMessageCommand) interruption.abort();
  };
  const found = world([{ Id: "t", Arn: topic }]);
  expect(await run(found)).toMatchObject({
    code: 130,
    stdout: `${QUEUE}: sent 1 event, 1 left\n`,
    stderr: `Account 123456789012, region us-east-1: send the events of ${QUEUE}, scalr-rule-dlq to their destinations\n`,
  });
  expect(found.calls).toMatchObject([["sns.publish", { Message: JSON.stringify(at("2026-01-01T00:00:00Z")) }]]);
  expect(sqs.contents(QUEUE)).toMatchObject([{ MessageId: "m-1", hidden: false }]);
});

test("without --yes, the events are counted and stay", async () => {
  const topic = arnOf("sns:topic");
  sqs.create(QUEUE, message("m-1", topic), message("m-2", topic), { ...message("m-3", ""), MessageAttributes: {} });
  sqs.create("scalr-rule-dlq");
  sqs.create("management-events-rule-dlq", message("m-4", topic));
  expect(await run(world([]), [])).toMatchObject({
    code: 0,
    stderr: "",
    stdout: [
      "QUEUE              DESTINATION                               EVENTS",
      `${QUEUE}  ${topic}  2`,
      `${QUEUE}  unknown                                   1`,
      "Nothing was sent. Add --yes to send them.",
      "",
    ].join("\n"),
  });
  expect(sqs.bodies(QUEUE)).toHaveLength(3);
  sqs.create(QUEUE);
  expect((await run(world([]), [])).stdout).toBe(`Empty: ${QUEUE}, scalr-rule-dlq.\n`);
});

test("--destination and --destination-profile", async () => {
  const topic = arnOf("sns:topic");
  sqs.create(QUEUE, message("m-1", topic));
  sqs.create("scalr-to-other-dlq", message("m-2", topic));
  const options = ["--yes", "--destination", "chat", "--profile", "mine", "--destination-profile", "theirs"];
  const { settings } = await run(world([{ Id: "t", Arn: topic }]), options);
  expect(settings.map(({ profile }) => profile)).toEqual(["mine", "theirs"]);
  expect(sqs.bodies("scalr-to-other-dlq")).toHaveLength(1);

  expect((await run(world([]), ["--destination", "no"])).stderr).toBe(
    "There is no queue scalr-to-no-dlq in the region us-east-1 of this account: check --destination and --prefix.\n",
  );
});

test("an account without Scalr's queues", async () => {
  sqs.create("management-events-rule-dlq");
  expect((await run(world([]))).stderr).toBe(
    "There is no dead-letter queue of Scalr's events in the region us-east-1 of this account: check --prefix, --region and --profile.\n",
  );
});

describe("an HTTPS endpoint", () => {
  const ARN = arnOf("events:api-destination/scalr-to-chat/1");
  const requests: { url: string; method: string; headers: object; body: string }[] = [];
  beforeEach(() => {
    requests.length = 0;
    sqs.create(QUEUE, message("m-1", ARN), message("m-2", ARN));
  });

  const post = (answer: () => Response) =>
    ((url: string, { method, headers, body }: RequestInit) => {
      requests.push({
        url,
        method: method!,
        headers: headers as object,
        body: (body as string | URLSearchParams).toString(),
      });
      return Promise.resolve(url.endsWith("/token") ? Response.json({ access_token: "fresh" }) : answer());
    }) as typeof fetch;

  const connected = (AuthorizationType: string, AuthParameters: object) =>
    world([{ Id: "t", Arn: ARN }], {
      describeApiDestination: ({ Name }: { Name: string }) => ({
        InvocationEndpoint: `https://example.com/${Name}`,
        HttpMethod: "PUT",
        ConnectionArn: arnOf("events:connection/scalr-to-chat/2"),
      }),
      describeConnection: ({ Name }: { Name: string }) => {
        expect(Name).toBe("scalr-to-chat");
        return { AuthorizationType, AuthParameters };
      },
    });

  const byKey = () =>
    connected("API_KEY", {
      ApiKeyAuthParameters: { ApiKeyName: "X-Api-Key" },
      InvocationHttpParameters: {
        HeaderParameters: [
          { Key: "X-Team", Value: "platform" },
          { Key: "X-Secret", IsValueSecret: true },
        ],
      },
    });

  test("gets the events with the API key, which is asked for once", async () => {
    const fetch = post(() => new Response());
    const { code, stderr, stdout } = await run(byKey(), ["--yes"], { isTTY: true, typed: "key-1\n", fetch });
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${QUEUE}: sent 2 events\n` });
    expect(stderr.match(/Paste the API key in X-Api-Key and press Enter\. It is not shown:/g)).toHaveLength(1);
    const request = {
      url: "https://example.com/scalr-to-chat",
      method: "PUT",
      headers: { "Content-Type": "application/json", "X-Team": "platform", "X-Secret": "", "X-Api-Key": "key-1" },
      body: BODY,
    };
    expect(requests).toEqual([request, request]);
  });

  test("gets a password from standard input, if there is one destination", async () => {
    const basic = () => connected("BASIC", { BasicAuthParameters: { Username: "relay" } });
    const options = { typed: "word-1\n", fetch: post(() => new Response()) };
    expect((await run(basic(), ["--yes"], options)).stdout).toContain(
      "2 events: Needs the password of relay: run the command with --destination, and with that on standard input.\n",
    );
    expect(requests).toEqual([]);
    expect((await run(basic(), ["--yes", "--destination", "chat"], options)).code).toBe(0);
    expect(requests[0]).toMatchObject({
      headers: { Authorization: `Basic ${Buffer.from("relay:word-1").toString("base64")}` },
    });
  });

  test("gets an access token", async () => {
    const oauth = connected("OAUTH_CLIENT_CREDENTIALS", {
      OAuthParameters: {
        AuthorizationEndpoint: "https://example.com/token",
        HttpMethod: "POST",
        ClientParameters: { ClientID: "relay" },
        OAuthHttpParameters: { BodyParameters: [{ Key: "grant_type", Value: "client_credentials" }] },
      },
    });
    const { stderr } = await run(oauth, ["--yes"], { isTTY: true, typed: "s", fetch: post(() => new Response()) });
    expect(stderr).toContain("Paste the secret of the client relay");
    expect(requests[0]).toEqual({
      url: "https://example.com/token",
      method: "POST",
      headers: {},
      body: "grant_type=client_credentials&client_id=relay&client_secret=s",
    });
    expect(requests[1]!.headers).toMatchObject({ Authorization: "Bearer fresh" });
  });

  test("that refuses an event keeps it", async () => {
    const fetch = post(() => new Response("too\nlate", { status: 410 }));
    expect(await run(byKey(), ["--yes"], { isTTY: true, typed: "key-1", fetch })).toMatchObject({
      code: 1,
      stdout: `${QUEUE}: sent 0 events, 2 left\n  2 events: https://example.com/scalr-to-chat answers 410 too\nlate\n`,
    });
  });
});

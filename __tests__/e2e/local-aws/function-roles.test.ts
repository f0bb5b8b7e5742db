import { InvokeCommand, PutFunctionEventInvokeConfigCommand } from "@aws-sdk/client-lambda";
import {
  arn,
  createFunction,
  createQueue,
  createRole,
  json,
  type Statement,
  setRolePolicy,
} from "../support/aws-resources";
import { until } from "../support/polling";
import { queueDepth } from "../support/queues";
import { TestBed } from "../support/test-bed";

jest.setTimeout(60_000);

let bed: TestBed;

beforeAll(async () => {
  bed = await TestBed.start();
}, 180_000);
afterAll(() => bed?.end());
beforeEach(() => bed.aws.reset());

const GROUP = "/aws/lambda/worker";
const STREAMS = `${arn("logs", `log-group:${GROUP}`)}:*`;
const NOTHING: Statement = { Action: "sqs:ListQueues", Resource: "*" };

const role = (statements: Statement[], service = "lambda.amazonaws.com") =>
  createRole(bed, "worker", service, statements);
const invoke = (InvocationType: "RequestResponse" | "Event") =>
  bed.lambda.send(new InvokeCommand({ FunctionName: "worker", InvocationType }));

test("a function takes no role that Lambda cannot assume", async () => {
  await expect(createFunction(bed, "worker", await role([NOTHING], "events.amazonaws.com"), "")).rejects.toThrow(
    "The role defined for the function cannot be assumed by Lambda.",
  );
});

test.each([
  ["writes its log", ["logs:CreateLogStream", "logs:PutLogEvents"], 1],
  ["loses its log where it may not write it", ["logs:CreateLogStream"], 0],
])("a function %s", async (_, actions, streams) => {
  await json(bed, "logs", "Logs_20140328.CreateLogGroup", { logGroupName: GROUP });
  await createFunction(bed, "worker", await role([{ Action: actions, Resource: STREAMS }]), "console.log('hello')");
  await invoke("RequestResponse");

  const { logStreams } = await json<{ logStreams: object[] }>(bed, "logs", "Logs_20140328.DescribeLogStreams", {
    logGroupName: GROUP,
  });
  expect(logStreams).toHaveLength(streams);
});

test("a function's calls are those of its role", async () => {
  const queue = await createQueue(bed, "work");
  await createFunction(
    bed,
    "worker",
    await role([NOTHING]),
    `const { SQSClient, SendMessageCommand } = require(${JSON.stringify(require.resolve("@aws-sdk/client-sqs"))});
     return new SQSClient({}).send(new SendMessageCommand({ QueueUrl: "${queue}", MessageBody: "a" })).catch((e) => e.message);`,
  );
  const { Payload } = await invoke("RequestResponse");

  expect(Buffer.from(Payload!).toString()).toContain(":assumed-role/worker/worker is not authorized to perform");
});

describe("a failed invocation's record", () => {
  const Destination = arn("sqs", "failed");
  const maySend: Statement = { Action: "sqs:SendMessage", Resource: Destination };
  const keepFailures = () =>
    bed.lambda.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: "worker",
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination } },
      }),
    );

  test("goes where the role may send it", async () => {
    const failed = await createQueue(bed, "failed");
    await createFunction(bed, "worker", await role([maySend]), "throw new Error('no')");
    await keepFailures();
    await invoke("Event");

    await until("the record", async () => (await queueDepth(bed.sqs, failed)) === 1);
    await setRolePolicy(bed, "worker", [NOTHING]);
    await bed.aws.forgetDecisions();
    await invoke("Event");
    await until("a refusal", async () =>
      (await bed.aws.decisions()).requests.some(
        ({ action, decision }) => action === "sqs:SendMessage" && decision !== "Allow",
      ),
    );
    expect(await queueDepth(bed.sqs, failed)).toBe(1);
  });

  test("has no destination that the role may not send to", async () => {
    await createQueue(bed, "failed");
    await createFunction(bed, "worker", await role([NOTHING]), "");

    await expect(keepFailures()).rejects.toThrow("does not have permissions to call SendMessage on SQS");
  });
});

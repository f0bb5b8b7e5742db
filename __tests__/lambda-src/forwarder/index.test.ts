import type { Handler } from "../../../lambda-src/forwarder/handler";
import { managementSamples } from "../../../samples/events";
import { LocalServer } from "../../../samples/local-server";
import { awsEnvironment } from "../support/aws-environment";
import { lambdaContext } from "../support/context";
import { captureOutput } from "../support/output";
import { batchOf, sqsRecord } from "./support/records";

const { env } = process;

/** Starts the function afresh, as Lambda does. */
function load(environment: Record<string, string>): Handler {
  process.env = { ...env, ...awsEnvironment, ...environment };
  jest.resetModules();
  return jest.requireActual<{ handler: Handler }>("../../../lambda-src/forwarder/index").handler;
}

afterEach(() => {
  process.env = env;
  jest.restoreAllMocks();
});

test("the function delivers every sample event as its environment says", async () => {
  const mechCloud = await LocalServer.start((_request, response) => response.end());
  const output = captureOutput();
  const handler = load({
    TEAM_ID: "team-1",
    CLOUD_ACCOUNT_ID: "ac-1",
    ACCESS_TOKEN: "a.b.c",
    MECHCLOUD_ENDPOINT_URL: `${mechCloud.url}/events`,
    PAYLOAD: "full",
    ON_FAILURE: "dead-letter",
    QUEUE_URL: "https://sqs/queue.fifo",
    DEAD_LETTER_QUEUE_URL: "https://sqs/dead-letter-queue.fifo",
    AWS_LAMBDA_FUNCTION_NAME: "push-mgmt-events-to-mechcloud",
  });

  const result = await handler(
    batchOf(...managementSamples.map(([file, body]) => sqsRecord(body, { messageId: file }))),
    lambdaContext(),
  );
  await mechCloud.stop();

  expect(result).toEqual({ batchItemFailures: [] });
  expect(mechCloud.requests.map(({ body }) => body).sort()).toEqual(managementSamples.map(([, body]) => body).sort());
  expect(output.lines().at(-1)).toMatchObject({
    service: "push-mgmt-events-to-mechcloud",
    Delivered: expect.anything() as unknown,
  });
});

test("the function pauses itself, and lets the event rest, as its environment says", async () => {
  const mechCloud = await LocalServer.start((_request, response) => response.writeHead(403).end());
  const aws = await LocalServer.start((_request, response) => response.end('{"Parameter":{"Value":"00112233-uuid"}}'));
  const output = captureOutput();
  const handler = load({
    TEAM_ID: "team-1",
    CLOUD_ACCOUNT_ID: "ac-1",
    ACCESS_TOKEN: "a.b.c",
    MECHCLOUD_ENDPOINT_URL: mechCloud.url,
    PAYLOAD: "full",
    ON_FAILURE: "pause",
    AWS_ENDPOINT_URL: aws.url,
    EVENT_SOURCE_MAPPING_PARAMETER: "/relay/mapping",
    SCHEDULE_GROUP: "relay",
    SCHEDULE_ROLE_ARN: "arn:aws:iam::123456789012:role/schedule",
    QUEUE_URL: `${aws.url}/123456789012/management-events.fifo`,
    DEAD_LETTER_QUEUE_URL: `${aws.url}/123456789012/management-events-dlq.fifo`,
  });

  const [[, body]] = managementSamples as [[string, string]];
  const result = await handler(batchOf(sqsRecord(body, { messageId: "m-1", sentAt: Date.now() })), lambdaContext());
  await Promise.all([mechCloud.stop(), aws.stop()]);

  expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: "m-1" }] });
  const calls = aws.requests.map(({ method, url, headers }) => headers["x-amz-target"] ?? `${method} ${url}`);
  expect(calls).toEqual([
    "AmazonSSM.GetParameter",
    "GET /2015-03-31/event-source-mappings/00112233-uuid",
    expect.stringMatching("^POST /schedules/resume-"),
    "PUT /2015-03-31/event-source-mappings/00112233-uuid",
    "AmazonSQS.ChangeMessageVisibilityBatch",
  ]);
  expect(output.lines()).toContainEqual(
    expect.objectContaining({ level: "ERROR", until: expect.any(String) as string }),
  );
});

test("the function does not start with a setting missing", () => {
  expect(() => load({ CLOUD_ACCOUNT_ID: "ac-1", ACCESS_TOKEN: "a.b.c" })).toThrow(
    "TEAM_ID environment variable is missing",
  );
});

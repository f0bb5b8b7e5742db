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
    ON_FAILURE: "pause",
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

test("the function pauses itself and tells the queue, as its environment says", async () => {
  const mechCloud = await LocalServer.start((_request, response) => response.writeHead(403).end());
  const aws = await LocalServer.start((_request, response) => response.end('{"Parameter":{"Value":"the-uuid"}}'));
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
    QUEUE_URL: `${aws.url}/123456789012/management-events.fifo`,
  });

  const [[, body]] = managementSamples as [[string, string]];
  const result = await handler(batchOf(sqsRecord(body, { messageId: "m-1" })), lambdaContext());
  await Promise.all([mechCloud.stop(), aws.stop()]);

  expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: "m-1" }] });
  const calls = aws.requests.map(({ url, headers }) => headers["x-amz-target"] ?? url);
  expect(calls.toSorted()).toEqual([
    "/2015-03-31/event-source-mappings/the-uuid",
    "AmazonSQS.ChangeMessageVisibilityBatch",
    "AmazonSSM.GetParameter",
  ]);
  expect(output.lines()).toContainEqual(
    expect.objectContaining({
      level: "ERROR",
      resume: "aws lambda update-event-source-mapping --uuid the-uuid --enabled",
    }),
  );
});

test("the function does not start with a setting missing", () => {
  expect(() => load({ CLOUD_ACCOUNT_ID: "ac-1", ACCESS_TOKEN: "a.b.c" })).toThrow(
    "TEAM_ID environment variable is missing",
  );
});

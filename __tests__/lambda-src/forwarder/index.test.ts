import type { Handler } from "../../../lambda-src/forwarder/handler";
import { lambdaContext } from "../support/context";
import { captureOutput } from "../support/output";
import { managementSamples } from "../support/samples";
import { LocalServer } from "../support/servers";
import { batchOf, sqsRecord } from "./support/records";

const { env } = process;

/** Starts the function afresh, as Lambda does. */
function load(environment: Record<string, string>): Handler {
  process.env = { ...env, ...environment };
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
    Delivered: managementSamples.map(() => 1),
  });
});

test("the function does not start with a setting missing", () => {
  expect(() => load({ CLOUD_ACCOUNT_ID: "ac-1", ACCESS_TOKEN: "a.b.c" })).toThrow(
    "TEAM_ID environment variable is missing",
  );
});

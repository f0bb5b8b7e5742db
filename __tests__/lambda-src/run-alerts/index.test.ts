import type { Handler } from "../../../lambda-src/run-alerts/handler";
import { runSamples, sample } from "../../../samples/events";
import { LocalServer } from "../../../samples/local-server";
import { awsEnvironment } from "../support/aws-environment";
import { lambdaContext } from "../support/context";
import { captureOutput } from "../support/output";
import { runEvent } from "./support";

const TOPIC_ARN = "arn:aws:sns:eu-west-1:123456789012:scalr-run-alerts";

const { env } = process;
let sns: LocalServer;
let answer: { status: number; body: string };

const published = {
  status: 200,
  body: "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>",
};
const refused = {
  status: 403,
  body: "<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>Not yours</Message></Error></ErrorResponse>",
};

beforeEach(async () => {
  answer = published;
  sns = await LocalServer.start((_request, response) => response.writeHead(answer.status).end(answer.body));
});

afterEach(async () => {
  process.env = env;
  jest.restoreAllMocks();
  await sns.stop();
});

/** Starts the function afresh, as Lambda does. */
function load(environment: Record<string, string>): Handler {
  process.env = {
    ...env,
    ...awsEnvironment,
    AWS_ENDPOINT_URL: sns.url,
    AWS_LAMBDA_FUNCTION_NAME: "scalr-run-alerts",
    ...environment,
  };
  jest.resetModules();
  return jest.requireActual<{ handler: Handler }>("../../../lambda-src/run-alerts/index").handler;
}

const calls = () => sns.requests.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));

describe("the function", () => {
  test("publishes a run to the topic, and logs it in one line", async () => {
    const output = captureOutput();

    await load({ TOPIC_ARN })(sample("scalr-run-errored.json"), lambdaContext());

    expect(calls()).toEqual([
      {
        Action: "Publish",
        Version: "2010-03-31",
        TopicArn: TOPIC_ARN,
        Subject: "Scalr run errored: workspace-name (environment-name)",
        Message: [
          "Scalr run errored: workspace-name (environment-name)",
          "Result: errored",
          "Workspace: workspace-name",
          "Environment: environment-name",
          "Duration: 1 h 7 min 5 s",
          "Run ID: run-2345678901",
          "Started by: vcs",
          "Link: https://account-name.scalr.io/app/environment-name/workspace-name/runs/run-2345678901",
        ].join("\n"),
      },
    ]);
    expect(output.lines()).toEqual([
      expect.objectContaining({
        level: "INFO",
        message: "Alert published",
        service: "scalr-run-alerts",
        function_request_id: "request-1",
        runId: "run-2345678901",
        result: "errored",
        workspace: "workspace-name",
      }),
    ]);
  });

  test.each(runSamples)("tells nobody's e-mail address: %s", async (_file, body) => {
    const output = captureOutput();

    await load({ TOPIC_ARN })(JSON.parse(body), lambdaContext());

    expect(sns.requests).toHaveLength(1);
    expect(decodeURIComponent(sns.requests[0]!.body)).not.toContain("@");
    expect(output.text()).not.toContain("@");
  });

  test("fails, and says nothing of an alert, when SNS does not take it", async () => {
    answer = refused;
    const output = captureOutput();

    await expect(load({ TOPIC_ARN })(runEvent(), lambdaContext())).rejects.toThrow("Not yours");

    expect(output.lines()).toEqual([]);
  });

  test("fails for an event without a run, and publishes nothing", async () => {
    const handler = load({ TOPIC_ARN });

    await expect(handler(sample("scalr-audit-log.json"), lambdaContext())).rejects.toThrow(
      "Not a RunExecuted event: detail.event is missing (detail-type: AuditLog)",
    );
    expect(sns.requests).toEqual([]);
  });

  test("does not start without its topic", () => {
    expect(() => load({ TOPIC_ARN: "" })).toThrow("TOPIC_ARN environment variable is missing");
  });
});

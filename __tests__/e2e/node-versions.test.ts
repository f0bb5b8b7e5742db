import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import type { ForwarderEnvironment } from "../../lambda-src/contract/forwarder-environment";
import { managementSamples } from "../../samples/events";
import { LocalServer } from "../../samples/local-server";
import { ensureNode } from "../../scripts/lib/node-version";
import { run } from "../../scripts/lib/process";
import { ROOT } from "../../scripts/lib/project";
import { batchOf, sqsRecord } from "../lambda-src/forwarder/support/records";
import { awsEnvironment } from "../lambda-src/support/aws-environment";

/** Of each Lambda runtime that the functions may have. */
const VERSIONS = ["22.23.3", "24.21.0"];

/** Calls the handler as Lambda does, and prints its result in the last line. */
const INVOKE = `
  const context = {
    awsRequestId: "request-1",
    invokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:function-1",
    getRemainingTimeInMillis: () => 30_000,
  };
  import("./index.mjs")
    .then(({ handler }) => handler(JSON.parse(process.env.EVENT), context))
    .then((result) => console.log(JSON.stringify({ result })));
`;

describe.each(VERSIONS)("on Node.js %s", (version) => {
  let node: string;
  let folder: string;
  let server: LocalServer | undefined;

  beforeAll(async () => {
    node = await ensureNode(version);
  }, 120_000);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "function-"));
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server?.stop();
  });

  /** The last line that the function in a published module prints. */
  async function invoke(zip: string, event: object, environment: Readonly<Record<string, string>>): Promise<unknown> {
    for (const [path, contents] of Object.entries(unzipSync(readFileSync(join(ROOT, "terraform", zip))))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), contents);
    }
    const env = { ...awsEnvironment, ...environment, EVENT: JSON.stringify(event) };
    const printed = await run(node, ["-e", INVOKE], { cwd: folder, env });
    return (JSON.parse(printed.trim().split("\n").at(-1)!) as { result?: unknown }).result;
  }

  test("the forwarder's package delivers every sample event", async () => {
    const mechCloud = await LocalServer.start((_request, response) => response.end());
    server = mechCloud;
    const environment: ForwarderEnvironment = {
      TEAM_ID: "team-1",
      CLOUD_ACCOUNT_ID: "ac-1",
      ACCESS_TOKEN: "a.b.c",
      MECHCLOUD_ENDPOINT_URL: `${mechCloud.url}/events`,
      PAYLOAD: "full",
      ON_FAILURE: "dead-letter",
      QUEUE_URL: "https://sqs/queue.fifo",
      DEAD_LETTER_QUEUE_URL: "https://sqs/dead-letter-queue.fifo",
    };
    const event = batchOf(...managementSamples.map(([file, body]) => sqsRecord(body, { messageId: file })));

    const result = await invoke("terraform-aws-mechcloud-sync/push-mgmt-events-to-mechcloud.zip", event, {
      ...environment,
    });

    expect(result).toEqual({ batchItemFailures: [] });
    expect(mechCloud.requests.map(({ body }) => body).sort()).toEqual(managementSamples.map(([, body]) => body).sort());
  });

  test("the package of alerts publishes a message", async () => {
    const sns = await LocalServer.start((_request, response) =>
      response.end("<PublishResponse><PublishResult><MessageId>id</MessageId></PublishResult></PublishResponse>"),
    );
    server = sns;
    const failedRun = JSON.parse(readFileSync(join(ROOT, "samples/events/scalr-run-errored.json"), "utf8")) as object;

    await invoke("terraform-aws-scalr-events/scalr-run-alerts.zip", failedRun, {
      TOPIC_ARN: "arn:aws:sns:eu-west-1:123456789012:scalr-run-alerts",
      AWS_ENDPOINT_URL: sns.url,
    });

    expect(sns.requests.map(({ body }) => new URLSearchParams(body).get("Action"))).toEqual(["Publish"]);
  });
});

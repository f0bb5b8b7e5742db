import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import type { SQSRecord } from "aws-lambda";
import { createForwarder } from "../../../lambda-src/forwarder/forwarder";
import type { Answer } from "../../../lambda-src/forwarder/mechcloud-client";
import { managementSamples } from "../../../samples/events";
import { tagChange } from "../../../samples/tag-change";
import { lambdaContext } from "../support/context";
import { captureOutput } from "../support/output";
import { FakeAws, FakeClient, FakeClock, FakeTokenStore } from "./support/fakes";
import { batchOf, sqsRecord } from "./support/records";

interface Scene {
  records: SQSRecord[];
  answers?: Answer[];
  tokens?: unknown[];
}

function prepare({ records, answers = [], tokens = ["never-logged"] }: Scene) {
  const output = captureOutput();
  const client = new FakeClient(...answers);
  const sqs = new FakeAws();
  const handler = createForwarder(
    { payload: "full", onFailure: "pause", maxReceiveCount: 5, queueUrl: "https://sqs/queue.fifo" },
    {
      client,
      tokenStore: new FakeTokenStore(...tokens),
      clock: new FakeClock(),
      random: () => 0,
      logger: new Logger(),
      metrics: new Metrics({ namespace: "AwsEventRelay", serviceName: "forwarder" }),
      sqs: sqs.client,
      ssm: new FakeAws().client,
      lambda: new FakeAws().client,
    },
  );
  return { output, client, sqs, run: () => handler(batchOf(...records), lambdaContext()) };
}

const about = (id: string, second = 0) => sqsRecord(tagChange([id], second), { messageId: id });
const failures = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

afterEach(() => jest.restoreAllMocks());

describe("the handler", () => {
  test.each<[name: string, scene: Scene, failed: string[], posts: number]>([
    ["everything is delivered", { records: [about("vpc-1"), about("vpc-2")] }, [], 2],
    ["an empty batch", { records: [] }, [], 0],
    ["one is refused", { records: [about("vpc-1"), about("subnet-1", 1)], answers: [{ status: 400 }] }, ["vpc-1"], 2],
    [
      "a record that is not JSON fails alone and is not posted",
      { records: [about("vpc-1"), sqsRecord("no JSON", { messageId: "bad" }), about("subnet-1", 1)] },
      ["bad"],
      2,
    ],
    [
      "passing trouble that lasts: the event and what waits for it come back",
      { records: [about("vpc-1"), about("subnet-1", 1)], answers: [{ status: 500 }, { status: 500 }, { status: 500 }] },
      ["vpc-1", "subnet-1"],
      3,
    ],
    [
      "failures are told in the order of the batch",
      {
        records: [about("i-1", 2), sqsRecord("[]", { messageId: "bad" }), about("vpc-1", 0)],
        answers: [{ status: 401 }],
      },
      ["i-1", "bad", "vpc-1"],
      1,
    ],
  ])("%s", async (_name, scene, failed, posts) => {
    const { run, client } = prepare(scene);

    expect(await run()).toEqual(failures(...failed));
    expect(client.posts).toHaveLength(posts);
  });

  test("posts nothing more in any group once the channel is down, and says so once", async () => {
    const ids = ["vpc-1", "vpc-2", "vpc-3"];
    const inGroup = (id: string, second: number) =>
      sqsRecord(tagChange([id, second ? `${id}b` : id], second), { messageId: id + second, groupId: id });
    const records = ids.flatMap((id) => [inGroup(id, 0), inGroup(id, 1)]);
    const { run, client, output } = prepare({ records, answers: ids.map(() => ({ status: 403 })) });

    expect(await run()).toEqual(failures(...records.map(({ messageId }) => messageId)));

    expect(client.posts).toHaveLength(3);
    expect(output.lines().filter(({ level }) => level === "ERROR")).toEqual([
      expect.objectContaining({
        message:
          "The channel to MechCloud is down. MechCloud refuses the access token of secret " +
          "arn:aws:secretsmanager:eu-west-1:123456789012:secret:mechcloud, also after it was read again. " +
          "Put a new one there. Events go to the dead-letter queue after the queue's last receive.",
      }),
    ]);
  });

  test("fails the whole batch, without a post, when the token cannot be read", async () => {
    const { run, client, sqs, output } = prepare({
      records: [about("vpc-1"), sqsRecord("no JSON", { messageId: "bad" })],
      tokens: [new Error("AccessDenied")],
    });

    await expect(run()).rejects.toThrow(
      "The access token cannot be read from secret arn:aws:secretsmanager:eu-west-1:123456789012:secret:mechcloud: AccessDenied",
    );
    expect(client.posts).toEqual([]);
    expect(sqs.inputs).toMatchObject([{ Entries: [{ Id: "vpc-1" }, { Id: "bad" }] }]);
    expect(output.lines().at(-1)).toMatchObject({ Failed: 1, Invalid: 1 });
  });

  test("touches nothing in the queue when everything is delivered", async () => {
    const { run, sqs } = prepare({ records: [about("vpc-1")] });

    await run();

    expect(sqs.inputs).toEqual([]);
  });

  test("logs no body and no token, whatever happens", async () => {
    const records = managementSamples.map(([file, body]) => sqsRecord(body, { messageId: file }));
    records.push(sqsRecord("someone@example.com", { messageId: "bad" }));
    const answers = [{ status: 200 }, { status: 400 }, { fault: "ECONNRESET" }, { status: 401 }];
    const { run, output } = prepare({ records, answers });

    await run();

    const text = output.text();
    const forbidden = ["never-logged", "someone@", "AIDAEXAMPLE", "203.0.113.7", "10.20.", "Mc-Asset-Name", "user/ops"];
    expect(forbidden.filter((word) => text.includes(word))).toEqual([]);
    expect(output.lines().filter(({ messageId }) => messageId)).toHaveLength(records.length);
  });
});

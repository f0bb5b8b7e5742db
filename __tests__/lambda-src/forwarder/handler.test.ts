import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import type { SQSRecord } from "aws-lambda";
import { createForwarder, type Dependencies } from "../../../lambda-src/forwarder/forwarder";
import type { Answer } from "../../../lambda-src/forwarder/mechcloud-client";
import { managementSamples } from "../../../samples/events";
import { tagChange } from "../../../samples/tag-change";
import { FUNCTION_ARN, lambdaContext } from "../support/context";
import { captureOutput } from "../support/output";
import { FakeClient, FakeClock, FakeTokenStore } from "./support/fakes";
import { batchOf, sqsRecord } from "./support/records";

interface Scene {
  records?: SQSRecord[];
  answers?: Answer[];
  tokens?: unknown[];
  /** @default false */
  pauses?: boolean;
}

function prepare({ records = [], answers = [], tokens = ["never-logged"], pauses = false }: Scene) {
  const output = captureOutput();
  const client = new FakeClient(...answers);
  const calls: string[] = [];
  const called = (call: string) => {
    calls.push(call);
    return Promise.resolve();
  };
  const pause: Dependencies["pause"] = {
    mapping: () =>
      Promise.resolve({
        find: async () => {
          await called("find");
          return { uuid: "0000", isEnabled: !calls.includes("disable") };
        },
        setEnabled: (_uuid, isEnabled) => called(isEnabled ? "enable" : "disable"),
      }),
    scheduler: () => Promise.resolve({ create: ({ functionArn }) => called(`schedule ${functionArn}`) }),
  };
  const queues = {
    changeVisibility: async (entries: { Id?: string; VisibilityTimeout?: number }[]) => {
      await called(`rest ${entries.map(({ Id, VisibilityTimeout }) => `${Id} ${VisibilityTimeout}`).join(", ")}`);
      return [];
    },
    send: (to: string, { deduplicationId }: { deduplicationId: string }) => called(`${deduplicationId} to ${to}`),
  };
  const handler = createForwarder(
    { payload: "full", cloudAccountId: "ac-1", cloudAccounts: {} },
    {
      client,
      tokenStore: new FakeTokenStore(...tokens),
      queues: () => Promise.resolve(queues),
      pause: pauses ? pause : undefined,
      clock: new FakeClock(),
      random: () => 0,
      logger: new Logger(),
      metrics: new Metrics({ namespace: "AwsEventRelay", serviceName: "forwarder" }),
    },
  );
  const run = (event: Parameters<typeof handler>[0] = batchOf(...records)) => handler(event, lambdaContext());
  return { output, client, calls, run };
}

const about = (id: string, second = 0, receiveCount = 1) =>
  sqsRecord(tagChange([id], second), { messageId: id, receiveCount });
const failures = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
const unavailable = Array<Answer>(3).fill({ status: 500 });
const jwtUntil = (exp: number) => `e30.${Buffer.from(JSON.stringify({ exp })).toString("base64url")}.s`;

afterEach(() => jest.restoreAllMocks());

describe("a batch", () => {
  test.each<[name: string, scene: Scene, failed: string[], posts: number, calls: string[]]>([
    ["everything is delivered", { records: [about("vpc-1"), about("vpc-2")] }, [], 2, []],
    ["an empty batch", { records: [] }, [], 0, []],
    [
      "one is refused, and isolated",
      { records: [about("vpc-1"), about("subnet-1", 1)], answers: [{ status: 400 }] },
      [],
      2,
      ["vpc-1 to queue"],
    ],
    [
      "a record that is not JSON is set aside alone and not posted",
      { records: [about("vpc-1"), sqsRecord("no JSON", { messageId: "bad" }), about("subnet-1", 1)] },
      [],
      2,
      ["bad to dead-letter-queue"],
    ],
    [
      "passing trouble that lasts: the event and what waits for it stay in the queue",
      { records: [about("vpc-1"), about("subnet-1", 1)], answers: unavailable },
      ["vpc-1", "subnet-1"],
      3,
      ["rest vpc-1 4, subnet-1 4"],
    ],
    [
      "failures are reported in the order of the batch",
      { records: [about("i-1", 2), about("vpc-1", 0)], answers: [{ status: 401 }] },
      ["i-1", "vpc-1"],
      1,
      ["rest i-1 4, vpc-1 4"],
    ],
    [
      "the channel is down: the relay pauses",
      { records: [about("vpc-1", 0, 3)], answers: unavailable, pauses: true },
      ["vpc-1"],
      2,
      ["find", `schedule ${FUNCTION_ARN}`, "disable", "rest vpc-1 60"],
    ],
    [
      "an event that had been in trouble is delivered: is the relay enabled?",
      { records: [about("vpc-1", 0, 3)], pauses: true },
      [],
      1,
      ["find"],
    ],
  ])("%s", async (_name, scene, failed, posts, calls) => {
    const prepared = prepare(scene);

    expect(await prepared.run()).toEqual(failures(...failed));
    expect(prepared.client.posts).toHaveLength(posts);
    expect(prepared.calls).toEqual(calls);
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
          "Store a new one there. Events go to the dead-letter queue after the queue's last receive.",
      }),
    ]);
  });

  test("posts nothing if the token cannot be read, and says so once that lasts", async () => {
    const scene = (receiveCount: number) => ({
      records: [about("vpc-1", 0, receiveCount)],
      tokens: [new Error("AccessDenied")],
      pauses: true,
    });
    const [first, third] = [prepare(scene(1)), prepare(scene(3))];

    expect([await first.run(), await third.run()]).toEqual([failures("vpc-1"), failures("vpc-1")]);
    expect([...first.client.posts, ...third.client.posts]).toEqual([]);
    expect(first.calls).toEqual(["rest vpc-1 4"]);
    expect(third.calls).toContain("disable");
    expect(third.output.lines().at(-1)).toMatchObject({ Held: 1, ChannelDown: 1, TokenUnusable: 1, Paused: 1 });
  });

  test("waits quietly for the first token", async () => {
    const { run, calls, output } = prepare({ records: [about("vpc-1")], tokens: [undefined], pauses: true });

    expect(await run()).toEqual(failures("vpc-1"));

    expect(calls).toContain("disable");
    expect(output.lines().map(({ level }) => level)).not.toContain("ERROR");
    expect(output.lines().at(-1)).toMatchObject({ Held: 1, TokenMissing: 1, Paused: 1 });
  });

  test("measures how long the token is good for", async () => {
    const in90Seconds = new FakeClock().now() / 1_000 + 90;
    const { run, output } = prepare({ records: [about("vpc-1")], tokens: [jwtUntil(in90Seconds)] });

    await run();

    expect(output.lines()).toContainEqual(expect.objectContaining({ TokenSecondsLeft: 90 }));
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
    expect(new Set(output.lines().flatMap(({ messageId }) => messageId ?? [])).size).toBe(records.length);
  });
});

describe("a request to resume", () => {
  test("enables the event source mapping, and says so", async () => {
    const { run, calls, output } = prepare({ pauses: true });
    calls.push("disable");

    expect(await run({ resume: "resume-1" })).toBeUndefined();

    expect(calls.slice(1)).toEqual(["find", "enable"]);
    expect(output.lines()).toEqual([
      expect.objectContaining({ level: "INFO", message: "The relay resumes", request: "resume-1" }),
      expect.objectContaining({ Paused: 0 }),
    ]);
  });

  test("does nothing to a relay that does not pause itself", async () => {
    const { run, calls, output } = prepare({});

    await run({ resume: "by hand" });

    expect(calls).toEqual([]);
    expect(output.lines()).toEqual([expect.objectContaining({ message: "The relay is not paused" })]);
  });

  test("must be one: a test event of the Lambda console changes nothing", async () => {
    const { run, calls } = prepare({ pauses: true });

    await expect(run({ key1: "value1" } as never)).rejects.toThrow("or end a pause");
    expect(calls).toEqual([]);
  });
});

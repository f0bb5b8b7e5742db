import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { sample } from "../../../samples/events";
import * as support from "../support/call";
import { FakeSqs } from "../support/fake-sqs";

const DLQ = "management-events-dlq.fifo";
const RULE_DLQ = "management-events-rule-dlq";
const SCALR_DLQ = "scalr-to-chat-dlq";
const TAGS = "mc-tag-change-events";
const SENT = Date.parse("2026-01-01T00:00:00Z");

let sqs: FakeSqs;
let interruption: AbortController;

beforeEach(() => {
  sqs = new FakeSqs();
  interruption = new AbortController();
});

async function call(argv: readonly string[], options: support.CallOptions = {}) {
  const aws = { ...support.recordedAws({}), sqs: sqs.client } as ReturnType<typeof support.recordedAws>;
  const { code, stdout, stderr } = await support.call(argv, aws, { signal: interruption.signal, ...options });
  return { code, stdout, stderr };
}

function message(id: string, body: unknown, attributes: Readonly<Record<string, string>> = {}): Message {
  return {
    MessageId: id,
    Body: typeof body === "string" ? body : JSON.stringify(body),
    Attributes: { SentTimestamp: String(SENT), ApproximateReceiveCount: "3", MessageGroupId: TAGS },
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
    ),
  };
}

const ofFunction = (id: string, file = "tag-vpc-created.json") =>
  message(id, sample(file), { outcome: "refused", status: "422", answer: "unknown\n  VPC", receives: "12" });
const ofRule = (id: string, body: unknown) =>
  message(id, body, { ERROR_CODE: "NO_PERMISSIONS", ERROR_MESSAGE: "no", RETRY_ATTEMPTS: "2" });

interface List {
  readonly queues: readonly { readonly name: string; readonly count: number; readonly events: readonly object[] }[];
}

async function listed(): Promise<List["queues"]> {
  const { code, stdout } = await call(["dlq", "list", "--json"]);
  expect(code).toBe(0);
  return (JSON.parse(stdout) as List).queues;
}

describe("dlq list", () => {
  test("shows the events of each queue with their reasons, and changes nothing", async () => {
    sqs.create(DLQ, ofFunction("m-1"));
    sqs.create(RULE_DLQ);
    sqs.create(SCALR_DLQ, ofRule("m-2", sample("scalr-run-errored.json")));
    sqs.create("management-events.fifo", message("m-3", {}));
    sqs.create("other-dlq", message("m-4", {}));

    expect(await call(["dlq", "list"])).toEqual({
      code: 0,
      stderr: "",
      stdout: [
        `${DLQ}: 1 event`,
        "ID   WHEN                      RESOURCE               EVENT                   REASON                          TRIES",
        "m-1  2024-02-14T10:15:30.000Z  vpc-0a1b2c3d4e5f60718  Tag Change on Resource  refused, HTTP 422, unknown VPC  12",
        "",
        `${SCALR_DLQ}: 1 event`,
        "ID   WHEN                      RESOURCE        EVENT                REASON              TRIES",
        "m-2  2024-04-19T14:10:31.000Z  workspace-name  RunExecuted errored  NO_PERMISSIONS, no  3",
        "",
      ].join("\n"),
    });
    expect(sqs.changes).toEqual([]);
    expect([...sqs.hidden(DLQ), ...sqs.hidden(SCALR_DLQ)]).toEqual([]);
  });

  test.each([
    ["cloudtrail-create-subnet.json", "AWS API Call via CloudTrail CreateSubnet"],
    ["cloudtrail-run-instances.json", "AWS API Call via CloudTrail RunInstances"],
    ["ec2-instance-running.json", "EC2 Instance State-change Notification running"],
    ["scalr-audit-log.json", "AuditLog create-workspace"],
  ])("knows what happened in %s", async (file, event) => {
    sqs.create(DLQ, ofFunction("m-1", file));
    const [{ events }] = (await listed()) as [List["queues"][0]];
    expect(events).toMatchObject([{ event, resources: expect.arrayContaining([expect.any(String)]) as string[] }]);
  });

  test("shows the events that a spoke could not send, where there is no relay", async () => {
    sqs.create("management-events-spoke-dlq", ofRule("m-1", sample("tag-vpc-created.json")));
    expect(await listed()).toMatchObject([
      { name: "management-events-spoke-dlq", events: [{ id: "m-1", reason: "NO_PERMISSIONS, no" }] },
    ]);
  });

  test("tells what Lambda and SQS know if there is no other reason, and shows the oldest first", async () => {
    const record = {
      requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
      requestPayload: sample("scalr-run-errored.json"),
      responsePayload: { errorMessage: "no such topic" },
    };
    sqs.create(
      "scalr-rule-dlq",
      message("m-1", record),
      message("m-2", { resources: ["a", "b/c"], time: "2020-01-01T00:00:00Z" }),
    );
    sqs.create(RULE_DLQ, message("m-3", "no JSON"), message("m-4", {}, { ERROR_CODE: "THROTTLING" }));

    expect((await listed()).map(({ events }) => events)).toEqual([
      [
        {
          id: "m-2",
          time: "2020-01-01T00:00:00.000Z",
          resources: ["a", "c"],
          event: "no event",
          reason: "received 3 times",
          tries: 3,
        },
        {
          id: "m-1",
          time: "2024-04-19T14:10:31.000Z",
          resources: ["workspace-name"],
          event: "RunExecuted errored",
          reason: "RetriesExhausted, no such topic",
          tries: 3,
        },
      ],
      [
        expect.objectContaining({ id: "m-3", time: "2026-01-01T00:00:00.000Z", resources: [], event: "no event" }),
        expect.objectContaining({ id: "m-4", reason: "THROTTLING", tries: 1 }),
      ],
    ]);
    const { stdout } = await call(["dlq", "list"]);
    expect(stdout).toContain("  a +1  ");
    expect(stdout).toContain("  -     ");
  });

  test("cuts a long reason", async () => {
    sqs.create(DLQ, message("m-1", {}, { outcome: "refused", answer: "x".repeat(200), receives: "1" }));
    expect((await call(["dlq", "list"])).stdout).toMatch(/refused, x{90}… {2}1\n$/);
  });

  test("counts what SQS does not show", async () => {
    sqs.create(DLQ, ...Array.from({ length: 12 }, (_, n) => ofFunction(`m-${n}`)));
    expect((await call(["dlq", "list"])).stdout).toContain(
      "2 not shown: behind these in their message group, in flight, or too many for one run.\n",
    );
    sqs.hide(DLQ);
    expect((await call(["dlq", "list"])).stdout).toBe(
      `${DLQ}: 12 events\n12 not shown: behind these in their message group, in flight, or too many for one run.\n`,
    );
  });

  test("names empty queues", async () => {
    sqs.create(DLQ);
    sqs.create(RULE_DLQ);
    expect((await call(["dlq", "list"])).stdout).toBe(`Empty: ${DLQ}, ${RULE_DLQ}.\n`);
  });

  test("takes the queues with the prefix", async () => {
    sqs.create(`dev-${DLQ}`);
    sqs.create(DLQ);
    expect((await call(["dlq", "list", "--prefix", "dev-"])).stdout).toBe(`Empty: dev-${DLQ}.\n`);
    expect(await call(["dlq", "list", "--prefix", "no-"])).toMatchObject({
      code: 1,
      stderr:
        "There is no dead-letter queue of a relay or a spoke in the region us-east-1 of this account: check --prefix, --region and --profile.\n",
    });
  });

  test("gives everything back on Ctrl-C", async () => {
    sqs.create(DLQ, ofFunction("m-1"));
    sqs.before = (command) => {
      if (command instanceof ReceiveMessageCommand) interruption.abort();
    };
    expect(await call(["dlq", "list"])).toEqual({ code: 130, stdout: "", stderr: "" });
    expect(sqs.hidden(DLQ)).toEqual([]);
  });
});

describe("dlq show", () => {
  test("shows the attributes and the event", async () => {
    const event = sample("tag-vpc-created.json");
    sqs.create(DLQ, ofFunction("m-1"));

    const { code, stdout } = await call(["dlq", "show", "m-1"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`queue                    ${DLQ}\n`);
    expect(stdout).toContain("status                   422\n");
    expect(stdout).toContain(JSON.stringify(event, null, 2));
    expect(JSON.parse((await call(["dlq", "show", "m-1", "--json"])).stdout)).toMatchObject({
      queue: DLQ,
      id: "m-1",
      tries: 12,
      attributes: { outcome: "refused", MessageGroupId: TAGS },
      event,
    });
    expect(sqs.hidden(DLQ)).toEqual([]);
  });

  test("shows a body that is no JSON, of a message without attributes", async () => {
    sqs.create(DLQ, { ...message("m-1", "no JSON"), MessageAttributes: undefined });
    expect((await call(["dlq", "show", "m-1"])).stdout).toMatch(/\n"no JSON"\n$/);
  });

  test("names an id that is not there", async () => {
    sqs.create(DLQ, ofFunction("m-1"));
    expect(await call(["dlq", "show", "m-2"])).toEqual({
      code: 1,
      stdout: "",
      stderr: "The dead-letter queues show no event with the id m-2: see aws-event-relay dlq list.\n",
    });
  });
});

describe("dlq drop", () => {
  beforeEach(() => {
    sqs.create(DLQ, ofFunction("m-1"), ofFunction("m-2"));
    sqs.create(RULE_DLQ, ofRule("m-3", {}));
  });

  const left = () => [...sqs.contents(DLQ), ...sqs.contents(RULE_DLQ)].map(({ MessageId }) => MessageId);

  test("deletes the events after a question", async () => {
    const { code, stdout, stderr } = await call(["dlq", "drop", "m-1", "m-3", "m-1"], { isTTY: true, typed: "y\n" });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "Deleted 2 events.\n" });
    expect(stderr).toMatch(
      /^ID .*\nm-1 .*\nm-3 .*\nAccount 123456789012, region us-east-1: delete 2 events for good\nContinue\? \[y\/N\]\n$/,
    );
    expect(left()).toEqual(["m-2"]);
    expect(sqs.hidden(DLQ)).toEqual([]);
  });

  test.each(["n", "", "yesterday"])("deletes nothing after the answer %j", async (typed) => {
    const { code, stdout, stderr } = await call(["dlq", "drop", "m-1"], { isTTY: true, typed });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/Nothing was changed\.\n$/);
    expect(left()).toHaveLength(3);
  });

  test("does not ask with --yes, and not without a terminal", async () => {
    expect(await call(["dlq", "drop", "m-1"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        "Nothing was changed: there is no terminal to ask on. Add --yes to do it without a question.\n",
      ) as string,
    });
    const { stdout } = await call(["dlq", "drop", "m-1", "--yes", "--json"]);
    expect(JSON.parse(stdout)).toEqual({ deleted: ["m-1"], left: 0 });
    expect(left()).toEqual(["m-2", "m-3"]);
  });

  test("needs all of the ids", async () => {
    expect((await call(["dlq", "drop", "m-1", "m-9", "--yes"])).code).toBe(1);
    expect(left()).toHaveLength(3);
    expect((await call(["dlq", "drop"])).stderr).toContain("missing required argument 'id'");
  });

  test("Ctrl-C leaves the rest", async () => {
    sqs.before = (command) => {
      if (command instanceof DeleteMessageCommand) interruption.abort();
    };
    const { code, stdout } = await call(["dlq", "drop", "m-1", "m-2", "--yes"]);
    expect({ code, stdout }).toEqual({
      code: 130,
      stdout: "Deleted 1 event.\n1 event left: see aws-event-relay dlq list.\n",
    });
    expect(left()).toEqual(["m-2", "m-3"]);
    expect(sqs.hidden(DLQ)).toEqual([]);
  });
});

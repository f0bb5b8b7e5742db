import { awsError, call, type RecordedAnswers, recordedAws } from "../support/call";
import { FUNCTION, queueAnswers, relayAnswers } from "../support/relay";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const VPC = "vpc-1";

/** Entries of the function's log, one list for each look at it. */
type Looks = readonly (readonly Readonly<Record<string, unknown>>[])[];

interface World {
  readonly looks?: Looks;
  readonly answers?: RecordedAnswers;
  readonly state?: string;
}

/** What EC2 and SQS were asked to change. */
let changes: string[];
beforeEach(() => {
  changes = [];
});

function aws({ looks = [], answers = {}, state = "Enabled" }: World) {
  let look = 0;
  let eventId = "";
  return recordedAws({
    sts: { getCallerIdentity: { Account: "123456789012", Arn: "arn:aws:iam::123456789012:user/me" } },
    lambda: relayAnswers(state),
    ec2: {
      createVpc: ({ TagSpecifications }: { TagSpecifications: [{ Tags: [{ Value: string }] }] }) => {
        changes.push(`create ${TagSpecifications[0].Tags[0].Value}`);
        return { Vpc: { VpcId: VPC } };
      },
      deleteVpc: ({ VpcId }: { VpcId: string }) => void changes.push(`delete ${VpcId}`),
    },
    sqs: {
      ...queueAnswers({ "management-events.fifo": [2, 1] }),
      sendMessage: ({ MessageBody, MessageGroupId }: { MessageBody: string; MessageGroupId: string }) => {
        const event = JSON.parse(MessageBody) as { id: string; resources: [string]; detail: { tags: object } };
        eventId = event.id;
        changes.push(`send ${event.resources[0]} ${JSON.stringify(event.detail.tags)} to ${MessageGroupId}`);
      },
    },
    logs: {
      filterLogEvents: () => ({
        events: (looks[look++] ?? []).map((fields, n) => ({
          eventId: `${look}-${n}`,
          timestamp: NOW + 4_000,
          message: JSON.stringify({ level: "INFO", message: "said", eventId, ...fields }),
        })),
      }),
    },
    ...answers,
  });
}

const DELIVERED = { outcome: "delivered", latencyMs: 150, queueDelayMs: 3_000 };
const OTHER = { outcome: "delivered", resourceIds: ["vpc-2"], eventId: "other" };

/** Runs the command on a clock that each wait sets forward. */
function run(world: World, options: readonly string[] = [], signal?: AbortSignal) {
  let waited = 0;
  return call(["test", ...options], aws(world), {
    signal,
    now: () => NOW + waited,
    onDelay: (milliseconds) => (waited += milliseconds),
  });
}

test("a VPC is created, followed and deleted", async () => {
  const held = { outcome: "held", resourceIds: [VPC] };
  const result = await run({ looks: [[OTHER], [held], [{ ...DELIVERED, resourceIds: [VPC] }]] });
  expect(result).toMatchObject({
    code: 0,
    stdout: [
      "MechCloud accepted vpc-1.",
      "to EventBridge   1000 ms",
      "to the function  2850 ms",
      "to MechCloud     150 ms",
      "in all           4000 ms",
      "",
    ].join("\n"),
    stderr: [
      "Account 123456789012, region us-east-1: create the VPC aws-event-relay-test, and delete it at the end",
      "Created vpc-1. Waiting for MechCloud to accept it.",
      "Deleted vpc-1.",
      "",
    ].join("\n"),
  });
  expect(changes).toEqual(["create aws-event-relay-test", "delete vpc-1"]);
});

test("--queue-only sends the removal of a tag from a VPC that does not exist", async () => {
  const { code, stdout } = await run({ looks: [[OTHER, { outcome: "delivered" }]] }, ["--queue-only", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    subject: expect.stringMatching(/^test-[\da-f-]{36}$/) as string,
    outcome: "accepted",
    reason: null,
    hops: [
      { hop: "to the queue", milliseconds: 4_000 },
      { hop: "to the function", milliseconds: 0 },
      { hop: "to MechCloud", milliseconds: 0 },
      { hop: "in all", milliseconds: 4_000 },
    ],
  });
  expect(changes).toEqual([
    "send arn:aws:ec2:us-east-1:123456789012:vpc/vpc-00000000000000000 {} to mc-tag-change-events",
  ]);
});

test.each<[string, World, string]>([
  [
    "refused",
    { looks: [[{ outcome: "refused", status: 400, answer: "unknown account", resourceIds: [VPC] }]] },
    "the function reports it as refused, HTTP 400, unknown account",
  ],
  [
    "not reported",
    {},
    "the function did not report it within 10 seconds; management-events.fifo: 2 waiting and 1 in flight. See aws-event-relay doctor.",
  ],
  [
    "without a queue",
    { answers: { sqs: queueAnswers({}) } },
    "the function did not report it within 10 seconds; management-events.fifo: a queue that does not exist. See aws-event-relay doctor.",
  ],
])("a test that is %s fails, and deletes the VPC", async (_, world, reason) => {
  const { code, stdout } = await run(world, ["--wait", "10s"]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: `vpc-1 did not arrive: ${reason}\n` });
  expect(changes).toEqual(["create aws-event-relay-test", "delete vpc-1"]);
});

test("Ctrl-C deletes the VPC", async () => {
  const { code, stdout } = await run({}, [], AbortSignal.abort());
  expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
  expect(changes).toEqual(["create aws-event-relay-test", "delete vpc-1"]);
});

test("a relay that is paused is not tested", async () => {
  expect(await run({ state: "Disabled" })).toMatchObject({
    code: 1,
    stderr: `${FUNCTION} is paused (Disabled): aws-event-relay status.\n`,
  });
  expect(changes).toEqual([]);
});

test.each([
  ["VpcLimitExceeded", "The region has as many VPCs as its quota allows: use --queue-only, or delete one."],
  ["UnauthorizedOperation", "docs/policies"],
])("the error %s", async (name, text) => {
  const { code, stderr } = await run({ answers: { ec2: { createVpc: awsError(name) } } });
  expect(code).toBe(1);
  expect(stderr).toContain(text);
});

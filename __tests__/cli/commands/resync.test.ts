import type { AwsSettings } from "../../../cli/aws/aws";
import { sample } from "../../../samples/events";
import { awsError, call, type RecordedAnswers, recordedAws } from "../support/call";
import { FakeEc2 } from "../support/fake-ec2";
import { relayAnswers } from "../support/relay";

const QUEUE_URL = "https://sqs.us-east-1.amazonaws.com/123456789012/management-events.fifo";
const NOW = Date.parse("2026-01-01T00:00:00Z");

interface Entry {
  readonly Id: string;
  readonly MessageGroupId: string;
  readonly MessageBody: string;
}

interface ComposedEvent extends Record<string, unknown> {
  readonly id: string;
  readonly resources: readonly [string];
  readonly detail: object;
}

/** What was sent, by batches. */
let batches: Entry[][];
beforeEach(() => {
  batches = [];
});

function answers(ec2: FakeEc2): RecordedAnswers {
  return {
    ec2: ec2.answers,
    sts: { getCallerIdentity: { Account: "123456789012", Arn: "arn:aws-cn:iam::123456789012:user/me" } },
    sqs: {
      getQueueUrl: ({ QueueName }: { QueueName: string }) =>
        QueueName === "management-events.fifo" ? { QueueUrl: QUEUE_URL } : awsError("QueueDoesNotExist"),
      sendMessageBatch: ({ QueueUrl, Entries }: { QueueUrl: string; Entries: Entry[] }) => {
        expect(QueueUrl).toBe(QUEUE_URL);
        batches.push(Entries);
        return {};
      },
    },
  };
}

function world() {
  const tags = (name: string) => ({ "Mc-Asset-Name": name });
  return new FakeEc2(
    ["i-1", tags("web")],
    ["i-2"],
    ["subnet-1", tags("private")],
    ["vpc-1", { ...tags("main"), Team: "a" }],
  );
}

const run = (ec2: FakeEc2, ...options: string[]) =>
  call(["resync", ...options], recordedAws(answers(ec2)), { now: () => NOW });

const events = () => batches.flat().map(({ MessageBody }) => JSON.parse(MessageBody) as ComposedEvent);

test("without --yes, the assets are shown and nothing is sent", async () => {
  expect(await run(world())).toMatchObject({
    code: 0,
    stderr: "",
    stdout: [
      "TYPE      ID        Mc-Asset-Name",
      "vpc       vpc-1     main",
      "subnet    subnet-1  private",
      "instance  i-1       web",
      "Nothing was sent. Add --yes to send events of 1 VPC, 1 subnet and 1 instance to management-events.fifo.",
      "",
    ].join("\n"),
  });
  expect(batches).toEqual([]);
  expect((await run(new FakeEc2(["vpc-1"]))).stdout).toBe(
    "No VPC, subnet or instance has the tag Mc-Asset-Name: see aws-event-relay tag-assets.\n",
  );
});

test("--yes sends the parents first, in the message group of EC2's tag events", async () => {
  expect(await run(world(), "--yes")).toMatchObject({
    code: 0,
    stdout: "Sent 3 of 3 events to management-events.fifo.\n",
    stderr:
      "Account 123456789012, region us-east-1: send events of 1 VPC, 1 subnet and 1 instance to management-events.fifo\n",
  });
  expect(events().map(({ resources }) => resources[0])).toEqual([
    "arn:aws-cn:ec2:us-east-1:123456789012:vpc/vpc-1",
    "arn:aws-cn:ec2:us-east-1:123456789012:subnet/subnet-1",
    "arn:aws-cn:ec2:us-east-1:123456789012:instance/i-1",
  ]);
  expect(new Set(batches.flat().map(({ MessageGroupId }) => MessageGroupId))).toEqual(
    new Set(["mc-tag-change-events"]),
  );
});

test("an event has the form of EC2's, and an id that tells where it is from", async () => {
  await run(world(), "--yes");
  const [event] = events();
  expect(event).toMatchObject({
    id: expect.stringMatching(/^resync-[\da-f-]{36}$/) as string,
    time: "2026-01-01T00:00:00.000Z",
    detail: { tags: { "Mc-Asset-Name": "main", Team: "a" }, "changed-tag-keys": ["Mc-Asset-Name"] },
  });
  const real = sample("tag-vpc-created.json");
  expect(Object.keys(event!)).toEqual(Object.keys(real));
  expect([...Object.keys(event!.detail), "version"].toSorted()).toEqual(Object.keys(real.detail).toSorted());
});

const many = () =>
  new FakeEc2(...Array.from({ length: 25 }, (_, n) => [`vpc-${n}`, { "Mc-Asset-Name": "v" }] as const));

test("ten events a call", async () => {
  const { stdout } = await run(many(), "--yes", "--json");
  expect(JSON.parse(stdout)).toEqual({
    queue: "management-events.fifo",
    account: "123456789012",
    region: "us-east-1",
    sent: 25,
    left: 0,
  });
  expect(batches.map(({ length }) => length)).toEqual([10, 10, 5]);
});

test("Ctrl-C stops after the current call", async () => {
  const interruption = new AbortController();
  const recorded = answers(many());
  const sendMessageBatch = () => {
    interruption.abort();
    return {};
  };
  const aws = recordedAws({ ...recorded, sqs: { ...recorded.sqs, sendMessageBatch } });
  const { code, stdout } = await call(["resync", "--yes"], aws, { signal: interruption.signal });
  expect(code).toBe(130);
  expect(stdout).toBe(
    "Sent 10 of 25 events to management-events.fifo.\nInterrupted. Run the same command again: it sends all of them.\n",
  );
});

test("an event that SQS refuses ends the command", async () => {
  const recorded = answers(world());
  const sendMessageBatch = { Failed: [{ Id: "0", Code: "InternalError", Message: "try again" }] };
  const aws = recordedAws({ ...recorded, sqs: { ...recorded.sqs, sendMessageBatch } });
  expect(await call(["resync", "--yes"], aws)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      "SQS refused 1 event after 0: InternalError try again. Run the same command again.",
    ) as string,
  });
});

test("a relay that does not exist", async () => {
  expect(await run(world(), "--prefix", "no-")).toMatchObject({
    code: 1,
    stderr:
      "There is no queue no-management-events.fifo in the region us-east-1 of this account: check --prefix, --region and --profile.\n",
  });
  const denied = recordedAws({ ...answers(world()), sqs: { getQueueUrl: awsError("AccessDenied") } });
  expect((await call(["resync"], denied)).stderr).toContain("AccessDenied");
});

describe("assets of a spoke", () => {
  const OTHER = "210987654321";

  /** The relay knows another account; the profile `other` is that account's, and has a region of its own. */
  function places(ec2: FakeEc2, cloudAccounts: object = { [OTHER]: "acc-other" }) {
    const lambda = relayAnswers("Enabled", { CLOUD_ACCOUNTS: JSON.stringify(cloudAccounts) });
    const hub = recordedAws({ ...answers(new FakeEc2()), lambda });
    return ({ profile, region = profile ? "ap-south-1" : "us-east-1" }: AwsSettings) => {
      ec2.owner = profile === "other" ? OTHER : "123456789012";
      const sts = { getCallerIdentity: { Account: ec2.owner, Arn: `arn:aws:iam::${ec2.owner}:user/me` } };
      const there = { ...recordedAws({ ec2: ec2.answers, sts }), region: () => Promise.resolve(region) };
      return profile === "other" || region !== "us-east-1" ? there : hub;
    };
  }

  const spoke = (ec2: FakeEc2, ...options: string[]) => call(["resync", ...options], places(ec2), { now: () => NOW });

  test.each([
    [["--from-region", "eu-west-1"], "123456789012", "eu-west-1", "mc-tag-change-events-hub"],
    [["--from-profile", "other"], OTHER, "us-east-1", `mc-tag-change-events-${OTHER}`],
    [["--from-profile", "other", "--from-region", "eu-west-1"], OTHER, "eu-west-1", `mc-tag-change-events-${OTHER}`],
  ])("%j sends them in the message group of the hub's rule", async (options, account, region, group) => {
    const plan = await spoke(world(), ...options);
    expect(plan.stdout).toContain(
      `Nothing was sent. Add --yes to send events of 1 VPC, 1 subnet and 1 instance of account ${account}, region ${region}, to management-events.fifo.`,
    );

    const { code, stderr } = await spoke(world(), ...options, "--yes");
    expect(code).toBe(0);
    expect(stderr).toBe(
      `Account 123456789012, region us-east-1: send events of 1 VPC, 1 subnet and 1 instance of account ${account}, region ${region}, to management-events.fifo\n`,
    );
    expect(events()[0]).toMatchObject({ account, region, resources: [`arn:aws:ec2:${region}:${account}:vpc/vpc-1`] });
    expect(new Set(batches.flat().map(({ MessageGroupId }) => MessageGroupId))).toEqual(new Set([group]));
  });

  test("--json names their account and region", async () => {
    const { stdout } = await spoke(world(), "--from-profile", "other", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      account: OTHER,
      region: "us-east-1",
      assets: [{ id: "vpc-1" }, {}, {}],
    });
  });

  test("an account that the relay does not know is refused", async () => {
    const aws = places(world(), { "345678901234": "acc-3" });
    expect(await call(["resync", "--from-profile", "other", "--yes"], aws)).toMatchObject({
      code: 1,
      stderr: `The relay push-mgmt-events-to-mechcloud has no cloud account for AWS account ${OTHER}: add it to cloud_accounts, and apply.\n`,
    });
    expect(batches).toEqual([]);
  });

  test("a relay without other accounts knows none", async () => {
    const connect = places(world());
    const alone = recordedAws({ ...answers(new FakeEc2()), lambda: relayAnswers() });
    const aws = (settings: AwsSettings) => (settings.profile ? connect(settings) : alone);
    expect((await call(["resync", "--from-profile", "other"], aws)).stderr).toContain("has no cloud account");
  });
});

import { awsError, type CallOptions, call, type RecordedAnswers, recordedAws } from "../support/call";

const FROM = "2026-01-01T00:00:00Z";
const NOW = Date.parse("2026-01-01T02:00:00Z");
const ARCHIVE = "arn:aws:events:us-east-1:123456789012:archive/mechcloud-events";
const BUS = "arn:aws:events:us-east-1:123456789012:event-bus/default";
const NAME = "mechcloud-events-20260101T020000Z";
const RULES = ["mc-tag-change-events", "mc-instance-state-change-events"];

const ruleArn = (name: string) => `arn:aws:events:us-east-1:123456789012:rule/${name}`;

interface Step {
  readonly State: string;
  readonly StateReason?: string;
  readonly EventLastReplayedTime?: Date;
}

/** What was asked for, and the answers of DescribeReplay one after the other. */
function world(steps: readonly Step[] = [{ State: "COMPLETED" }], others: RecordedAnswers["events"] = {}) {
  const started: Record<string, unknown>[] = [];
  const left = [...steps];
  const events: RecordedAnswers["events"] = {
    describeArchive: ({ ArchiveName }: { ArchiveName: string }) =>
      ArchiveName === "mechcloud-events"
        ? { ArchiveArn: ARCHIVE, EventSourceArn: BUS }
        : awsError("ResourceNotFoundException"),
    listReplays: { Replays: [{ ReplayName: "earlier", State: "COMPLETED" }] },
    listRules: ({ NamePrefix }: { NamePrefix: string }) => ({
      Rules: RULES.filter((name) => name === NamePrefix).map((Name) => ({ Name, Arn: ruleArn(Name) })),
    }),
    startReplay: (input: Record<string, unknown>) => {
      started.push(input);
      return { State: "STARTING" };
    },
    describeReplay: ({ ReplayName }: { ReplayName: string }) => ({
      ReplayName,
      EventStartTime: new Date(FROM),
      EventEndTime: new Date(NOW),
      ...(left.length > 1 ? left.shift() : left[0]),
    }),
    ...others,
  };
  return { started, aws: recordedAws({ events }) };
}

async function run({ aws }: ReturnType<typeof world>, argv: readonly string[], options: CallOptions = {}) {
  const { code, stdout, stderr } = await call(["replay", ...argv], aws, { now: () => NOW, ...options });
  return { code, stdout, stderr };
}

describe("--hub", () => {
  const busArn = "arn:aws:events:us-east-1:123456789012:event-bus/mechcloud-hub";
  const rules = ["mc-tag-change-events-210987654321", "mc-tag-change-events-hub"];
  const hubWorld = (others: RecordedAnswers["events"] = {}) =>
    world(undefined, {
      describeArchive: ({ ArchiveName }: { ArchiveName: string }) => ({
        ArchiveArn: `arn:aws:events:us-east-1:123456789012:archive/${ArchiveName}`,
        EventSourceArn: busArn,
      }),
      describeEventBus: { Name: "mechcloud-hub" },
      listRules: {
        Rules: [...rules, "Events-Archive-mechcloud-hub-events"].map((Name) => ({ Name, Arn: ruleArn(Name) })),
      },
      ...others,
    });

  test("replays the hub's archive to the hub's rules", async () => {
    const found = hubWorld();
    const { code, stderr } = await run(found, ["--from", FROM, "--hub", "--yes"]);

    expect(code).toBe(0);
    expect(stderr).toContain("to the rules of mechcloud-hub\n");
    expect(found.started).toMatchObject([
      {
        ReplayName: "mechcloud-hub-events-20260101T020000Z",
        EventSourceArn: "arn:aws:events:us-east-1:123456789012:archive/mechcloud-hub-events",
        Destination: { Arn: busArn, FilterArns: rules.map(ruleArn) },
      },
    ]);
  });

  test("without a hub's bus, there is nothing to replay to", async () => {
    const found = hubWorld({ describeEventBus: awsError("ResourceNotFoundException") });
    expect(await run(found, ["--from", FROM, "--hub", "--yes"])).toMatchObject({
      code: 1,
      stderr: "The relay has no rules to replay to: terraform apply creates them.\n",
    });
  });

  test("without a hub's archive", async () => {
    expect((await run(world(), ["--from", FROM, "--hub"])).stderr).toContain(
      "There is no archive mechcloud-hub-events",
    );
  });
});

test("the events are replayed to the relay's rules, until now, after a question", async () => {
  const found = world([
    { State: "STARTING" },
    { State: "RUNNING" },
    { State: "RUNNING", EventLastReplayedTime: new Date(NOW - 5_400_000) },
    { State: "COMPLETED", EventLastReplayedTime: new Date(NOW) },
  ]);

  expect(await run(found, ["--from", FROM], { isTTY: true, typed: "y" })).toEqual({
    code: 0,
    stdout: `The replay ${NAME} is over: COMPLETED.\n`,
    stderr: [
      "Events of the last ten minutes may not be in the archive yet.",
      "Account 123456789012, region us-east-1: replay the events from 2026-01-01T00:00:00.000Z to 2026-01-01T02:00:00.000Z to mc-instance-state-change-events, mc-tag-change-events",
      "Continue? [y/N]",
      "Replayed minute 0 of 120",
      "",
    ].join("\n"),
  });
  expect(found.started).toEqual([
    {
      ReplayName: NAME,
      EventSourceArn: ARCHIVE,
      EventStartTime: new Date(FROM),
      EventEndTime: new Date(NOW),
      Destination: { Arn: BUS, FilterArns: RULES.toReversed().map(ruleArn) },
    },
  ]);
});

test("--json", async () => {
  const { stdout } = await run(world(), ["--from", FROM, "--yes", "--json"]);
  expect(JSON.parse(stdout)).toEqual({
    replay: NAME,
    state: "COMPLETED",
    reason: null,
    from: "2026-01-01T00:00:00.000Z",
    to: "2026-01-01T02:00:00.000Z",
  });
});

test("a period that ends earlier may leave an old state", async () => {
  const found = world();
  const { stderr } = await run(found, ["--from", FROM, "--to", "2026-01-01T02:00:00+01:00", "--yes"]);
  expect(stderr).toContain(
    "MechCloud shows the event that it receives last: without those after 2026-01-01T01:00:00.000Z, perhaps an old state.\n",
  );
  expect(found.started).toMatchObject([{ EventEndTime: new Date("2026-01-01T01:00:00Z") }]);
});

test("a replay that fails is a failure", async () => {
  expect(await run(world([{ State: "FAILED", StateReason: "no bus" }]), ["--from", FROM, "--yes"])).toMatchObject({
    code: 1,
    stdout: `The replay ${NAME} is over: FAILED, no bus.\n`,
  });
});

test("Ctrl-C leaves the replay running, and the same command shows it again", async () => {
  const interruption = new AbortController();
  const options = { signal: interruption.signal, onDelay: () => interruption.abort() };
  expect(await run(world([{ State: "RUNNING" }]), ["--from", FROM, "--yes"], options)).toMatchObject({
    code: 130,
    stdout: "",
    stderr: expect.stringContaining(
      `The replay ${NAME} goes on in AWS. The same command shows it again.\nTo end it: aws events cancel-replay --replay-name ${NAME}\n`,
    ) as string,
  });

  const again = world([{ State: "RUNNING" }, { State: "COMPLETED" }], {
    listReplays: { Replays: [{ ReplayName: NAME, State: "RUNNING" }] },
  });
  expect(await run(again, ["--from", FROM])).toMatchObject({
    code: 0,
    stdout: `The replay ${NAME} is over: COMPLETED.\n`,
    stderr: expect.stringContaining(`The replay ${NAME} goes on.\n`) as string,
  });
  expect(again.started).toEqual([]);
});

test("Ctrl-C just after the start", async () => {
  const interruption = new AbortController();
  const startReplay = () => {
    interruption.abort();
    return {};
  };
  const { code, stderr } = await run(world(undefined, { startReplay }), ["--from", FROM, "--yes"], {
    signal: interruption.signal,
  });
  expect(code).toBe(130);
  expect(stderr).toContain("goes on in AWS");
});

test("another period waits until the replay is over", async () => {
  const found = world([{ State: "RUNNING" }], { listReplays: { Replays: [{ ReplayName: NAME, State: "RUNNING" }] } });
  expect(await run(found, ["--from", "2025-12-31T00:00:00Z", "--yes"])).toMatchObject({
    code: 1,
    stderr: `The replay ${NAME} from 2026-01-01T00:00:00.000Z is not over: wait for its end.\n`,
  });
});

test("nothing is replayed without consent", async () => {
  const found = world();
  expect((await run(found, ["--from", FROM])).code).toBe(1);
  expect((await run(found, ["--from", FROM], { isTTY: true, typed: "n" })).code).toBe(1);
  expect(found.started).toEqual([]);
});

test.each([
  [
    ["--from", FROM, "--prefix", "no-"],
    "the module's input archive_retention_days creates one, of events from then on.",
  ],
  [
    ["--from", "yesterday"],
    '--from must be an ISO 8601 time with its zone, such as 2026-01-31T00:00:00Z, got "yesterday".',
  ],
  [["--from", "2026-13-01T00:00:00Z"], "--from must be an ISO 8601 time"],
  [["--from", FROM, "--to", FROM], "--to must be later than --from, got 2026-01-01T00:00:00.000Z."],
  [[], "The option --from is required: such as 2026-01-31T00:00:00Z."],
])("%j is refused", async (argv, message) => {
  const { code, stderr } = await run(world(), argv);
  expect(code).toBeGreaterThan(0);
  expect(stderr).toContain(message);
});

test("what AWS refuses, and a relay without rules", async () => {
  const denied = world(undefined, { describeArchive: awsError("AccessDeniedException") });
  expect((await run(denied, ["--from", FROM])).stderr).toContain("AccessDeniedException");
  const bare = world(undefined, { listRules: {} });
  expect((await run(bare, ["--from", FROM])).stderr).toBe(
    "The relay has no rules to replay to: terraform apply creates them.\n",
  );
});

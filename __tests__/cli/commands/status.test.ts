import { awsError, call, type RecordedAnswers, recordedAws } from "../support/call";
import { HUB, SPOKE } from "../support/hub-faults";
import { EMPTY_QUEUES, FUNCTION, NO_ALARMS, queueAnswers, relayAnswers, scheduleAnswers } from "../support/relay";
import { BUS, SCALR_DEFAULT, SCALR_DESTINATIONS } from "../support/scalr-faults";
import { NO_BUS, withAnswers } from "../support/sync-faults";

const HEALTHY: RecordedAnswers = {
  lambda: relayAnswers(),
  scheduler: scheduleAnswers(),
  sqs: queueAnswers(EMPTY_QUEUES),
  cloudWatch: NO_ALARMS,
  events: { listEventBuses: {}, listRules: {}, describeEventBus: NO_BUS },
};

test("a relay that delivers", async () => {
  expect(await call(["status"], recordedAws(HEALTHY))).toMatchObject({
    code: 0,
    stdout: [
      `${FUNCTION} in us-east-1: running`,
      "queue                       management-events.fifo: 0 waiting, 0 in flight",
      "dead-letter queue           management-events-dlq.fifo: 0 waiting, 0 in flight",
      "dead-letter queue of rules  management-events-rule-dlq: 0 waiting, 0 in flight",
      "no alarm is on",
      "",
    ].join("\n"),
    stderr: "",
  });
});

const NOW = Date.parse("2026-01-01T00:00:00Z");

test.each<[string, RecordedAnswers, string]>([
  ["in transition", { lambda: relayAnswers("Disabling") }, "pausing or resuming; look again in a minute"],
  ["stopped by a person", { lambda: relayAnswers("Disabled") }, "paused by a person, until aws-event-relay resume"],
  [
    "paused by itself",
    { lambda: relayAnswers("Disabled"), scheduler: scheduleAnswers("2026-01-01T00:15:00", "2026-01-01T00:04:00") },
    "paused itself; it tries again at 2026-01-01T00:04:00.000Z (in 4 minutes)",
  ],
  [
    "without schedules, because it does not pause",
    { lambda: relayAnswers("Enabled", { SCHEDULE_GROUP: "" }), scheduler: {} },
    "running",
  ],
  ["without a schedule group", { scheduler: { listSchedules: awsError("ResourceNotFoundException") } }, "running"],
  [
    "with a schedule that is just over",
    {
      lambda: relayAnswers("Disabled"),
      scheduler: { ...scheduleAnswers("2026-01-01T00:04:00"), getSchedule: awsError("ResourceNotFoundException") },
    },
    "paused by a person, until aws-event-relay resume",
  ],
  [
    "without a mapping",
    { lambda: { ...relayAnswers(), listEventSourceMappings: {} } },
    "the function has no event source mapping: terraform apply creates it",
  ],
])("a relay %s", async (_, answers, sentence) => {
  const { stdout } = await call(["status"], recordedAws({ ...HEALTHY, ...answers }), { now: () => NOW });
  expect(stdout.split("\n")[0]).toBe(`${FUNCTION} in us-east-1: ${sentence}`);
});

const TROUBLE: RecordedAnswers = {
  events: { listEventBuses: {}, listRules: {}, describeEventBus: NO_BUS },
  lambda: relayAnswers("Disabled", {}, "test-"),
  scheduler: scheduleAnswers("2026-01-01T00:04:00"),
  sqs: queueAnswers({ "test-management-events.fifo": [12, 3], "test-management-events-dlq.fifo": [1, 0] }),
  cloudWatch: {
    describeAlarms: ({ AlarmNamePrefix }: { AlarmNamePrefix: string }) => ({
      MetricAlarms: AlarmNamePrefix.includes(FUNCTION)
        ? [
            { AlarmName: `test-${FUNCTION}-channel-down`, StateValue: "ALARM", StateReason: "1 datapoint" },
            { AlarmName: `test-${FUNCTION}-errors`, StateValue: "OK" },
          ]
        : undefined,
    }),
  },
};

test("alarms, and a queue that does not exist", async () => {
  const { stdout } = await call(["status", "--prefix", "test-"], recordedAws(TROUBLE));
  expect(stdout.split("\n").slice(1)).toEqual([
    "queue                       test-management-events.fifo: 12 waiting, 3 in flight",
    "dead-letter queue           test-management-events-dlq.fifo: 1 waiting, 0 in flight",
    "dead-letter queue of rules  does not exist: terraform apply creates it",
    `ALARM  test-${FUNCTION}-channel-down  1 datapoint`,
    "",
  ]);
});

test("an alarm is red in a terminal, unless NO_COLOR is set", async () => {
  const colored = { isTTY: true, colors: true };
  expect((await call(["status", "--prefix", "test-"], recordedAws(TROUBLE), colored)).stdout).toContain(
    "\u001b[31mALARM\u001b[39m",
  );
  const plain = { isTTY: true, colors: false };
  expect((await call(["status", "--prefix", "test-"], recordedAws(TROUBLE), plain)).stdout).not.toContain("\u001b");
});

test("--json", async () => {
  const { stdout } = await call(["status", "--prefix", "test-", "--json"], recordedAws(TROUBLE));
  expect(JSON.parse(stdout)).toEqual({
    function: `test-${FUNCTION}`,
    region: "us-east-1",
    state: "paused",
    resumesAt: "2026-01-01T00:04:00.000Z",
    queues: {
      queue: { name: "test-management-events.fifo", waiting: 12, inFlight: 3 },
      deadLetterQueue: { name: "test-management-events-dlq.fifo", waiting: 1, inFlight: 0 },
      ruleDeadLetterQueue: null,
    },
    hub: null,
    alarms: [{ name: `test-${FUNCTION}-channel-down`, reason: "1 datapoint" }],
  });
});

describe("--watch", () => {
  async function watch(...options: string[]) {
    const interruption = new AbortController();
    const waits: number[] = [];
    const result = await call(["status", "--watch", ...options], recordedAws(HEALTHY), {
      isTTY: true,
      signal: interruption.signal,
      onDelay: (milliseconds) => {
        waits.push(milliseconds);
        if (waits.length === 2) interruption.abort();
      },
    });
    return { ...result, waits };
  }

  test("shows it every five seconds on a cleared screen, until Ctrl-C", async () => {
    const { code, stdout, waits } = await watch();
    expect({ code, waits }).toEqual({ code: 130, waits: [5_000, 5_000] });
    expect(stdout.split("\u001b[2J\u001b[H")).toHaveLength(3);
  });

  test("prints a line of JSON each time", async () => {
    expect((await watch("--json")).stdout.trim().split("\n")).toHaveLength(2);
  });
});

test("what is no answer about the relay is an error", async () => {
  const denied = awsError("AccessDeniedException", "no");
  for (const answers of [
    { lambda: { ...relayAnswers(), listEventSourceMappings: denied } },
    { scheduler: { listSchedules: denied } },
    { sqs: { getQueueUrl: denied } },
  ]) {
    const { code, stderr } = await call(["status"], recordedAws({ ...HEALTHY, ...answers }));
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("AccessDeniedException: no.") as string,
    });
  }
});

const NO_FUNCTION = { getFunctionConfiguration: awsError("ResourceNotFoundException", "Function not found") };

describe("of Scalr's events", () => {
  const status = async (answers: RecordedAnswers, ...options: string[]) =>
    (await call(["status", ...options], recordedAws(withAnswers(SCALR_DESTINATIONS, answers)))).stdout;

  test("by default", async () => {
    expect(await status({ events: SCALR_DEFAULT.events })).toBe(
      `${BUS} in us-east-1: 2 rules, all enabled\nscalr-rule-dlq  0 waiting, 0 in flight\nno alarm is on\n`,
    );
  });

  test("with destinations, as JSON", async () => {
    const { rules, ...others } = JSON.parse(await status({}, "--json")) as { rules: object[] };
    const empty = (name: string) => ({ name, waiting: 0, inFlight: 0 });
    expect(rules).toContainEqual({ name: "scalr-to-queue", enabled: true });
    expect(others).toEqual({
      eventBus: BUS,
      region: "us-east-1",
      deadLetterQueues: ["rule", "to-queue", "to-topic", "to-webhook", "to-stream"].map((part) =>
        empty(`scalr-${part}-dlq`),
      ),
      alarms: [],
    });
  });

  test("in trouble", async () => {
    const text = await status({
      events: {
        listRules: ({ EventBusName }: { EventBusName: string }) =>
          EventBusName === BUS ? { Rules: [{ Name: "scalr-audit-log", State: "DISABLED" }] } : {},
      },
      cloudWatch: {
        describeAlarms: {
          MetricAlarms: [{ AlarmName: "scalr-rule-dlq-depth", StateValue: "ALARM", StateReason: "1" }],
        },
      },
    });
    expect(text).toContain(": 1 rule, disabled: scalr-audit-log\n");
    expect(text).toContain("\nALARM  scalr-rule-dlq-depth  1\n");
  });

  test("without an event bus", async () => {
    expect(await status({ events: { listEventBuses: {} } })).toContain(
      "no event bus of Scalr in us-east-1: terraform apply",
    );
    expect(await status({ events: { listEventBuses: {} } }, "--json")).toContain('"eventBus":null');
  });
});

describe("of a hub", () => {
  test("in words", async () => {
    expect((await call(["status"], recordedAws(HUB))).stdout).toContain(
      "\nhub                         mechcloud-hub: 1 other account, 6 rules, all enabled\n",
    );
  });

  test("as JSON", async () => {
    const { hub } = JSON.parse((await call(["status", "--json"], recordedAws(HUB))).stdout) as {
      hub: { rules: object[] };
    };
    expect(hub).toMatchObject({ eventBus: "mechcloud-hub", accounts: ["210987654321"] });
    expect(hub.rules).toContainEqual({ name: "mc-tag-change-events-210987654321", enabled: true });
  });
});

describe("of a spoke", () => {
  const status = async (answers: RecordedAnswers, ...options: string[]) =>
    (await call(["status", ...options], recordedAws(withAnswers(SPOKE, answers)))).stdout;

  test("in words", async () => {
    expect(await status({})).toBe(
      "spoke in us-east-1: 3 rules, all enabled\nmanagement-events-spoke-dlq  0 waiting, 0 in flight\nno alarm is on\n",
    );
  });

  test("as JSON", async () => {
    expect(JSON.parse(await status({}, "--json"))).toEqual({
      spoke: "management-events-spoke-dlq",
      region: "us-east-1",
      rules: ["mc-instance-state-change-events-spoke", "mc-tag-change-events-spoke", "mc-cloudtrail-events-spoke"].map(
        (name) => ({ name, enabled: true }),
      ),
      deadLetterQueue: { name: "management-events-spoke-dlq", waiting: 0, inFlight: 0 },
      alarms: [],
    });
  });

  test("in trouble", async () => {
    const text = await status({
      sqs: queueAnswers({}),
      cloudWatch: {
        describeAlarms: ({ AlarmNamePrefix }: { AlarmNamePrefix: string }) =>
          AlarmNamePrefix === "management-events-spoke-dlq-"
            ? {
                MetricAlarms: [
                  { AlarmName: "management-events-spoke-dlq-depth", StateValue: "ALARM", StateReason: "1" },
                ],
              }
            : {},
      },
    });
    expect(text).toContain("\nmanagement-events-spoke-dlq  does not exist: terraform apply creates it\n");
    expect(text).toContain("\nALARM  management-events-spoke-dlq-depth  1\n");
  });
});

test("a prefix without a relay", async () => {
  const answers = { lambda: NO_FUNCTION, events: { listEventBuses: {}, listRules: {} }, sqs: queueAnswers({}) };
  expect(await call(["status", "--prefix", "no-"], recordedAws(answers))).toMatchObject({
    code: 1,
    stderr: `There is neither a function no-${FUNCTION} nor a spoke nor a rule of Scalr's events in the region us-east-1 of this account: check --prefix, --region and --profile.\n`,
  });
});

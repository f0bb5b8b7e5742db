import { awsError, call, type RecordedAnswers, recordedAws } from "../support/call";
import { LINES, LOG_START, logEvents } from "../support/log";
import { EMPTY_QUEUES, FUNCTION, queueAnswers, relayAnswers, SECRET, scheduleAnswers, UUID } from "../support/relay";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (claims: object) => `${encode({})}.${encode(claims)}.signature`;
const secondsFromNow = (seconds: number) => LOG_START / 1_000 + seconds;

const STATE_RULE = "mc-instance-state-change-events";
const TAG_RULE = "mc-tag-change-events";
const TRAIL_RULE = "mc-cloudtrail-events";
const arnOf = (rule: string) => `arn:aws:events:us-east-1:123456789012:rule/${rule}`;
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const TOPIC = "arn:aws:sns:us-east-1:123456789012:mechcloud-alarms";

const rulesAnswer = (states: Readonly<Record<string, string>>) => ({
  listRules: ({ NamePrefix }: { NamePrefix: string }) =>
    NamePrefix in states
      ? {
          Rules: [{ Name: NamePrefix, Arn: arnOf(NamePrefix), State: states[NamePrefix] }, { Name: `${NamePrefix}-2` }],
        }
      : {},
});
const targetsAnswer = (target: object) => ({ listTargetsByRule: { Targets: [target] } });
const TARGET = {
  Arn: queueArn("management-events.fifo"),
  SqsParameters: { MessageGroupId: "rule" },
  DeadLetterConfig: { Arn: queueArn("management-events-rule-dlq") },
};
const ALL_RULES = { [STATE_RULE]: "ENABLED", [TAG_RULE]: "ENABLED", [TRAIL_RULE]: "ENABLED" };

function queues(counts: Parameters<typeof queueAnswers>[0], attributes: object = ATTRIBUTES): RecordedAnswers["sqs"] {
  const { getQueueUrl, getQueueAttributes } = queueAnswers(counts);
  return {
    getQueueUrl,
    getQueueAttributes: (input: { QueueUrl: string; AttributeNames: string[] }) =>
      input.AttributeNames.includes("Policy") ? { Attributes: attributes } : getQueueAttributes(input),
  };
}
const POLICY = JSON.stringify({ Statement: Object.keys(ALL_RULES).map((rule) => ({ Condition: arnOf(rule) })) });
const ATTRIBUTES = {
  Policy: POLICY,
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("management-events-dlq.fifo") }),
};

function lambda(changes: { function?: object; mapping?: object; concurrency?: object; state?: string } = {}) {
  const answers = relayAnswers(changes.state ?? "Enabled", {
    QUEUE_URL: "https://sqs",
    DEAD_LETTER_QUEUE_URL: "https://sqs",
  });
  const mapping = { FunctionResponseTypes: ["ReportBatchItemFailures"], ...answers.getEventSourceMapping };
  return {
    getFunctionConfiguration: { ...answers.getFunctionConfiguration, ...changes.function },
    listEventSourceMappings: { EventSourceMappings: [{ ...mapping, ...changes.mapping }] },
    getFunctionConcurrency: changes.concurrency ?? {},
  };
}

const trails = (selectors: object, IsLogging = true) => ({
  describeTrails: { trailList: [{ TrailARN: "trail" }] },
  getTrailStatus: { IsLogging },
  getEventSelectors: selectors,
});
const WRITES = { EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: "WriteOnly" }] };

const ALARM = { AlarmName: `${FUNCTION}-errors`, StateValue: "OK", AlarmActions: [TOPIC], ActionsEnabled: true };
const alarms = (...MetricAlarms: object[]) => ({
  describeAlarms: ({ AlarmNamePrefix }: { AlarmNamePrefix: string }) =>
    AlarmNamePrefix.startsWith(FUNCTION) ? { MetricAlarms } : {},
});
const subscriptions = (...arns: string[]) => ({
  listSubscriptionsByTopic: { Subscriptions: arns.map((SubscriptionArn) => ({ SubscriptionArn })) },
});

const HEALTHY: RecordedAnswers = {
  lambda: lambda(),
  scheduler: scheduleAnswers(),
  events: { ...rulesAnswer(ALL_RULES), ...targetsAnswer(TARGET) },
  sqs: queues(EMPTY_QUEUES),
  secrets: { getSecretValue: { SecretString: jwt({ exp: secondsFromNow(36_000) }) } },
  logs: { filterLogEvents: { events: logEvents(LINES.slice(0, 4)) } },
  cloudTrail: trails(WRITES),
  cloudWatch: alarms(ALARM),
  sns: subscriptions("PendingConfirmation", `${TOPIC}:${UUID}`),
};

const now = () => LOG_START;

interface Diagnosis {
  readonly findings: number;
  readonly checks: readonly { id: string; findings: { problem: string; next: string }[] }[];
}

async function diagnose(answers: RecordedAnswers = {}): Promise<string[]> {
  const { stdout, stderr, code } = await call(["doctor", "--json"], recordedAws({ ...HEALTHY, ...answers }), { now });
  expect(stderr).toBe("");
  const { findings, checks } = JSON.parse(stdout) as Diagnosis;
  const all = checks.flatMap(({ id, findings: ofCheck }) => ofCheck.map(({ problem }) => `${id}: ${problem}`));
  expect({ code, findings }).toEqual({ code: all.length > 0 ? 1 : 0, findings: all.length });
  return all;
}

test.each<[string, RecordedAnswers]>([
  ["with both mechanisms", {}],
  [
    "with tags only",
    { events: { ...rulesAnswer({ [STATE_RULE]: "ENABLED", [TAG_RULE]: "ENABLED" }), ...targetsAnswer(TARGET) } },
  ],
  ["with advanced selectors of a trail", { cloudTrail: trails({ AdvancedEventSelectors: [{}] }) }],
  ["with a token that does not say when it expires", { secrets: { getSecretValue: { SecretString: "opaque" } } }],
  ["without alarms", { cloudWatch: alarms() }],
])("a healthy deployment %s has no findings", async (_, answers) => {
  expect(await diagnose(answers)).toEqual([]);
});

test("in words", async () => {
  const healthy = await call(["doctor"], recordedAws(HEALTHY), { now });
  expect(healthy.stdout).toContain("ok    The rules are enabled.\n");
  expect(healthy.stdout).toContain("\nNo findings.\n");

  const paused = await call(["doctor"], recordedAws({ ...HEALTHY, lambda: lambda({ state: "Disabled" }) }), { now });
  expect(paused.stdout).toContain(
    "FAIL  The relay is paused until somebody resumes it.\n      Next: aws-event-relay resume\n",
  );
  expect(paused.stdout).toContain("\n1 finding.\n");
});

const TOKEN_ENVIRONMENT = (environment: object) => ({
  ...lambda(),
  getFunctionConfiguration: {
    ...lambda().getFunctionConfiguration,
    Environment: {
      Variables: {
        ...lambda().getFunctionConfiguration.Environment.Variables,
        ACCESS_TOKEN_SECRET_ARN: "",
        ...environment,
      },
    },
  },
});

test.each<[string, RecordedAnswers, string[]]>([
  [
    "a disabled rule",
    { events: { ...rulesAnswer({ ...ALL_RULES, [TAG_RULE]: "DISABLED" }), ...targetsAnswer(TARGET) } },
    [`rules: The rule ${TAG_RULE} is DISABLED.`],
  ],
  [
    "deleted rules",
    { events: { ...rulesAnswer({}), ...targetsAnswer(TARGET) } },
    [
      `rules: The rule ${STATE_RULE} does not exist.`,
      `rules: Neither ${TAG_RULE} nor ${TRAIL_RULE} exists, so no change of a VPC or subnet is noticed.`,
    ],
  ],
  [
    "rules without targets",
    { events: { ...rulesAnswer({ ...ALL_RULES }), listTargetsByRule: {} } },
    Object.keys(ALL_RULES).map((rule) => `targets: The rule ${rule} does not send to management-events.fifo.`),
  ],
  [
    "targets without a message group id",
    { events: { ...rulesAnswer(ALL_RULES), ...targetsAnswer({ ...TARGET, SqsParameters: undefined }) } },
    Object.keys(ALL_RULES).map((rule) => `targets: The target of the rule ${rule} has no message group id.`),
  ],
  [
    "targets without a dead-letter queue",
    { events: { ...rulesAnswer(ALL_RULES), ...targetsAnswer({ ...TARGET, DeadLetterConfig: undefined }) } },
    Object.keys(ALL_RULES).map((rule) => `targets: The target of the rule ${rule} has no dead-letter queue.`),
  ],
  ...[
    ["no trail", { ...trails(WRITES), describeTrails: {} }] as const,
    ["a trail that is stopped", trails(WRITES, false)] as const,
    [
      "a trail of reads",
      trails({ EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: "ReadOnly" }] }),
    ] as const,
    ["a trail without selectors", trails({})] as const,
  ].map(([name, cloudTrail]): [string, RecordedAnswers, string[]] => [
    name,
    { cloudTrail },
    ["trail: No trail of this region logs management write events, so the rule cloudtrail has no events."],
  ]),
  [
    "queues that were deleted",
    { sqs: queues({ "management-events-rule-dlq": [0, 0] }) },
    [
      "queues: The queue management-events.fifo does not exist.",
      "queues: The queue management-events-dlq.fifo does not exist.",
      "redrive-policy: management-events.fifo has no redrive policy with management-events-dlq.fifo.",
      ...Object.keys(ALL_RULES).map(
        (rule) => `queue-policies: The policy of management-events.fifo does not allow the rule ${rule}.`,
      ),
    ],
  ],
  [
    "events in the dead-letter queues",
    { sqs: queues({ ...EMPTY_QUEUES, "management-events-dlq.fifo": [1, 1], "management-events-rule-dlq": [1, 0] }) },
    [
      "dead-letters: management-events-dlq.fifo contains 2 events.",
      "dead-letters: management-events-rule-dlq contains 1 event.",
    ],
  ],
  [
    "a queue without redrive policy",
    { sqs: queues(EMPTY_QUEUES, { Policy: POLICY }) },
    ["redrive-policy: management-events.fifo has no redrive policy with management-events-dlq.fifo."],
  ],
  [
    "queue policies that shut rules out",
    { sqs: queues(EMPTY_QUEUES, { ...ATTRIBUTES, Policy: `"${arnOf(STATE_RULE)}" "${arnOf(TRAIL_RULE)}"` }) },
    [
      `queue-policies: The policy of management-events.fifo does not allow the rule ${TAG_RULE}.`,
      `queue-policies: The policy of management-events-rule-dlq does not allow the rule ${TAG_RULE}.`,
    ],
  ],
  [
    "an inactive function",
    { lambda: lambda({ function: { State: "Failed", StateReason: "no key" } }) },
    ["function: The function is Failed: no key"],
  ],
  [
    "a failed update",
    { lambda: lambda({ function: { LastUpdateStatus: "Failed", LastUpdateStatusReason: "no role" } }) },
    ["function: The function's last update failed: no role"],
  ],
  [
    "a reserved concurrency of 0",
    { lambda: lambda({ concurrency: { ReservedConcurrentExecutions: 0 } }) },
    ["function: The function's reserved concurrency is 0, so Lambda throttles each invocation."],
  ],
  [
    "settings that are gone",
    { lambda: TOKEN_ENVIRONMENT({ TEAM_ID: "", ACCESS_TOKEN: "opaque" }) },
    ["environment: The function's environment lacks TEAM_ID."],
  ],
  [
    "a mapping that was deleted",
    { lambda: { ...lambda(), listEventSourceMappings: {} } },
    ["mapping: The function has no event source mapping of the queue."],
  ],
  [
    "a mapping that loses events",
    { lambda: lambda({ mapping: { FunctionResponseTypes: undefined } }) },
    ["mapping: The event source mapping does not report failures of single events, so that events are lost."],
  ],
  [
    "a pause of a person",
    { lambda: lambda({ state: "Disabled" }) },
    ["mapping: The relay is paused until somebody resumes it."],
  ],
  [
    "a pause of the relay's own",
    { lambda: lambda({ state: "Disabled" }), scheduler: scheduleAnswers("2026-01-01T00:15:00") },
    ["mapping: The relay has paused itself and tries again at 2026-01-01T00:15:00.000Z, in 15 minutes."],
  ],
  [
    "an error in the log",
    { logs: { filterLogEvents: { events: logEvents(LINES.slice(0, 5)) } } },
    [
      "log: The function's last error was at 2026-01-01T00:00:04.000Z: The channel to MechCloud is down. HTTP status 401",
    ],
  ],
  [
    "no log group",
    { logs: { filterLogEvents: awsError("ResourceNotFoundException") } },
    ["log: The function's log group does not exist."],
  ],
  [
    "no token yet",
    { secrets: { getSecretValue: awsError("ResourceNotFoundException", "… staging label: AWSCURRENT") } },
    [`token: The secret ${SECRET} contains no access token yet.`],
  ],
  [
    "no secret",
    { secrets: { getSecretValue: awsError("ResourceNotFoundException") } },
    [`token: The secret ${SECRET} does not exist.`],
  ],
  [
    "no parameter",
    {
      lambda: TOKEN_ENVIRONMENT({ ACCESS_TOKEN_PARAMETER_NAME: "/token" }),
      ssm: { getParameter: awsError("ParameterNotFound") },
    },
    ["token: The parameter /token does not exist."],
  ],
  [
    "an empty parameter",
    { lambda: TOKEN_ENVIRONMENT({ ACCESS_TOKEN_PARAMETER_NAME: "/token" }), ssm: { getParameter: {} } },
    ["token: The parameter /token contains no access token yet."],
  ],
  [
    "no token at all",
    { lambda: TOKEN_ENVIRONMENT({}) },
    ["token: The variable ACCESS_TOKEN contains no access token yet."],
  ],
  [
    "an expired token",
    { secrets: { getSecretValue: { SecretString: jwt({ exp: secondsFromNow(-3_600) }) } } },
    ["token: The access token expired 1 hour ago, at 2025-12-31T23:00:00.000Z."],
  ],
  [
    "a token that expires soon",
    { secrets: { getSecretValue: { SecretString: jwt({ exp: secondsFromNow(600) }) } } },
    ["token: The access token expires in 10 minutes, at 2026-01-01T00:10:00.000Z."],
  ],
  [
    "an alarm that is on",
    { cloudWatch: alarms({ ...ALARM, StateValue: "ALARM", StateReason: "1 datapoint" }) },
    [`alarms: The alarm ${FUNCTION}-errors is on: 1 datapoint`],
  ],
  [
    "an alarm whose actions are off",
    { cloudWatch: alarms({ ...ALARM, ActionsEnabled: false }) },
    [`subscribers: The alarm ${FUNCTION}-errors informs nobody: its actions are off.`],
  ],
  [
    "alarms without a topic",
    { cloudWatch: alarms({ ...ALARM, AlarmActions: undefined }) },
    ["subscribers: The alarms inform no topic."],
  ],
  [
    "subscribers who have not confirmed",
    { sns: subscriptions("PendingConfirmation") },
    [`subscribers: The topic ${TOPIC} has only subscribers that have not confirmed.`],
  ],
  ["no subscribers", { sns: subscriptions() }, [`subscribers: The topic ${TOPIC} has no subscribers.`]],
])("%s: found", async (_, answers, findings) => {
  expect(await diagnose(answers)).toEqual(findings);
});

test.each<[string, RecordedAnswers]>([
  ["queues", { sqs: { ...queues(EMPTY_QUEUES), getQueueUrl: awsError("AccessDenied", "no") } }],
  [
    "policies",
    {
      sqs: {
        ...queues(EMPTY_QUEUES),
        getQueueAttributes: (input: { QueueUrl: string; AttributeNames: string[] }) =>
          input.AttributeNames.includes("Policy")
            ? awsError("AccessDenied", "no")
            : queueAnswers(EMPTY_QUEUES).getQueueAttributes(input),
      },
    },
  ],
  ["the log", { logs: { filterLogEvents: awsError("AccessDenied", "no") } }],
  ["the token", { secrets: { getSecretValue: awsError("AccessDenied", "no") } }],
])("%s that cannot be read are an error, and no finding", async (_, answers) => {
  const { code, stderr } = await call(["doctor"], recordedAws({ ...HEALTHY, ...answers }));
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("AccessDenied: no.") as string });
});

test("Ctrl-C ends it", async () => {
  const { code, stdout } = await call(["doctor"], recordedAws(HEALTHY), { signal: AbortSignal.abort() });
  expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
});

import { createHash } from "node:crypto";
import { awsError, type RecordedAnswers } from "./call";
import { LINES, LOG_START, logEvents } from "./log";
import { EMPTY_QUEUES, FUNCTION, queueAnswers, relayAnswers, SECRET, scheduleAnswers, UUID } from "./relay";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (claims: object) => `${encode({})}.${encode(claims)}.signature`;
const secondsFromNow = (seconds: number) => LOG_START / 1_000 + seconds;

const STATE_RULE = "mc-instance-state-change-events";
const TAG_RULE = "mc-tag-change-events";
const TRAIL_RULE = "mc-cloudtrail-events";
export const arnOf = (rule: string) => `arn:aws:events:us-east-1:123456789012:rule/${rule}`;
export const queueArn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
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
/** A relay has no hub by default. */
export const NO_BUS = awsError("ResourceNotFoundException");
export const TARGET = {
  Arn: queueArn("management-events.fifo"),
  SqsParameters: { MessageGroupId: "rule" },
  DeadLetterConfig: { Arn: queueArn("management-events-rule-dlq") },
};
export const ALL_RULES = { [STATE_RULE]: "ENABLED", [TAG_RULE]: "ENABLED", [TRAIL_RULE]: "ENABLED" };

export function queues(
  counts: Parameters<typeof queueAnswers>[0],
  attributes: object = ATTRIBUTES,
): RecordedAnswers["sqs"] {
  const { getQueueUrl, getQueueAttributes } = queueAnswers(counts);
  return {
    getQueueUrl,
    getQueueAttributes: (input: { QueueUrl: string; AttributeNames: string[] }) =>
      input.AttributeNames.includes("Policy") ? { Attributes: attributes } : getQueueAttributes(input),
  };
}
const POLICY = JSON.stringify({ Statement: Object.keys(ALL_RULES).map((rule) => ({ Condition: arnOf(rule) })) });
export const ATTRIBUTES = {
  Policy: POLICY,
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("management-events-dlq.fifo") }),
};

export function lambda(changes: { function?: object; mapping?: object; concurrency?: object; state?: string } = {}) {
  const answers = relayAnswers(changes.state ?? "Enabled", {
    QUEUE_URL: "https://sqs",
    DEAD_LETTER_QUEUE_URL: "https://sqs",
    RELAY_VERSION: "1.2.3",
  });
  const CodeSha256 = createHash("sha256").update("zip").digest("base64");
  const mapping = { FunctionResponseTypes: ["ReportBatchItemFailures"], ...answers.getEventSourceMapping };
  return {
    getFunctionConfiguration: { ...answers.getFunctionConfiguration, CodeSha256, ...changes.function },
    listEventSourceMappings: { EventSourceMappings: [{ ...mapping, ...changes.mapping }] },
    getFunctionConcurrency: changes.concurrency ?? {},
  };
}

export const trails = (selectors: object, IsLogging = true) => ({
  describeTrails: { trailList: [{ TrailARN: "trail" }] },
  getTrailStatus: { IsLogging },
  getEventSelectors: selectors,
});
export const WRITES = { EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: "WriteOnly" }] };

const ALARM = { AlarmName: `${FUNCTION}-errors`, StateValue: "OK", AlarmActions: [TOPIC], ActionsEnabled: true };
const alarms = (...MetricAlarms: object[]) => ({
  describeAlarms: ({ AlarmNamePrefix }: { AlarmNamePrefix: string }) =>
    AlarmNamePrefix.startsWith(FUNCTION) ? { MetricAlarms } : {},
});
export const subscriptions = (...arns: string[]) => ({
  listSubscriptionsByTopic: { Subscriptions: arns.map((SubscriptionArn) => ({ SubscriptionArn })) },
});

/** A VPC, a subnet and an instance with these names; an empty one is none. */
export const assets = (...names: [vpc: string, subnet: string, instance: string]) => {
  const [vpc, subnet, instance] = names.map((Value) => (Value ? [{ Key: "Mc-Asset-Name", Value }] : undefined));
  return {
    describeVpcs: { Vpcs: [{ VpcId: "vpc-1", Tags: vpc }] },
    describeSubnets: { Subnets: [{ SubnetId: "subnet-1", Tags: subnet }] },
    describeInstances: { Reservations: [{ Instances: [{ InstanceId: "i-1", Tags: instance }] }] },
  };
};

/** CloudWatch's answer on the age of a queue's oldest message, in seconds. */
export const ages = (byQueue: Readonly<Record<string, number>>) => ({
  getMetricStatistics: ({ Dimensions: [{ Value }] }: { Dimensions: [{ Value: string }] }) =>
    Value in byQueue
      ? {
          Datapoints: [
            { Timestamp: new Date(LOG_START), Maximum: byQueue[Value] },
            { Timestamp: new Date(LOG_START - 60_000), Maximum: 0 },
          ],
        }
      : {},
});

/** The answers of a deployment, with others for some calls. */
export function withAnswers(answers: RecordedAnswers, changes: RecordedAnswers): RecordedAnswers {
  const services = Object.entries(changes).map(([service, calls]) => [
    service,
    { ...answers[service as keyof RecordedAnswers], ...calls },
  ]);
  return { ...answers, ...(Object.fromEntries(services) as RecordedAnswers) };
}

export const HEALTHY: RecordedAnswers = {
  lambda: lambda(),
  scheduler: scheduleAnswers(),
  events: { ...rulesAnswer(ALL_RULES), ...targetsAnswer(TARGET), listEventBuses: {}, describeEventBus: NO_BUS },
  sqs: queues(EMPTY_QUEUES),
  secrets: { getSecretValue: { SecretString: jwt({ exp: secondsFromNow(36_000) }) } },
  logs: { filterLogEvents: { events: logEvents(LINES.slice(0, 4)) } },
  cloudTrail: trails(WRITES),
  cloudWatch: { ...alarms(ALARM), ...ages({}) },
  ec2: assets("a", "b", "c"),
  sns: subscriptions("PendingConfirmation", `${TOPIC}:${UUID}`),
};

export const TOKEN_ENVIRONMENT = (environment: object) => ({
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

/** A name, what AWS answers otherwise than on a healthy deployment, and what doctor says. */
export type PlantedFault = readonly [name: string, answers: RecordedAnswers, says: readonly string[]];

export const SYNC_FAULTS: readonly PlantedFault[] = [
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
  [
    "events that wait for too long",
    { cloudWatch: ages({ "management-events.fifo": 4_000 }) },
    ["waiting: The oldest event in management-events.fifo has waited for 1 hour."],
  ],
  [
    "an event in the dead-letter queue for days",
    {
      sqs: queues({ ...EMPTY_QUEUES, "management-events-dlq.fifo": [1, 0] }),
      cloudWatch: ages({ "management-events-dlq.fifo": 300_000 }),
    },
    [
      "dead-letters: management-events-dlq.fifo contains 1 event, the oldest for 3 days (SQS deletes it after 14 days).",
    ],
  ],
  [
    "a runtime that Lambda no longer supports",
    { lambda: lambda({ function: { Runtime: "nodejs18.x" } }) },
    ["runtime: Lambda no longer supports the runtime nodejs18.x, since 2025-09-01."],
  ],
  [
    "assets of which none has the tag",
    { ec2: assets("", "", "") },
    ["assets: 0 of 3 VPCs, subnets and instances have the tag Mc-Asset-Name: MechCloud does not show the others."],
  ],
];

/** What may be as the user wants it. */
export const SYNC_NOTES: readonly PlantedFault[] = [
  ["alarms that nobody receives", { sns: subscriptions() }, [`subscribers: The topic ${TOPIC} has no subscribers.`]],
  [
    "some assets without the tag",
    { ec2: assets("a", "b", "") },
    ["assets: 2 of 3 VPCs, subnets and instances have the tag Mc-Asset-Name: MechCloud does not show the others."],
  ],
  [
    "a function of another version",
    { lambda: TOKEN_ENVIRONMENT({ ACCESS_TOKEN: "opaque", RELAY_VERSION: "1.0.0" }) },
    ["version: The function is of version 1.0.0, and this command of 1.2.3."],
  ],
  [
    "a function of an unknown version",
    { lambda: TOKEN_ENVIRONMENT({ ACCESS_TOKEN: "opaque", RELAY_VERSION: undefined }) },
    ["version: The function is of version unknown, and this command of 1.2.3."],
  ],
  [
    "code that somebody changed",
    { lambda: lambda({ function: { CodeSha256: "other" } }) },
    [
      "version: The function's code, of 2026-01-01T00:00:00.000+0000, is not that of version 1.2.3: it is a forwarder_package, or somebody changed it.",
    ],
  ],
];

/** Other healthy deployments. */
export const tagsOnly = (answers: RecordedAnswers): RecordedAnswers => ({
  ...answers,
  events: rulesAnswer({ [STATE_RULE]: "ENABLED", [TAG_RULE]: "ENABLED" }),
});
export const advancedSelectors: RecordedAnswers = { cloudTrail: trails({ AdvancedEventSelectors: [{}] }) };
export const opaqueToken: RecordedAnswers = { secrets: { getSecretValue: { SecretString: "opaque" } } };
export const withoutAlarms: RecordedAnswers = { cloudWatch: alarms() };

import { awsError, type RecordedAnswers } from "./call";
import { queueAnswers } from "./relay";
import type { PlantedFault } from "./sync-faults";

export const BUS = "aws.partner/scalr.com/account/integration";
const arn = (service: string, name: string) => `arn:aws:${service}:us-east-1:123456789012:${name}`;
const ruleArn = (rule: string) => arn("events", `rule/${BUS}/${rule}`);
const logGroup = (log: string) => arn("logs", `log-group:/aws/events/scalr/${log}`);
const dlq = (rule: string) => arn("sqs", `${rule}-dlq`);

const ALERTS_TOPIC = arn("sns", "scalr-run-alerts");
const ALARMS_TOPIC = arn("sns", "scalr-alarms");

interface TargetAnswer {
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly DeadLetterConfig?: { readonly Arn: string };
}
const target = (Arn: string, dead: string, RoleArn?: string): TargetAnswer => ({
  Arn,
  RoleArn,
  DeadLetterConfig: { Arn: dlq(dead) },
});

const LOGS: Readonly<Record<string, TargetAnswer>> = {
  "scalr-run-executed": target(`${logGroup("run-executed")}:*`, "scalr-rule"),
  "scalr-audit-log": target(logGroup("audit-log"), "scalr-rule"),
};
const ALL: typeof LOGS = {
  ...LOGS,
  "scalr-run-alerts": target(arn("lambda", "function:scalr-run-alerts"), "scalr-rule"),
  "scalr-to-queue": target(arn("sqs", "runs"), "scalr-to-queue"),
  "scalr-to-topic": target(arn("sns", "runs"), "scalr-to-topic"),
  "scalr-to-webhook": target(arn("events", "api-destination/scalr-to-webhook/1"), "scalr-to-webhook", "role"),
  "scalr-to-stream": target(arn("kinesis", "stream/runs"), "scalr-to-stream", "role"),
};

function events(targets: typeof LOGS, changes: Readonly<Record<string, string>> = {}): RecordedAnswers["events"] {
  const Rules = Object.keys(targets).map((Name) => ({ Name, Arn: ruleArn(Name), State: changes[Name] ?? "ENABLED" }));
  return {
    listEventBuses: { EventBuses: [{ Name: `${BUS}-2` }, { Name: BUS }] },
    listRules: ({ EventBusName }: { EventBusName: string }) => (EventBusName === BUS ? { Rules } : {}),
    listTargetsByRule: ({ Rule }: { Rule: string }) => ({ Targets: [targets[Rule]] }),
    describeEventSource: { State: "ACTIVE" },
    describeApiDestination: {
      ApiDestinationState: "ACTIVE",
      ConnectionArn: arn("events", "connection/scalr-to-webhook/1"),
    },
    describeConnection: { ConnectionState: "AUTHORIZED" },
  };
}

/** A policy that lets EventBridge in, by default for these rules. */
const policy = (Action: string | string[], Resource: string, condition: object = {}) =>
  JSON.stringify({
    Statement: [
      { Effect: "Deny", Principal: "*", Action: "*", Resource: "*" },
      { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "*", Resource: "*" },
      { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action, Resource, Condition: condition },
    ],
  });
const from = (...rules: string[]) => ({
  ArnEquals: { "aws:SourceArn": rules.map(ruleArn) },
  Bool: { "aws:SecureTransport": "true" },
});

const QUEUES = [
  "scalr-rule-dlq",
  ...Object.keys(ALL).flatMap((rule) => (rule.includes("-to-") ? [`${rule}-dlq`] : [])),
  "runs",
];
const EMPTY = Object.fromEntries(QUEUES.map((name) => [name, [0, 0] as const]));

function queues(
  counts: Parameters<typeof queueAnswers>[0] = EMPTY,
  policyOf: (queue: string) => string | undefined = (queue) =>
    policy("sqs:SendMessage", arn("sqs", queue), from("scalr-*")),
): RecordedAnswers["sqs"] {
  const { getQueueUrl, getQueueAttributes } = queueAnswers(counts);
  return {
    getQueueUrl,
    getQueueAttributes: (input: { QueueUrl: string; AttributeNames: string[] }) =>
      input.AttributeNames.includes("Policy")
        ? { Attributes: attributesOf(policyOf(input.QueueUrl)) }
        : getQueueAttributes(input),
  };
}

/** SQS leaves out what a queue does not have. */
const attributesOf = (Policy?: string) => (Policy === undefined ? undefined : { Policy });

const LOG_POLICY = policy(
  ["logs:CreateLogStream", "logs:PutLogEvents"],
  `${arn("logs", "log-group:/aws/events/scalr/")}*:*`,
  { ArnLike: { "AWS:SourceArn": ruleArn("*") } },
);

const alertsFunction = (changes: object = {}) => ({
  State: "Active",
  Environment: { Variables: { TOPIC_ARN: ALERTS_TOPIC } },
  ...changes,
});
const lambda = (changes?: object): RecordedAnswers["lambda"] => ({
  getFunctionConfiguration: ({ FunctionName }: { FunctionName: string }) =>
    FunctionName === "scalr-run-alerts" ? alertsFunction(changes) : awsError("ResourceNotFoundException"),
  getPolicy: {
    Policy: policy("lambda:InvokeFunction", arn("lambda", "function:scalr-run-alerts"), from("scalr-run-alerts")),
  },
});

const alarm = (changes: object = {}) => ({
  describeAlarms: {
    MetricAlarms: [{ AlarmName: "scalr-rule-dlq-depth", StateValue: "OK", AlarmActions: [ALARMS_TOPIC], ...changes }],
  },
});

/** With the logs only, as by default. */
export const SCALR_DEFAULT: RecordedAnswers = {
  lambda: lambda(),
  events: events(LOGS),
  sqs: queues(),
  logs: {
    describeLogGroups: {
      logGroups: ["run-executed", "audit-log"].map((log) => ({ logGroupName: `/aws/events/scalr/${log}` })),
    },
    describeResourcePolicies: { resourcePolicies: [{}, { policyDocument: LOG_POLICY }] },
  },
  cloudWatch: { ...alarm(), getMetricStatistics: {} },
  sns: {
    listSubscriptionsByTopic: { Subscriptions: [{ SubscriptionArn: `${ALARMS_TOPIC}:1` }] },
    getTopicAttributes: { Attributes: { Policy: policy("SNS:Publish", arn("sns", "runs")) } },
  },
};

/** With alerts and destinations. */
export const SCALR_DESTINATIONS: RecordedAnswers = { ...SCALR_DEFAULT, events: events(ALL) };

const notIn = (action: string, name: string, rule: string) =>
  `destinations: ${arn(action, name)} does not exist, or its policy does not let the rule ${rule} in.`;

export const SCALR_FAULTS: readonly PlantedFault[] = [
  [
    "an event bus that was deleted",
    { events: { listEventBuses: {} } },
    [
      "event-source: No event bus of Scalr has rules of scalr-*.",
      "scalr-rules: The rule scalr-run-executed does not exist.",
      "scalr-rules: The rule scalr-audit-log does not exist.",
    ],
  ],
  [
    "an event source that nobody associated",
    { events: { describeEventSource: { State: "PENDING" } } },
    [`event-source: The event source ${BUS} is PENDING.`],
  ],
  [
    "a connection that was deleted in Scalr",
    { events: { describeEventSource: { State: "DELETED" } } },
    [`event-source: The event source ${BUS} is DELETED.`],
  ],
  [
    "an event source that is gone",
    { events: { describeEventSource: awsError("ResourceNotFoundException") } },
    [`event-source: The event source ${BUS} does not exist.`],
  ],
  [
    "a disabled rule of Scalr",
    { events: events(ALL, { "scalr-run-executed": "DISABLED" }) },
    ["scalr-rules: The rule scalr-run-executed is DISABLED."],
  ],
  [
    "a rule of Scalr without a target",
    {
      events: {
        listTargetsByRule: ({ Rule }: { Rule: string }) => (Rule === "scalr-to-queue" ? {} : { Targets: [ALL[Rule]] }),
      },
    },
    ["scalr-targets: The rule scalr-to-queue has no target."],
  ],
  [
    "a target of Scalr without a dead-letter queue",
    { events: events({ ...ALL, "scalr-to-queue": { Arn: arn("sqs", "runs") } }) },
    ["scalr-targets: The target of the rule scalr-to-queue has no dead-letter queue."],
  ],
  [
    "a log group that was deleted",
    { logs: { describeLogGroups: { logGroups: [{ logGroupName: "/aws/events/scalr/audit-log" }] } } },
    ["log-groups: The log group /aws/events/scalr/run-executed does not exist."],
  ],
  [
    "no resource policy of CloudWatch Logs",
    { logs: { describeResourcePolicies: {} } },
    [
      `log-policies: No resource policy lets the rule scalr-run-executed write to ${logGroup("run-executed")}:*.`,
      `log-policies: No resource policy lets the rule scalr-audit-log write to ${logGroup("audit-log")}.`,
    ],
  ],
  [
    "a resource policy for other rules",
    {
      logs: {
        describeResourcePolicies: {
          resourcePolicies: [
            { policyDocument: policy("logs:*", "*", { ArnEquals: { "aws:SourceArn": ruleArn("scalr-audit-log") } }) },
          ],
        },
      },
    },
    [`log-policies: No resource policy lets the rule scalr-run-executed write to ${logGroup("run-executed")}:*.`],
  ],
  [
    "a destination's queue whose policy lacks the statement",
    { sqs: queues(EMPTY, (queue) => (queue === "runs" ? undefined : policy("sqs:*", "*"))) },
    [notIn("sqs", "runs", "scalr-to-queue")],
  ],
  [
    "a destination's queue that was deleted",
    { sqs: queues(Object.fromEntries(Object.entries(EMPTY).filter(([name]) => name !== "runs"))) },
    [notIn("sqs", "runs", "scalr-to-queue")],
  ],
  [
    "a destination's topic that lets only accounts in",
    {
      sns: {
        getTopicAttributes: { Attributes: { Policy: JSON.stringify({ Statement: { Effect: "Allow", Action: "*" } }) } },
      },
    },
    [notIn("sns", "runs", "scalr-to-topic")],
  ],
  [
    "a destination's topic that was deleted",
    { sns: { getTopicAttributes: awsError("NotFoundException") } },
    [notIn("sns", "runs", "scalr-to-topic")],
  ],
  [
    "a function of alerts without permission for the rule",
    { lambda: { getPolicy: awsError("ResourceNotFoundException") } },
    [notIn("lambda", "function:scalr-run-alerts", "scalr-run-alerts")],
  ],
  [
    "an https destination that is not authorized",
    { events: { describeConnection: { ConnectionState: "DEAUTHORIZED" } } },
    ["endpoints: The https destination scalr-to-webhook is ACTIVE, and its connection DEAUTHORIZED."],
  ],
  [
    "a dead-letter queue that was deleted",
    { sqs: queues(Object.fromEntries(Object.entries(EMPTY).filter(([name]) => name !== "scalr-rule-dlq"))) },
    ["scalr-dead-letters: The queue scalr-rule-dlq does not exist."],
  ],
  [
    "a dead-letter queue that shuts a rule out",
    {
      sqs: queues(EMPTY, (queue) =>
        queue === "scalr-to-queue-dlq"
          ? policy("sqs:SendMessage", arn("sqs", queue), from("other"))
          : policy("sqs:*", "*"),
      ),
    },
    ["scalr-dead-letters: The policy of scalr-to-queue-dlq does not let the rule scalr-to-queue in."],
  ],
  [
    "a dead-letter queue without a policy",
    { sqs: queues(EMPTY, (queue) => (queue === "scalr-to-queue-dlq" ? undefined : policy("sqs:*", "*"))) },
    ["scalr-dead-letters: The policy of scalr-to-queue-dlq does not let the rule scalr-to-queue in."],
  ],
  [
    "events that a destination did not take",
    { sqs: queues({ ...EMPTY, "scalr-to-queue-dlq": [3, 0] }) },
    ["scalr-dead-letters: scalr-to-queue-dlq contains 3 events."],
  ],
  [
    "a function of alerts that is not active",
    { lambda: lambda({ State: "Failed", StateReason: "no role" }) },
    ["alerts: The function scalr-run-alerts is Failed: no role"],
  ],
  [
    "a function of alerts without a topic",
    { lambda: lambda({ Environment: undefined }) },
    ["alerts: The function scalr-run-alerts has no TOPIC_ARN."],
  ],
  [
    "receivers of alerts who have not confirmed",
    {
      sns: {
        listSubscriptionsByTopic: ({ TopicArn }: { TopicArn: string }) => ({
          Subscriptions: [{ SubscriptionArn: TopicArn === ALERTS_TOPIC ? "PendingConfirmation" : `${TopicArn}:1` }],
        }),
      },
    },
    [`alerts: The topic ${ALERTS_TOPIC} has only subscribers that have not confirmed.`],
  ],
  [
    "an alarm of Scalr's events that is on",
    { cloudWatch: alarm({ StateValue: "ALARM", StateReason: "1 datapoint" }) },
    ["alarms: The alarm scalr-rule-dlq-depth is on: 1 datapoint"],
  ],
];

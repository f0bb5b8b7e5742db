import { ACCOUNT, awsError, type RecordedAnswers } from "./call";
import { LINES, logEvents } from "./log";
import { EMPTY_QUEUES } from "./relay";
import {
  ALL_RULES,
  ATTRIBUTES,
  ages,
  arnOf,
  assets,
  HEALTHY,
  NO_BUS,
  type PlantedFault,
  queueArn,
  queues,
  subscriptions,
  TARGET,
  TOKEN_ENVIRONMENT,
  trails,
  WRITES,
  withAnswers,
} from "./sync-faults";

const OTHER = "210987654321";
const RULES = Object.keys(ALL_RULES);
const STATE_RULE = RULES[0]!;
const HUB_RULES = [OTHER, "hub"].flatMap((of) => RULES.map((rule) => `${rule}-${of}`));

interface RuleQuery {
  readonly EventBusName?: string;
  readonly NamePrefix: string;
}
const relayRules = HEALTHY.events!.listRules as (query: RuleQuery) => object;

/** EventBridge's answers about rules of the hub's bus, and of the default bus. */
const hubRules = (names: readonly string[], states: Readonly<Record<string, string>> = {}) => ({
  listRules: (query: RuleQuery) =>
    query.EventBusName === "mechcloud-hub"
      ? {
          Rules: [...names, "Events-Archive-mechcloud-hub-events"].map((Name) => ({
            Name,
            Arn: arnOf(`mechcloud-hub/${Name}`),
            State: states[Name] ?? "ENABLED",
          })),
        }
      : relayRules(query),
});
const hubTargets = (target: object) => ({
  listTargetsByRule: ({ EventBusName }: RuleQuery) => ({ Targets: [EventBusName ? target : TARGET] }),
});
const busPolicy = (...principals: unknown[]) => ({
  describeEventBus: {
    Name: "mechcloud-hub",
    Policy: JSON.stringify({
      Statement: principals.map((Principal) => ({ Effect: "Allow", Action: "events:PutEvents", Principal })),
    }),
  },
});

/** A relay with a hub for one other account. */
export const HUB: RecordedAnswers = withAnswers(HEALTHY, {
  lambda: TOKEN_ENVIRONMENT({ ACCESS_TOKEN: "opaque", CLOUD_ACCOUNTS: JSON.stringify({ [OTHER]: "acc-2" }) }),
  events: { ...hubRules(HUB_RULES), ...busPolicy({ AWS: `arn:aws:iam::${OTHER}:root` }) },
  sqs: queues(EMPTY_QUEUES, { ...ATTRIBUTES, Policy: `${ATTRIBUTES.Policy} "${arnOf("mechcloud-hub/*")}"` }),
});

/** Other policies of the bus that let the account in. */
export const BUS_POLICIES: readonly RecordedAnswers[] = [
  { events: busPolicy({ AWS: [OTHER] }) },
  { events: busPolicy({ AWS: "*" }) },
  { events: busPolicy({ Service: "events.amazonaws.com" }, "*") },
];

const SHUT_OUT = `hub-policy: The policy of mechcloud-hub does not let the account ${OTHER} send events.`;
const unmappedLine = (account: string) =>
  `{"level":"WARN","message":"Event not delivered","outcome":"unmapped","fault":"AWS account ${account} has no cloud account"}`;

export const HUB_FAULTS: readonly PlantedFault[] = [
  ["a hub's event bus without a policy", { events: { describeEventBus: { Name: "mechcloud-hub" } } }, [SHUT_OUT]],
  [
    "a policy of the hub's event bus that lacks an account",
    { events: busPolicy({ AWS: "arn:aws:iam::345678901234:root" }, undefined) },
    [SHUT_OUT],
  ],
  [
    "a disabled rule of the hub",
    { events: hubRules(HUB_RULES, { [`${STATE_RULE}-${OTHER}`]: "DISABLED" }) },
    [`hub-rules: The rule ${STATE_RULE}-${OTHER} is DISABLED.`],
  ],
  [
    "an account of cloud_accounts without rules",
    { events: hubRules(HUB_RULES.filter((name) => name.endsWith("-hub"))) },
    RULES.map((rule) => `hub-rules: The rule ${rule}-${OTHER} of mechcloud-hub does not exist.`),
  ],
  [
    "a hub's rules without targets",
    { events: { listTargetsByRule: ({ EventBusName }: RuleQuery) => (EventBusName ? {} : { Targets: [TARGET] }) } },
    HUB_RULES.map((rule) => `hub-targets: The rule ${rule} does not send to management-events.fifo.`),
  ],
  [
    "a hub's targets without a dead-letter queue",
    { events: hubTargets({ ...TARGET, DeadLetterConfig: undefined }) },
    HUB_RULES.map((rule) => `hub-targets: The target of the rule ${rule} has no dead-letter queue.`),
  ],
  [
    "queue policies that shut the hub's rules out",
    { sqs: queues(EMPTY_QUEUES) },
    ["management-events.fifo", "management-events-rule-dlq"].map(
      (queue) => `hub-queue-policies: The policy of ${queue} does not allow the rules of mechcloud-hub.`,
    ),
  ],
  [
    "events of an account without a cloud account",
    {
      logs: {
        filterLogEvents: {
          events: logEvents([
            ...LINES.slice(0, 4),
            ...["345678901234", "345678901234", OTHER].map(unmappedLine),
            '{"level":"WARN","message":"Event moved to the dead-letter queue","outcome":"unmapped"}',
            '{"level":"WARN","message":"Event not moved to the dead-letter queue","outcome":"unmapped","fault":"timeout"}',
          ]),
        },
      },
    },
    ["unmapped: Events were set aside in the last day: AWS account 345678901234 has no cloud account."],
  ],
];

export const HUB_NOTES: readonly PlantedFault[] = [
  [
    "accounts in cloud_accounts without a hub",
    { events: { describeEventBus: NO_BUS } },
    [
      "hub-policy: The event bus mechcloud-hub does not exist, so no spoke can send the events of the accounts in cloud_accounts.",
    ],
  ],
];

const SPOKE_DLQ = "management-events-spoke-dlq";
const SPOKE_RULES = RULES.map((rule) => `${rule}-spoke`);
const ROLE = "mechcloud-spoke-us-east-1";
const busArn = (name = "mechcloud-hub", account = OTHER) => `arn:aws:events:eu-central-1:${account}:event-bus/${name}`;
const ROLE_ARN = `arn:aws:iam::123456789012:role/${ROLE}`;
const SPOKE_TARGET = { Arn: busArn(), RoleArn: ROLE_ARN, DeadLetterConfig: { Arn: queueArn(SPOKE_DLQ) } };
const spokeRules = (names: readonly string[], State = "ENABLED") => ({
  listRules: ({ NamePrefix }: RuleQuery) =>
    names.includes(NamePrefix) ? { Rules: [{ Name: NamePrefix, Arn: arnOf(NamePrefix), State }] } : {},
});
/** The rules of a hub that are for the spoke's account. */
const RULES_FOR_SPOKE = [ACCOUNT, "hub"].flatMap((of) => RULES.map((rule) => `${rule}-${of}`));
const spokeTargets = (...Targets: object[]) => ({ listTargetsByRule: { Targets } });
const SPOKE_ATTRIBUTES = {
  QueueArn: queueArn(SPOKE_DLQ),
  Policy: SPOKE_RULES.map((rule) => `"${arnOf(rule)}"`).join(),
};
const encoded = (...statements: object[]) => encodeURIComponent(JSON.stringify({ Statement: statements }));
const rolePolicy = (...statements: object[]) => ({ getRolePolicy: { PolicyDocument: encoded(...statements) } });
const trustOf = (...statements: object[]) => ({
  getRole: { Role: { AssumeRolePolicyDocument: encoded(...statements) } },
});
const TRUST = {
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { Service: "events.amazonaws.com" },
  Condition: { ArnEquals: { "aws:SourceArn": SPOKE_RULES.map(arnOf) } },
};
const SPOKE_ALARM = {
  AlarmName: `${SPOKE_DLQ}-depth`,
  StateValue: "OK",
  AlarmActions: ["arn:aws:sns:us-east-1:123456789012:mechcloud-spoke-alarms"],
};
const spokeAlarms = (alarm: object) => ({
  describeAlarms: ({ AlarmNamePrefix }: { AlarmNamePrefix: string }) =>
    AlarmNamePrefix === `${SPOKE_DLQ}-` ? { MetricAlarms: [alarm] } : {},
});

/** A spoke, in an account and region without a relay. */
export const SPOKE: RecordedAnswers = {
  lambda: { getFunctionConfiguration: awsError("ResourceNotFoundException") },
  events: { ...spokeRules(SPOKE_RULES), ...spokeTargets(SPOKE_TARGET), listEventBuses: {} },
  sqs: queues({ [SPOKE_DLQ]: [0, 0] }, SPOKE_ATTRIBUTES),
  iam: { ...trustOf(TRUST), ...rolePolicy({ Effect: "Allow", Action: "events:PutEvents", Resource: busArn() }) },
  cloudTrail: trails(WRITES),
  cloudWatch: { ...spokeAlarms(SPOKE_ALARM), ...ages({}) },
  ec2: assets("a", "b", "c"),
  sns: subscriptions("arn:aws:sns:us-east-1:123456789012:mechcloud-spoke-alarms:1"),
};

const NO_RIGHT = `spoke-role: The policy of the role ${ROLE} does not allow events:PutEvents on ${busArn()}.`;
const MISTRUST = SPOKE_RULES.map(
  (rule) => `spoke-role: The trust policy of the role ${ROLE} does not allow the rule ${rule}.`,
);

export const SPOKE_FAULTS: readonly PlantedFault[] = [
  [
    "disabled rules of a spoke",
    { events: spokeRules(SPOKE_RULES, "DISABLED") },
    SPOKE_RULES.map((rule) => `spoke-rules: The rule ${rule} is DISABLED.`),
  ],
  [
    "deleted rules of a spoke",
    { events: spokeRules([]) },
    [
      `spoke-rules: The rule ${SPOKE_RULES[0]} does not exist.`,
      `spoke-rules: Neither ${SPOKE_RULES[1]} nor ${SPOKE_RULES[2]} exists, so no change of a VPC or subnet is noticed.`,
    ],
  ],
  [
    "a spoke's rules without targets",
    { events: { listTargetsByRule: {} } },
    SPOKE_RULES.map((rule) => `spoke-targets: The rule ${rule} does not send to an event bus.`),
  ],
  [
    "a spoke's targets without a role",
    { events: spokeTargets({ ...SPOKE_TARGET, RoleArn: undefined }) },
    SPOKE_RULES.map((rule) => `spoke-targets: The target of the rule ${rule} has no role.`),
  ],
  [
    "a spoke's targets without a dead-letter queue",
    { events: spokeTargets({ ...SPOKE_TARGET, DeadLetterConfig: undefined }) },
    SPOKE_RULES.map((rule) => `spoke-targets: The target of the rule ${rule} has no dead-letter queue.`),
  ],
  [
    "a spoke's role that was deleted",
    { iam: { getRole: awsError("NoSuchEntityException"), getRolePolicy: awsError("NoSuchEntityException") } },
    [`spoke-role: The role ${ROLE} does not exist.`],
  ],
  ["a spoke's role without its policy", { iam: { getRolePolicy: awsError("NoSuchEntityException") } }, [NO_RIGHT]],
  [
    "a spoke's role that EventBridge may not assume",
    { iam: trustOf({ ...TRUST, Principal: { Service: "scheduler.amazonaws.com" } }) },
    MISTRUST,
  ],
  [
    "a spoke's role for another rule",
    { iam: trustOf({ ...TRUST, Condition: { ArnEquals: { "aws:SourceArn": arnOf("other") } } }) },
    MISTRUST,
  ],
  [
    "a spoke's role for another event bus",
    {
      iam: rolePolicy(
        { Effect: "Allow", Action: "events:PutEvents", Resource: busArn("other") },
        { Effect: "Allow", Action: "events:PutRule", Resource: "*" },
        { Effect: "Deny", Action: "*", Resource: "*" },
      ),
    },
    [NO_RIGHT],
  ],
  [
    "no trail in a spoke's account",
    { cloudTrail: { describeTrails: {} } },
    ["spoke-trail: No trail of this region logs management write events, so the rule cloudtrail has no events."],
  ],
  [
    "a spoke's dead-letter queue that was deleted",
    { sqs: queues({}) },
    [`spoke-queue: The queue ${SPOKE_DLQ} does not exist.`],
  ],
  [
    "a spoke's dead-letter queue whose policy shuts rules out",
    { sqs: queues({ [SPOKE_DLQ]: [0, 0] }, { ...SPOKE_ATTRIBUTES, Policy: undefined }) },
    SPOKE_RULES.map((rule) => `spoke-queue: The policy of ${SPOKE_DLQ} does not allow the rule ${rule}.`),
  ],
  [
    "events in a spoke's dead-letter queue",
    { sqs: queues({ [SPOKE_DLQ]: [3, 0] }, SPOKE_ATTRIBUTES), cloudWatch: ages({ [SPOKE_DLQ]: 7_200 }) },
    [`spoke-dead-letters: ${SPOKE_DLQ} contains 3 events, the oldest for 2 hours (SQS deletes it after 14 days).`],
  ],
  [
    "an alarm of a spoke that is on",
    { cloudWatch: spokeAlarms({ ...SPOKE_ALARM, StateValue: "ALARM", StateReason: "1 datapoint" }) },
    [`alarms: The alarm ${SPOKE_DLQ}-depth is on: 1 datapoint`],
  ],
  [
    "assets in a spoke's account of which none has the tag",
    { ec2: assets("", "", "") },
    [
      "spoke-assets: 0 of 3 VPCs, subnets and instances have the tag Mc-Asset-Name: MechCloud does not show the others.",
    ],
  ],
];

/** A spoke whose hub is in another region of the same account. */
export const SPOKE_OF_OWN_HUB: RecordedAnswers = withAnswers(SPOKE, {
  events: {
    ...spokeTargets({ ...SPOKE_TARGET, Arn: busArn("mechcloud-hub", ACCOUNT) }),
    describeEventBus: { Name: "mechcloud-hub" },
    listRules: (query: RuleQuery) =>
      (query.EventBusName ? hubRules(RULES_FOR_SPOKE.slice(3)) : spokeRules(SPOKE_RULES)).listRules(query),
  },
  iam: rolePolicy({ Effect: "Allow", Action: "events:PutEvents", Resource: "*" }),
});

/** The hub of {@link SPOKE}, in another account. */
export const HUB_OF_SPOKE: RecordedAnswers = {
  sts: { getCallerIdentity: { Account: OTHER } },
  lambda: TOKEN_ENVIRONMENT({ CLOUD_ACCOUNTS: JSON.stringify({ [ACCOUNT]: "acc-2" }) }),
  events: { ...hubRules(RULES_FOR_SPOKE), ...busPolicy({ AWS: `arn:aws:iam::${ACCOUNT}:root` }) },
};

/** Faults of the hub that are found at the spoke. */
export const HUB_OF_SPOKE_FAULTS: readonly PlantedFault[] = [
  [
    "a hub's event bus that was deleted",
    { events: { describeEventBus: NO_BUS } },
    [`spoke-hub: The event bus ${busArn()} does not exist.`],
  ],
  [
    "a hub's policy that lacks a spoke's account",
    { events: busPolicy({ AWS: "arn:aws:iam::345678901234:root" }) },
    [`spoke-hub: The policy of ${busArn()} does not let the account ${ACCOUNT} send events.`],
  ],
  [
    "a spoke's account that is in the organization, but not in cloud_accounts",
    { events: busPolicy({ AWS: "*" }), lambda: TOKEN_ENVIRONMENT({}) },
    [`spoke-hub: The hub's cloud_accounts lacks the account ${ACCOUNT}: the hub sets its events aside.`],
  ],
  [
    "a hub without a mechanism of its spoke",
    { events: hubRules(RULES_FOR_SPOKE.filter((name) => !name.startsWith(RULES[2]!))) },
    [`spoke-hub: The event bus ${busArn()} has no rule for the events of the rule ${SPOKE_RULES[2]}: they are lost.`],
  ],
];

export const SPOKE_NOTES: readonly PlantedFault[] = [
  [
    "a hub in another account, without `--hub-profile`",
    {},
    [`spoke-hub: The event bus ${busArn()} is in another account: it was not checked.`],
  ],
];

/** A spoke with events in its dead-letter queue, whose rules send to this bus; undefined: to none. */
export const spokeWithDeadLetters = (bus?: string): RecordedAnswers =>
  withAnswers(SPOKE, {
    events: bus === undefined ? { listTargetsByRule: {} } : spokeTargets({ ...SPOKE_TARGET, Arn: busArn(bus) }),
    iam: rolePolicy({ Effect: "Allow", Action: "events:*", Resource: "*" }),
    sqs: queues({ [SPOKE_DLQ]: [3, 0] }, SPOKE_ATTRIBUTES),
  });

export const spokeWithTargetOfYours: RecordedAnswers = {
  events: spokeTargets({ Arn: queueArn("yours") }, SPOKE_TARGET),
};

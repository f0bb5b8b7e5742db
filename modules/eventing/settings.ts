import { listOf, matching, oneOf, wholeNumber, withoutSpaces } from "../terraform/constraint";
import { settings } from "../terraform/setting";
import {
  EMAIL_ADDRESS,
  IAM_POLICY_ARN,
  KMS_KEY_ARN,
  LAYERS,
  LOG_RETENTION_DAYS,
  NAME_PREFIX,
  RUNBOOK_PATH,
  RUNBOOK_URL,
  RUNTIME,
  TOPIC_ARN,
} from "./constraints";

/** Lambda's longest time-out of a function, in seconds. */
export const LONGEST_TIMEOUT_SECONDS = 900;

/** What can be set about the package of a function. */
export const FUNCTION_PACKAGE_SETTINGS = settings({
  filename: {
    type: "string",
    description: "Path of the zip file.",
    absent: "the function package that comes with the module",
    constraint: matching("\\S(?:.*\\S)?", "the path of a zip file"),
  },
  handler: {
    type: "string",
    description: "The function in the package that Lambda calls.",
    default: "index.handler",
    constraint: withoutSpaces(128),
  },
  layers: {
    type: "list(string)",
    description: "ARNs of Lambda layers.",
    default: [],
    constraint: LAYERS,
  },
});

/** What can be set about a function. */
export const FUNCTION_SETTINGS = settings({
  name: {
    type: "string",
    description: "The function's name. The role's name adds the region.",
    constraint: matching("[A-Za-z0-9_-]{1,49}", "1 to 49 letters, digits, hyphens and underscores"),
  },
  runtime: {
    type: "string",
    description: "Lambda runtime of the function.",
    default: "nodejs22.x",
    constraint: RUNTIME,
  },
  architecture: {
    type: "string",
    description: "Instruction set of the function. Not every region has `arm64`: China's have `x86_64` only.",
    default: "arm64",
    constraint: oneOf(["arm64", "x86_64"]),
  },
  functionMemorySize: {
    type: "number",
    description: "Memory of the function, in MB.",
    default: 512,
    constraint: wholeNumber(128, 10_240, "MB"),
  },
  functionTimeout: {
    type: "number",
    description: "Time-out of one invocation of the function, in seconds.",
    default: 30,
    constraint: wholeNumber(1, LONGEST_TIMEOUT_SECONDS, "seconds"),
  },
  logRetentionDays: {
    type: "number",
    description: "How long the function's log is kept, in days.",
    default: 30,
    constraint: LOG_RETENTION_DAYS,
  },
  tracing: {
    type: "bool",
    description: "Whether AWS X-Ray traces the function.",
    default: false,
  },
  kmsKeyArn: {
    type: "string",
    description:
      "Customer managed KMS key that encrypts everything stored. Its policy must contain the statements of the key policy that the module returns.",
    absent: "keys that AWS owns or manages",
    constraint: KMS_KEY_ARN,
  },
  permissionsBoundaryArn: {
    type: "string",
    description: "IAM policy that is the permissions boundary of each role.",
    absent: "no permissions boundary",
    constraint: IAM_POLICY_ARN,
  },
});

/** What can be set about a FIFO queue and its dead-letter queue. */
export const FIFO_QUEUE_SETTINGS = settings({
  name: {
    type: "string",
    description: "The queue's name; `.fifo` is appended if it is missing.",
    // Leaves room for the dead-letter queue's name, <name>-dlq.fifo.
    constraint: matching(
      "[A-Za-z0-9_-]{1,71}(?:\\.fifo)?",
      "1 to 71 letters, digits, hyphens and underscores, with or without .fifo at the end",
    ),
  },
  consumerTimeoutSeconds: {
    type: "number",
    description:
      "Time-out of the function that consumes the queue, in seconds. The queue's visibility time-out is six times as long.",
    constraint: FUNCTION_SETTINGS.functionTimeout.constraint,
  },
  maxReceiveCount: {
    type: "number",
    description: "How often an event is received before it moves to the dead-letter queue. AWS recommends 5 or more.",
    default: 10,
    // One would leave no retry.
    constraint: wholeNumber(2, 1000),
  },
  kmsKeyArn: FUNCTION_SETTINGS.kmsKeyArn,
});

/** How long EventBridge tries to deliver an event to a target. The defaults are the most that it allows. */
export const RETRY_SETTINGS = settings({
  maximumRetryAttempts: {
    type: "number",
    description: "Number of times that a delivery is retried.",
    default: 185,
    constraint: wholeNumber(0, 185),
  },
  maximumEventAgeSeconds: {
    type: "number",
    description: "Age in seconds up to which an event is delivered.",
    default: 86_400,
    constraint: wholeNumber(60, 86_400, "seconds"),
  },
});

/** What can be set about a topic and its subscribers. */
export const TOPIC_SETTINGS = settings({
  topicArn: {
    type: "string",
    description: "Existing SNS topic.",
    absent: "a topic is created",
    constraint: TOPIC_ARN,
  },
  createTopic: {
    type: "bool",
    description: "Whether to create the topic. Set false, beside `topicArn`, if that ARN is known only after apply.",
    absent: "the topic is created if `topicArn` is not set",
  },
  emailAddresses: {
    type: "list(string)",
    description: "E-mail addresses that are subscribed to the topic. Each recipient must confirm.",
    default: [],
    constraint: listOf(EMAIL_ADDRESS),
  },
});

/** What can be set about alarms. */
export const ALARMS_SETTINGS = settings({
  enabled: { type: "bool", description: "Whether to create the alarms.", default: true },
  ...TOPIC_SETTINGS,
});

/** What can be set about every flow. */
export const FLOW_SETTINGS = settings({
  namePrefix: {
    type: "string",
    description: "Prefix of all names, so that one account and region can have several copies.",
    default: "",
    constraint: NAME_PREFIX,
  },
  logRetentionDays: FUNCTION_SETTINGS.logRetentionDays,
  kmsKeyArn: FUNCTION_SETTINGS.kmsKeyArn,
  permissionsBoundaryArn: FUNCTION_SETTINGS.permissionsBoundaryArn,
  createDashboard: {
    type: "bool",
    description: "Whether to create a CloudWatch dashboard.",
    default: true,
  },
  runbookUrl: {
    type: "string",
    description:
      "Where your team reads docs/operations.md of this repository, such as `https://git.example.com/your-team/aws-event-relay/blob/main/docs/operations.md`: the alarms' descriptions add the section.",
    default: RUNBOOK_PATH,
    constraint: RUNBOOK_URL,
  },
  tags: {
    type: "map(string)",
    description: "Tags for every resource that supports tags.",
    default: {},
  },
});

import { HTTP_METHOD, HTTPS_URL, RATE_LIMIT } from "../../eventing/constraints";
import { EVENT_AGE, RETRY_ATTEMPTS } from "../../eventing/event-rule";
import type { InputConstraint, ModuleInput } from "../../terraform/module-definition";
import { FILTER_TEXT } from "../constraints";
import {
  AUDIT_LOG_FILTER_TYPE,
  auditLogTexts,
  RUN_EXECUTED_FILTER_TYPE,
  refusedTexts,
  runExecutedTexts,
} from "./filter-expressions";

/** The kinds of destination, and what each needs. */
const TARGETS = {
  sqs: "object({ queue_arn = string, message_group_id = optional(string) })",
  sns: "object({ topic_arn = string })",
  lambda: "object({ function_arn = string })",
  step_functions: "object({ state_machine_arn = string })",
  event_bus: "object({ event_bus_arn = string })",
  cloudwatch_logs: "object({ log_group_arn = string })",
  kinesis: 'object({ stream_arn = string, partition_key_path = optional(string, "$.id") })',
  firehose: "object({ delivery_stream_arn = string })",
  https: `object({ ${[
    "url = string",
    'method = optional(string, "POST")',
    "headers = optional(map(string), {})",
    "rate_limit_per_second = optional(number, 300)",
    "authorization = string",
    'api_key_name = optional(string, "Authorization")',
    'username = optional(string, "")',
    'client_id = optional(string, "")',
    'authorization_endpoint = optional(string, "")',
    'oauth_body = optional(map(string), { grant_type = "client_credentials" })',
  ].join(", ")} })`,
} as const;

const PLACE = "[a-z0-9-]+:[0-9]{12}";

/** What ARN a kind of destination takes: one without a function's version or alias, and without a log group's `:*`. */
const ARNS = {
  sqs: [
    "queue_arn",
    { pattern: `sqs:${PLACE}:[A-Za-z0-9_-]{1,80}(\\\\.fifo)?`, shown: "sqs:<region>:<account>:<queue>" },
  ],
  sns: [
    "topic_arn",
    { pattern: `sns:${PLACE}:[A-Za-z0-9_-]{1,256}`, shown: "sns:<region>:<account>:<topic>, of a standard topic" },
  ],
  lambda: [
    "function_arn",
    {
      pattern: `lambda:${PLACE}:function:[A-Za-z0-9_-]+`,
      shown: "lambda:<region>:<account>:function:<name>, without version or alias",
    },
  ],
  step_functions: [
    "state_machine_arn",
    { pattern: `states:${PLACE}:stateMachine:[^:]+(:[^:]+)?`, shown: "states:<region>:<account>:stateMachine:<name>" },
  ],
  event_bus: [
    "event_bus_arn",
    { pattern: `events:${PLACE}:event-bus/.+`, shown: "events:<region>:<account>:event-bus/<name>" },
  ],
  cloudwatch_logs: [
    "log_group_arn",
    {
      pattern: `logs:${PLACE}:log-group:[^:*]+`,
      shown: "logs:<region>:<account>:log-group:<name>, without :* at the end",
    },
  ],
  kinesis: ["stream_arn", { pattern: `kinesis:${PLACE}:stream/.+`, shown: "kinesis:<region>:<account>:stream/<name>" }],
  firehose: [
    "delivery_stream_arn",
    { pattern: `firehose:${PLACE}:deliverystream/.+`, shown: "firehose:<region>:<account>:deliverystream/<name>" },
  ],
} as const;

const AUTHORIZATIONS = ["API_KEY", "BASIC", "OAUTH_CLIENT_CREDENTIALS"] as const;

const TYPE = `map(object({ ${[
  `run_executed = optional(${RUN_EXECUTED_FILTER_TYPE})`,
  `audit_log = optional(${AUDIT_LOG_FILTER_TYPE})`,
  ...Object.entries(TARGETS).map(([kind, type]) => `${kind} = optional(${type})`),
  "input_transformer = optional(object({ input_paths = optional(map(string), {}), input_template = string }))",
  "maximum_retry_attempts = optional(number, 185)",
  "maximum_event_age_seconds = optional(number, 86400)",
].join(", ")} }))`;

/** A constraint that each destination must keep; the message names those that do not. */
function each(allowed: string, condition: string): InputConstraint {
  return {
    allowed: `a map in which ${allowed}`,
    condition: (reference) => `alltrue([for name, destination in ${reference} : ${condition}])`,
    // A URL may be sensitive; the name of its destination is not, and Terraform would keep back the whole message.
    culprit: (reference) =>
      `nonsensitive(sensitive([for name, destination in ${reference} : name if !(${condition})]))`,
  };
}

/** The texts of filters that EventBridge refuses, by the destination's name. */
function refusedFilters(reference: string): string {
  const ofRuns = `try(${runExecutedTexts("destination.run_executed")}, [])`;
  const ofAuditLog = `try(${auditLogTexts("destination.audit_log")}, [])`;
  const refused = refusedTexts(`concat(${ofRuns}, ${ofAuditLog})`);
  const all = `{ for name, destination in ${reference} : name => ${refused} }`;
  return `{ for name, texts in ${all} : name => texts if length(texts) > 0 }`;
}

/** Exactly one of `names` is there. */
function exactlyOne(names: readonly string[]): string {
  return `length([for part in [${names.map((name) => `destination.${name} != null`).join(", ")}] : part if part]) == 1`;
}

function where(kind: keyof typeof TARGETS, condition: string): string {
  return `destination.${kind} == null || try(${condition}, false)`;
}

export const DESTINATIONS: ModuleInput = {
  type: TYPE,
  description: [
    "Where else events go, by name. Each takes run_executed or audit_log (a filter; {} takes all), and one of sqs, sns, lambda, step_functions, event_bus, cloudwatch_logs, kinesis, firehose, https.",
    "The secret of an https destination (the API key's value, the password, the client secret) is in destination_secrets.",
  ].join(" "),
  default: {},
  constraint: [
    each(
      "every name has 1 to 20 letters, digits, hyphens and underscores",
      'can(regex("^[A-Za-z0-9_-]{1,20}$", name))',
    ),
    each("every destination has either run_executed or audit_log", exactlyOne(["run_executed", "audit_log"])),
    {
      allowed: `a map in which every text of a filter is ${FILTER_TEXT.allowed}`,
      condition: (reference) => `length(${refusedFilters(reference)}) == 0`,
      culprit: refusedFilters,
    },
    each(`every destination has exactly one of ${Object.keys(TARGETS).join(", ")}`, exactlyOne(Object.keys(TARGETS))),
    ...Object.entries(ARNS).map(([kind, [attribute, resource]]) =>
      each(
        `every ${kind} ${attribute} is an ARN, arn:aws:${resource.shown}`,
        where(
          kind as keyof typeof TARGETS,
          `can(regex("^arn:aws[a-z-]*:${resource.pattern}$", destination.${kind}.${attribute}))`,
        ),
      ),
    ),
    each(
      `every maximum_retry_attempts is ${RETRY_ATTEMPTS.allowed}, and every maximum_event_age_seconds ${EVENT_AGE.allowed}`,
      `${RETRY_ATTEMPTS.condition("destination.maximum_retry_attempts")} && ${EVENT_AGE.condition("destination.maximum_event_age_seconds")}`,
    ),
    each(
      "an sqs destination has a message_group_id of 1 to 128 characters where its queue is a FIFO queue",
      where(
        "sqs",
        'destination.sqs.message_group_id == null ? !endswith(destination.sqs.queue_arn, ".fifo") : length(destination.sqs.message_group_id) >= 1 && length(destination.sqs.message_group_id) <= 128',
      ),
    ),
    each(`every https url is ${HTTPS_URL.allowed}`, where("https", HTTPS_URL.condition("destination.https.url"))),
    each(
      `every https method is ${HTTP_METHOD.allowed}`,
      where("https", HTTP_METHOD.condition("destination.https.method")),
    ),
    each(
      `every https authorization is one of ${AUTHORIZATIONS.join(", ")}`,
      where("https", `contains(${JSON.stringify(AUTHORIZATIONS)}, destination.https.authorization)`),
    ),
    each(
      "an https destination with BASIC has a username, and one with OAUTH_CLIENT_CREDENTIALS a client_id and an authorization_endpoint that is an https URL",
      where(
        "https",
        `(destination.https.authorization != "BASIC" || destination.https.username != "") && (destination.https.authorization != "OAUTH_CLIENT_CREDENTIALS" || (destination.https.client_id != "" && ${HTTPS_URL.condition("destination.https.authorization_endpoint")}))`,
      ),
    ),
    each(
      `every https rate_limit_per_second is ${RATE_LIMIT.allowed}`,
      where("https", RATE_LIMIT.condition("destination.https.rate_limit_per_second")),
    ),
  ],
};

export const DESTINATION_SECRETS: ModuleInput = {
  type: "map(string)",
  description:
    "Secrets of https destinations by the destination's name: the API key's value, the password, or the client secret. They become part of a secret that EventBridge keeps, and of Terraform's state.",
  default: {},
  sensitive: true,
};

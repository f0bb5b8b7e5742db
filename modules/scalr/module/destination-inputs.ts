import {
  DEFAULT_EVENT_AGE_SECONDS,
  DEFAULT_RETRY_ATTEMPTS,
  EVENT_AGE_SECONDS,
  RETRY_ATTEMPTS,
} from "../../eventing/event-rule";
import { INPUT_TRANSFORMER } from "../../eventing/input-transformer";
import type { InputConstraint, ModuleInput } from "../../terraform/module-definition";
import { DESTINATION_NAME, FILTER_TEXT } from "../constraints";
import type { DestinationAttribute, DestinationKind } from "./destination-kind";
import { DESTINATION_KINDS } from "./destination-kinds";
import {
  AUDIT_LOG_FILTER_TYPE,
  auditLogTexts,
  RUN_EXECUTED_FILTER_TYPE,
  refusedTexts,
  runExecutedTexts,
} from "./filter-expressions";

const KINDS = Object.entries(DESTINATION_KINDS);

const TYPE = `map(object({ ${[
  `run_executed = optional(${RUN_EXECUTED_FILTER_TYPE})`,
  `audit_log = optional(${AUDIT_LOG_FILTER_TYPE})`,
  ...KINDS.map(([kind, { attributes }]) => `${kind} = optional(${objectType(attributes)})`),
  "input_transformer = optional(object({ input_paths = optional(map(string), {}), input_template = string }))",
  `maximum_retry_attempts = optional(number, ${DEFAULT_RETRY_ATTEMPTS})`,
  `maximum_event_age_seconds = optional(number, ${DEFAULT_EVENT_AGE_SECONDS})`,
].join(", ")} }))`;

export const DESTINATIONS: ModuleInput = {
  type: TYPE,
  description: [
    `Destinations of events, by name. Each has run_executed or audit_log (a filter; {} matches all events), and one of ${Object.keys(DESTINATION_KINDS).join(", ")}.`,
    "The secret of an https destination (the API key's value, the password or the client secret) is in destination_secrets.",
  ].join(" "),
  default: {},
  constraint: [
    each(`every name has ${DESTINATION_NAME.allowed}`, DESTINATION_NAME.condition("name")),
    each("every destination has either run_executed or audit_log", exactlyOne(["run_executed", "audit_log"])),
    {
      allowed: `a map in which every text of a filter is ${FILTER_TEXT.allowed}`,
      condition: (reference) => `length(${refusedFilters(reference)}) == 0`,
      culprit: refusedFilters,
    },
    each(
      `every destination has exactly one of ${Object.keys(DESTINATION_KINDS).join(", ")}`,
      exactlyOne(Object.keys(DESTINATION_KINDS)),
    ),
    ...KINDS.flatMap(([name, kind]) => constraintsOf(name, kind)),
    each(
      `every input_transformer has ${INPUT_TRANSFORMER.allowed}`,
      ifSet("input_transformer", INPUT_TRANSFORMER.condition("destination.input_transformer")),
    ),
    each(
      `every maximum_retry_attempts is ${RETRY_ATTEMPTS.allowed}`,
      RETRY_ATTEMPTS.condition("destination.maximum_retry_attempts"),
    ),
    each(
      `every maximum_event_age_seconds is ${EVENT_AGE_SECONDS.allowed}`,
      EVENT_AGE_SECONDS.condition("destination.maximum_event_age_seconds"),
    ),
  ],
};

export const DESTINATION_SECRETS: ModuleInput = {
  type: "map(string)",
  description:
    "Secrets of https destinations by the destination's name: the API key's value, the password, or the client secret. They become part of a secret that EventBridge manages, and of Terraform's state.",
  default: {},
  sensitive: true,
};

function constraintsOf(name: string, { attributes, constraint }: DestinationKind): InputConstraint[] {
  const reference = `destination.${name}`;
  const ofAttributes = Object.entries(attributes).flatMap(([attribute, { constraint: own }]) =>
    own
      ? [each(`every ${name} ${attribute} is ${own.allowed}`, ifSet(name, own.condition(`${reference}.${attribute}`)))]
      : [],
  );
  return constraint
    ? [...ofAttributes, each(constraint.allowed, ifSet(name, constraint.condition(reference)))]
    : ofAttributes;
}

/** Terraform's type of a kind. */
function objectType(attributes: Readonly<Record<string, DestinationAttribute>>): string {
  const parts = Object.entries(attributes).map(([name, { type, default: value }]) => {
    if (value === undefined) return `${name} = ${type}`;
    return `${name} = optional(${value === null ? type : `${type}, ${hcl(value)}`})`;
  });
  return `object({ ${parts.join(", ")} })`;
}

function hcl(value: NonNullable<DestinationAttribute["default"]>): string {
  if (typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, text]) => `${key} = ${JSON.stringify(text)}`);
  return entries.length > 0 ? `{ ${entries.join(", ")} }` : "{}";
}

/** A constraint on each destination. The message names those that do not meet it. */
function each(allowed: string, condition: string): InputConstraint {
  return {
    allowed: `a map in which ${allowed}`,
    condition: (reference) => `alltrue([for name, destination in ${reference} : ${condition}])`,
    // A URL may be sensitive, and Terraform would then withhold the whole message; a name is not.
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

function exactlyOne(attributes: readonly string[]): string {
  return `length([for part in [${attributes.map((name) => `destination.${name} != null`).join(", ")}] : part if part]) == 1`;
}

function ifSet(attribute: string, condition: string): string {
  return `destination.${attribute} == null || try(${condition}, false)`;
}

import { INPUT_TRANSFORMER } from "../../eventing/input-transformer";
import { RETRY_SETTINGS } from "../../eventing/settings";
import type { InputConstraint, ModuleInput } from "../../terraform/module-input";
import { attributeType, objectInput } from "../../terraform/object-input";
import { inputsOf } from "../../terraform/setting";
import { DESTINATION_NAME, FILTER_TEXT } from "../constraints";
import { DESTINATION_KINDS } from "./destination-kinds";
import {
  AUDIT_LOG_FILTER_TYPE,
  auditLogTexts,
  RUN_EXECUTED_FILTER_TYPE,
  refusedTexts,
  runExecutedTexts,
} from "./filter-expressions";

const KIND_NAMES = Object.keys(DESTINATION_KINDS);
const KINDS: readonly (readonly [name: string, kind: ModuleInput])[] = Object.entries(DESTINATION_KINDS).map(
  ([name, { receiver, attributes, constraints }]) => [
    name,
    objectInput(attributes, { description: receiver, constraints }),
  ],
);
const RETRIES = Object.entries(inputsOf(RETRY_SETTINGS));

const TYPE = `map(object({ ${[
  `run_executed = optional(${RUN_EXECUTED_FILTER_TYPE})`,
  `audit_log = optional(${AUDIT_LOG_FILTER_TYPE})`,
  ...KINDS.map(([name, { type }]) => `${name} = optional(${type})`),
  "input_transformer = optional(object({ input_paths = optional(map(string), {}), input_template = string }))",
  ...RETRIES.map(attributeType),
].join(", ")} }))`;

export const DESTINATIONS: ModuleInput = {
  type: TYPE,
  description: [
    `Destinations of events, by name. Each has run_executed or audit_log (a filter; {} matches all events), and one of ${KIND_NAMES.join(", ")}.`,
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
    each(`every destination has exactly one of ${KIND_NAMES.join(", ")}`, exactlyOne(KIND_NAMES)),
    ...KINDS.flatMap(([name, { constraint }]) =>
      constraintsOf(constraint).map(({ allowed, condition }) =>
        each(`every ${name} is ${allowed}`, ifSet(name, condition(`destination.${name}`))),
      ),
    ),
    each(
      `every input_transformer has ${INPUT_TRANSFORMER.allowed}`,
      ifSet("input_transformer", INPUT_TRANSFORMER.condition("destination.input_transformer")),
    ),
    ...RETRIES.flatMap(([name, { constraint }]) =>
      constraintsOf(constraint).map(({ allowed, condition }) =>
        each(`every ${name} is ${allowed}`, condition(`destination.${name}`)),
      ),
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

function constraintsOf(constraint: ModuleInput["constraint"] = []): readonly InputConstraint[] {
  return Array.isArray(constraint) ? (constraint as readonly InputConstraint[]) : [constraint as InputConstraint];
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

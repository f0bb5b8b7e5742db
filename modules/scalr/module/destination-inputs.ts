import { INPUT_TRANSFORMER } from "../../eventing/input-transformer";
import { RETRY_SETTINGS } from "../../eventing/settings";
import type { Constraint } from "../../terraform/constraint";
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

/** The texts of a destination's filter that EventBridge refuses. */
const REFUSED = refusedTexts(
  `concat(try(${runExecutedTexts("destination.run_executed")}, []), try(${auditLogTexts("destination.audit_log")}, []))`,
);

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
  example:
    '{ deployments = { run_executed = { results = ["applied"] }, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:deployments" } } }',
  default: {},
  constraint: [
    each("must be an object", "destination != null", "destination"),
    {
      allowed: DESTINATION_NAME.allowed,
      condition: (reference) => `alltrue([for name in keys(${reference}) : ${DESTINATION_NAME.condition("name")}])`,
      message: (reference) =>
        `format("The name of a destination must be %s, not %s.", ${JSON.stringify(DESTINATION_NAME.allowed)}, jsonencode([for name in keys(${reference}) : name if !(${DESTINATION_NAME.condition("name")})]))`,
    },
    exactlyOne(["run_executed", "audit_log"]),
    each(
      `must have a filter in which every text is ${FILTER_TEXT.allowed}`,
      unlessNull("destination", `length(${REFUSED}) == 0`),
      REFUSED,
    ),
    exactlyOne(KIND_NAMES),
    ...KINDS.flatMap(([name, { constraint }]) => constraintsOf(constraint).map((each) => ofKind(name, each))),
    each(
      `must have ${INPUT_TRANSFORMER.allowed}`,
      inDestination("input_transformer", INPUT_TRANSFORMER.condition),
      "destination.input_transformer",
      "input_transformer",
    ),
    ...Object.entries(DESTINATION_KINDS).flatMap(([name, { inputTemplate }]) =>
      inputTemplate ? [templateOf(name, inputTemplate)] : [],
    ),
    ...RETRIES.flatMap(([name, { constraint }]) =>
      constraintsOf(constraint).map(({ allowed, condition }) =>
        each(`must be ${allowed}`, inDestination(name, condition), `destination.${name}`, name),
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
  constraint: {
    allowed: "a map of secrets that are not empty",
    condition: (reference) =>
      `alltrue([for secret in values(${reference}) : secret == null ? false : length(secret) > 0])`,
    message: (reference) =>
      `format("destination_secrets must be a map of secrets that are not empty; the empty ones are %s.", jsonencode(nonsensitive(sensitive([for name, secret in ${reference} : name if secret == null ? true : length(secret) == 0]))))`,
  },
};

function constraintsOf(constraint: ModuleInput["constraint"] = []): readonly InputConstraint[] {
  return Array.isArray(constraint) ? (constraint as readonly InputConstraint[]) : [constraint as InputConstraint];
}

/**
 * A constraint on each destination. The message has a sentence for each that does not meet it.
 * @param must what a destination, or what is at `path` in it, must be
 * @param condition an HCL expression on `destination`
 * @param value what is wrong, as an HCL expression on `destination`
 * @param path where it is in the destination
 */
function each(must: string, condition: string, value: string, path = ""): InputConstraint {
  const sentence = `format("destinations.%s%s %s, not %s.", name, ${JSON.stringify(path && `.${path}`)}, ${JSON.stringify(must)}, jsonencode(${value}))`;
  return {
    allowed: must,
    condition: (reference) => `alltrue([for name, destination in ${reference} : ${condition}])`,
    message: (reference) =>
      asWritten(`join(" ", [for name, destination in ${reference} : ${sentence} if !(${condition})])`),
  };
}

/** A constraint on the template of an input transformer for one kind of destination. */
function templateOf(kind: string, { allowed, condition }: Constraint<string>): InputConstraint {
  const isOther = `destination.${kind} == null`;
  const template = inDestination("input_transformer", (reference) => condition(`${reference}.input_template`));
  return each(
    `must be ${allowed}`,
    `try(${isOther}, true) ? true : ${template}`,
    "destination.input_transformer.input_template",
    "input_transformer.input_template",
  );
}

/** A constraint on the attributes of one kind of destination. */
function ofKind(kind: string, { attribute = "", allowed, condition }: InputConstraint): InputConstraint {
  const value = `destination.${kind}.${attribute}`;
  const constraint = (shown: string) =>
    each(`must be ${allowed}`, inDestination(kind, condition), shown, `${kind}.${attribute}`);
  return DESTINATION_KINDS[kind]?.hasSecrets ? withNames(constraint(beginning(value))) : constraint(value);
}

/** Terraform's JSON has codes in place of the brackets of a placeholder, `<name>`. */
function asWritten(text: string): string {
  return `replace(replace(${text}, "\\\\u003c", "<"), "\\\\u003e", ">")`;
}

/** How a text begins, and the keys of a map: a person recognizes it, and it reveals no secret. */
function beginning(value: string): string {
  return `try(keys(${value}), length(${value}) > 7 ? join("", [substr(${value}, 0, 7), "…"]) : ${value}, ${value})`;
}

/** A URL may be sensitive, and Terraform would then withhold the whole message; what the message shows is not. */
function withNames({ message, ...constraint }: InputConstraint): InputConstraint {
  return { ...constraint, message: message && ((reference) => `nonsensitive(sensitive(${message(reference)}))`) };
}

function exactlyOne(attributes: readonly string[]): InputConstraint {
  const given = `[for part in ${JSON.stringify(attributes)} : part if destination[part] != null]`;
  return withNames(
    each(
      `must have exactly one of ${attributes.join(", ")}`,
      unlessNull("destination", `length(${given}) == 1`),
      given,
    ),
  );
}

/** The condition on an attribute of the destination, unless that or the destination is null. */
function inDestination(attribute: string, condition: (reference: string) => string): string {
  const reference = `destination.${attribute}`;
  return unlessNull("destination", unlessNull(reference, condition(reference)));
}

/** Terraform evaluates both sides of || before version 1.12. A destination that is null has a sentence of its own. */
function unlessNull(reference: string, condition: string): string {
  return `${reference} == null ? true : try(${condition}, false)`;
}

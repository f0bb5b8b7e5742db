import { Token } from "cdktf";
import { type Constraint, listOf, matching } from "../terraform/constraint";

/** What a target receives instead of the event. */
export interface InputTransformer {
  /** JSON paths in the event by name, at most 100, e.g. `{ workspace: "$.detail.event.workspace" }`. */
  readonly inputPaths?: Record<string, string>;
  /** Text or JSON of 1 to 8,192 characters, in which `<name>` stands for the value at the path of that name. */
  readonly inputTemplate: string;
}

const MAX_PATHS = 100;
const MAX_TEMPLATE = 8192;
const PLACEHOLDER = "<([A-Za-z0-9_.-]+)>";
/** How EventBridge's own placeholders begin, such as `<aws.events.rule-name>`. */
const OWN_PLACEHOLDER = "aws.events.";
const PATH_NAME = "[A-Za-z0-9_-]{1,256}";
/** How the name of a path must not begin. */
const RESERVED = "AWS";
const PATHS = listOf(matching("\\$.{0,255}", "JSON paths"));

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html */
export const INPUT_TRANSFORMER: Constraint<InputTransformer> = {
  allowed: `at most ${MAX_PATHS} input paths, and a template of 1 to ${MAX_TEMPLATE} characters in which each <name> is that of an input path, or begins with ${OWN_PLACEHOLDER}; paths begin with $, and their names are letters, digits, hyphens and underscores, and do not begin with ${RESERVED}`,
  accepts: ({ inputPaths = {}, inputTemplate }) =>
    Token.isUnresolved(inputPaths) ||
    Token.isUnresolved(inputTemplate) ||
    (Object.keys(inputPaths).length <= MAX_PATHS &&
      Object.keys(inputPaths).every((name) => new RegExp(`^${PATH_NAME}$`).test(name) && !name.startsWith(RESERVED)) &&
      PATHS.accepts(Object.values(inputPaths)) &&
      Boolean(inputTemplate) &&
      inputTemplate.length <= MAX_TEMPLATE &&
      [...inputTemplate.matchAll(new RegExp(PLACEHOLDER, "g"))].every(
        ([, name = ""]) => name in inputPaths || name.startsWith(OWN_PLACEHOLDER),
      )),
  condition: (transformer) =>
    [
      `length(${transformer}.input_paths) <= ${MAX_PATHS}`,
      `length(${transformer}.input_template) >= 1`,
      `length(${transformer}.input_template) <= ${MAX_TEMPLATE}`,
      `alltrue([for name in keys(${transformer}.input_paths) : can(regex(${JSON.stringify(`^${PATH_NAME}$`)}, name)) && !startswith(name, "${RESERVED}")])`,
      PATHS.condition(`values(${transformer}.input_paths)`),
      `alltrue([for name in flatten(regexall(${JSON.stringify(PLACEHOLDER)}, ${transformer}.input_template)) : startswith(name, "${OWN_PLACEHOLDER}") || contains(keys(${transformer}.input_paths), name)])`,
    ].join(" && "),
};

import { Token } from "cdktf";
import type { Constraint } from "../terraform/constraint";

/** What a target receives instead of the event. */
export interface InputTransformer {
  /** JSON paths in the event by name, at most 100, e.g. `{ workspace: "$.detail.event.workspace" }`. */
  readonly inputPaths?: Record<string, string>;
  /** Text or JSON of 1 to 8,192 characters, in which `<name>` stands for the value at the path of that name. */
  readonly inputTemplate: string;
}

const MAX_PATHS = 100;
const MAX_TEMPLATE = 8192;
/** EventBridge's own placeholders, such as `<aws.events.rule-name>`, have dots, and so are not matched. */
const PLACEHOLDER = "<([A-Za-z0-9_-]+)>";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html */
export const INPUT_TRANSFORMER: Constraint<InputTransformer> = {
  allowed: `at most ${MAX_PATHS} input paths, and a template of 1 to ${MAX_TEMPLATE} characters in which each <name> is that of an input path`,
  accepts: ({ inputPaths = {}, inputTemplate }) =>
    Token.isUnresolved(inputPaths) ||
    Token.isUnresolved(inputTemplate) ||
    (Object.keys(inputPaths).length <= MAX_PATHS &&
      inputTemplate.length >= 1 &&
      inputTemplate.length <= MAX_TEMPLATE &&
      [...inputTemplate.matchAll(new RegExp(PLACEHOLDER, "g"))].every(([, name = ""]) => name in inputPaths)),
  condition: (transformer) =>
    [
      `length(${transformer}.input_paths) <= ${MAX_PATHS}`,
      `length(${transformer}.input_template) >= 1`,
      `length(${transformer}.input_template) <= ${MAX_TEMPLATE}`,
      `length(setsubtract(flatten(regexall(${JSON.stringify(PLACEHOLDER)}, ${transformer}.input_template)), keys(${transformer}.input_paths))) == 0`,
    ].join(" && "),
};

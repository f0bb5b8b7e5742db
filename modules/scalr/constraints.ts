import { type Constraint, matching, replacing } from "../terraform/constraint";

/** AWS's limit. */
const LONGEST_EVENT_SOURCE_NAME = 256;
const SCALR_SOURCE_NAME = replacing(
  "aws.partner/scalr.com/your-account/your-integration",
  matching(
    "aws\\.partner/scalr\\.com(?:/[.A-Za-z0-9_-]+)+",
    `the name that Scalr shows, of the form aws.partner/scalr.com/<account>/<integration>, with at most ${LONGEST_EVENT_SOURCE_NAME} characters`,
  ),
);

/**
 * Scalr's partner event sources in EventBridge. AWS allows any number of parts.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html
 */
export const EVENT_SOURCE_NAME: Constraint<string> = {
  ...SCALR_SOURCE_NAME,
  accepts: (name) => SCALR_SOURCE_NAME.accepts(name) && name.length <= LONGEST_EVENT_SOURCE_NAME,
  condition: (reference) =>
    `length(${reference}) <= ${LONGEST_EVENT_SOURCE_NAME} && ${SCALR_SOURCE_NAME.condition(reference)}`,
};

export const AWS_ACCOUNT_ID = matching("[0-9]{12}", "12 digits");
export const AWS_REGION = matching("[a-z]{2,}(?:-[a-z]+)+-[0-9]", "the name of an AWS region, such as eu-central-1");
export const CONNECTION_NAME = matching(
  "\\S(?:.*\\S)?",
  "a text that is not empty and neither begins nor ends with a space",
);

/** Short enough for the names of a destination's rule, role and queue. */
export const DESTINATION_NAME = matching("[A-Za-z0-9_-]{1,20}", "1 to 20 letters, digits, hyphens and underscores");

/** What EventBridge accepts as a wildcard: no two asterisks in a row, and a backslash only before `*` or another one. */
const WILDCARD = "^(?:\\*?(?:[^*\\\\]|\\\\[*\\\\]))*\\*?$";

/**
 * A text of a filter.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const FILTER_TEXT: Constraint<string> = {
  allowed:
    "a text of at least one character and without **; if it has an asterisk, each \\ must be followed by * or \\",
  accepts: (text) => Boolean(text) && (!text.includes("*") || new RegExp(WILDCARD).test(text)),
  // Before version 1.12, Terraform evaluates both sides of &&, and strcontains fails for null.
  condition: (reference) =>
    `try(${reference} != "" && (!strcontains(${reference}, "*") || can(regex(${JSON.stringify(WILDCARD)}, ${reference}))), false)`,
};

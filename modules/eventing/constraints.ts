import { type Constraint, listOf, matching, oneOf, type PatternConstraint } from "../terraform/constraint";

/** The periods, in days, for which CloudWatch Logs can keep a log group. */
export const LOG_RETENTION_DAYS = oneOf<number>([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

/** Lets several copies fit one account. Short enough for every name that begins with it. */
export const NAME_PREFIX = matching(
  "(?:[a-z0-9][a-z0-9-]{0,15})?",
  "empty or up to 16 lower-case letters, digits and hyphens that begin with a letter or digit",
);

/** The ARN of a KMS key. An alias is refused, because IAM policies take none. */
export const KMS_KEY_ARN = regionalArn("a KMS key", "kms", "key/[A-Za-z0-9-]+", "key/<id>");

/** The ARN of an IAM policy. */
export const IAM_POLICY_ARN = matching(
  "arn:aws[a-z-]*:iam::(?:[0-9]{12}|aws):policy/.+",
  "the ARN of an IAM policy, arn:aws:iam::<account>:policy/<name>",
);

export const HTTPS_URL = matching("https://[^\\s]+", "a URL without spaces that begins with https://");

/** The path of the runbook in this repository. */
export const RUNBOOK_PATH = "docs/operations.md";
/** Short enough for an alarm's description of 1,024 characters, with text and fragment. */
export const RUNBOOK_URL = matching(
  `${RUNBOOK_PATH.replace(".", "\\.")}|https://[^\\s#"\\\\]{1,192}`,
  `${RUNBOOK_PATH}, or a URL of up to 200 characters, without spaces, quotes, backslashes and fragment, that begins with https://`,
);

/** A FIFO topic is refused: neither alarms nor rules publish to one. */
export const TOPIC_ARN = regionalArn("a standard SNS topic", "sns", "[A-Za-z0-9_-]{1,256}", "<name>");
export const EMAIL_ADDRESS = matching("[^@\\s]+@[^@\\s]+", "e-mail addresses");

/** The identifier of a Lambda runtime. */
export const RUNTIME = matching(
  "(?:nodejs|python|java|dotnet|ruby|provided)[a-z0-9.]*",
  "the identifier of a Lambda runtime, such as nodejs22.x or python3.12",
);
/** The runtimes of the functions that come with the modules. */
export const NODE_RUNTIME = matching(
  "nodejs(?:2[2-9]|[3-9][0-9])\\.x",
  "a Node.js runtime from nodejs22.x on, such as nodejs24.x",
);
/** Lambda's limit. */
const MAX_LAYERS = 5;
const LAYER_ARNS = listOf(
  regionalArn("a version of a Lambda layer", "lambda", "layer:[A-Za-z0-9_-]+:[0-9]+", "layer:<name>:<version>"),
);
export const LAYERS: Constraint<readonly string[]> = {
  allowed: `a list of at most ${MAX_LAYERS} ARNs of versions of layers, arn:aws:lambda:<region>:<account>:layer:<name>:<version>`,
  accepts: (layers) => layers.length <= MAX_LAYERS && LAYER_ARNS.accepts(layers),
  condition: (reference) => `length(${reference}) <= ${MAX_LAYERS} && ${LAYER_ARNS.condition(reference)}`,
};

/**
 * The ARN of a resource of one region of an account.
 * @param what the resource, e.g. `an SQS queue`
 * @param service the ARN's service, e.g. `sqs`
 * @param pattern the resource part as a regular expression
 * @param example the resource part as a person reads it
 */
export function regionalArn(what: string, service: string, pattern: string, example: string): PatternConstraint {
  return matching(
    `arn:aws[a-z-]*:${service}:[a-z0-9-]+:[0-9]{12}:${pattern}`,
    `the ARN of ${what}, arn:aws:${service}:<region>:<account>:${example}`,
  );
}

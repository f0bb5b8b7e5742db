import { matching, oneOf, wholeNumber } from "../terraform/constraint";

/** The periods, in days, for which CloudWatch Logs keeps a log group. */
export const LOG_RETENTION_DAYS = oneOf<number>([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

/** What lets several copies fit one account; short enough for every name that is made of it. */
export const NAME_PREFIX = matching(
  "(?:[a-z0-9][a-z0-9-]{0,15})?",
  "empty or up to 16 lower-case letters, digits and hyphens that begin with a letter or digit",
);

/** The ARN of a KMS key; an alias will not do, because policies take none. */
export const KMS_KEY_ARN = matching(
  "arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+",
  "the ARN of a KMS key, arn:aws:kms:<region>:<account>:key/<id>",
);

/** The ARN of an IAM policy. */
export const IAM_POLICY_ARN = matching(
  "arn:aws[a-z-]*:iam::(?:[0-9]{12}|aws):policy/.+",
  "the ARN of an IAM policy, arn:aws:iam::<account>:policy/<name>",
);

export const HTTPS_URL = matching("https://[^\\s]+", "an https URL");
export const HTTP_METHOD = oneOf<string>(["POST", "PUT", "PATCH", "GET", "DELETE", "HEAD", "OPTIONS"]);
export const RATE_LIMIT = wholeNumber(1, 300, "requests per second");

export const TOPIC_ARN = matching(
  "arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+",
  "the ARN of an SNS topic, arn:aws:sns:<region>:<account>:<name>",
);
export const EMAIL_ADDRESS = matching("[^@\\s]+@[^@\\s]+", "e-mail addresses");

/** The identifier of a Lambda runtime. */
export const RUNTIME = matching(
  "(?:nodejs|python|java|dotnet|ruby|provided)[a-z0-9.]*",
  "the identifier of a Lambda runtime, such as nodejs22.x or python3.12",
);

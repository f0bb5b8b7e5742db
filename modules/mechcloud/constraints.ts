import { ENDPOINT_URL_ALLOWED, ENDPOINT_URL_PATTERN } from "../../lambda-src/contract/endpoint";
import { ON_FAILURES, PAYLOADS } from "../../lambda-src/contract/forwarder-environment";
import { matching, oneOf, someOf, wholeNumber } from "../terraform/constraint";
import { SYNC_MECHANISMS } from "./event-patterns";

export const CLOUD_ACCOUNT_ID = matching(
  "[A-Za-z0-9_-]{1,128}",
  "the id that MechCloud gave the cloud account: 1 to 128 letters, digits, hyphens and underscores",
);
export const TEAM_ID = matching(
  "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
  "the id of a MechCloud team, a UUID such as d65e32d2-e18f-49a7-8cbf-e19205772ea0",
);
export const ENDPOINT_URL = matching(ENDPOINT_URL_PATTERN, ENDPOINT_URL_ALLOWED);
export const PAYLOAD = oneOf(PAYLOADS);
export const ON_FAILURE = oneOf(ON_FAILURES);
export const SYNC_MECHANISM_LIST = someOf(SYNC_MECHANISMS);
export const BATCH_SIZE = wholeNumber(1, 10);
/** Less would not suffice to read the token again and post with it. */
export const FUNCTION_TIMEOUT = wholeNumber(10, 900, "seconds");
export const FUNCTION_MEMORY = wholeNumber(128, 10_240, "MB");
export const ARCHIVE_RETENTION_DAYS = wholeNumber(1, 3650, "days");
export const TRAIL_LOG_RETENTION_DAYS = wholeNumber(1, 3650, "days");
export const RUNTIME = matching(
  "(?:nodejs|python|java|dotnet|ruby|provided)[a-z0-9.]*",
  "the identifier of a Lambda runtime, such as nodejs22.x or python3.12",
);
export const SECRET_ARN = matching(
  "arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:.+",
  "the ARN of a secret, arn:aws:secretsmanager:<region>:<account>:secret:<name>",
);
/** Only Terraform sees the package as one object. */
export const FORWARDER_PACKAGE = {
  allowed: "an object with at most 5 layers and the architecture arm64 or x86_64",
  condition: (reference: string) =>
    `length(${reference}.layers) <= 5 && contains(["arm64", "x86_64"], ${reference}.architecture)`,
};

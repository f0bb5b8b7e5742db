import {
  AWS_ACCOUNT_PATTERN,
  areCloudAccounts,
  CLOUD_ACCOUNT_PATTERN,
  CLOUD_ACCOUNTS_ALLOWED,
  MAX_CLOUD_ACCOUNTS,
  MAX_CLOUD_ACCOUNTS_LENGTH,
} from "../../lambda-src/contract/cloud-accounts";
import { HUB_BUS_PATTERN, RELAY_NAMES } from "../../lambda-src/contract/relay-names";
import { regionalArn } from "../eventing/constraints";
import { type Constraint, listOf, matching } from "../terraform/constraint";

const ACCOUNTS = listOf(matching(AWS_ACCOUNT_PATTERN, "AWS account numbers"));
const CLOUD_ACCOUNT_IDS = listOf(matching(CLOUD_ACCOUNT_PATTERN, "cloud account ids"));

/** Of no default bus: its rules could send the event on, and bring it back. */
export const HUB_BUS_ARN = regionalArn(
  "a hub's event bus",
  "events",
  `event-bus/${HUB_BUS_PATTERN}`,
  `event-bus/<prefix>${RELAY_NAMES.hubBus}`,
);

/** Short enough for the function's environment: see MAX_CLOUD_ACCOUNTS_LENGTH. */
export const CLOUD_ACCOUNTS: Constraint<Record<string, string>> = {
  allowed: CLOUD_ACCOUNTS_ALLOWED,
  accepts: (map) => areCloudAccounts(map, JSON.stringify(map)),
  condition: (map) =>
    [
      `length(${map}) <= ${MAX_CLOUD_ACCOUNTS}`,
      `length(jsonencode(${map})) <= ${MAX_CLOUD_ACCOUNTS_LENGTH}`,
      ACCOUNTS.condition(`keys(${map})`),
      CLOUD_ACCOUNT_IDS.condition(`values(${map})`),
    ].join(" && "),
};

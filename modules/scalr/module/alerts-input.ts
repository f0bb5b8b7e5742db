import { EMAIL_ADDRESS, TOPIC_ARN } from "../../eventing/constraints";
import type { InputConstraint, ModuleInput } from "../../terraform/module-definition";
import { FILTER_TEXT } from "../constraints";
import { refusedTexts } from "./filter-expressions";

const TYPE = `object({ ${[
  'results = optional(list(string), ["errored"])',
  "environments = optional(list(string), [])",
  "workspaces = optional(list(string), [])",
  "topic_arn = optional(string)",
  "create_topic = optional(bool)",
  "email_addresses = optional(list(string), [])",
].join(", ")} })`;

/** A constraint that alerts must keep where there are any. */
function where(allowed: string, condition: (alerts: string) => string): InputConstraint {
  return {
    allowed: `null or an object ${allowed}`,
    condition: (alerts) => `${alerts} == null ? true : ${condition(alerts)}`,
  };
}

/** The variable `alerts`. */
export const ALERTS: ModuleInput = {
  type: TYPE,
  description:
    "Runs as readable messages in an SNS topic: results, environments and workspaces choose runs; topic_arn is a topic that is there already (create_topic = false where its ARN is known only after apply); email_addresses are subscribed. A customer managed key of that topic, other than kms_key_arn, must let the role scalr-run-alerts-<region> call kms:Decrypt and kms:GenerateDataKey. Null: no alerts.",
  default: null,
  constraint: [
    where("whose results are not empty", (alerts) => `length(${alerts}.results) > 0`),
    where(
      `in which every result, environment and workspace is ${FILTER_TEXT.allowed}`,
      (alerts) =>
        `length(${refusedTexts(`concat(${alerts}.results, ${alerts}.environments, ${alerts}.workspaces)`)}) == 0`,
    ),
    where(
      `whose topic_arn is null or ${TOPIC_ARN.allowed}`,
      (alerts) => `${alerts}.topic_arn == null || ${TOPIC_ARN.condition(`${alerts}.topic_arn`)}`,
    ),
    where(
      "whose create_topic is left out, or false just where topic_arn is given",
      (alerts) => `${alerts}.create_topic == null || ${alerts}.create_topic == (${alerts}.topic_arn == null)`,
    ),
    where(
      `whose email_addresses are ${EMAIL_ADDRESS.allowed}`,
      (alerts) => `alltrue([for address in ${alerts}.email_addresses : ${EMAIL_ADDRESS.condition("address")}])`,
    ),
  ],
};

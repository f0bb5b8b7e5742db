import { Token } from "cdktf";
import type { Construct } from "constructs";
import { EMAIL_ADDRESS, TOPIC_ARN } from "../../eventing/constraints";
import { expression } from "../../terraform/expression";
import type { InputConstraint, ModuleInput } from "../../terraform/module-definition";
import { FILTER_TEXT } from "../constraints";
import type { AlertsProps } from "../run-alerts";
import { refusedTexts, runExecutedExpression } from "./filter-expressions";

const TYPE = `object({ ${[
  'results = optional(list(string), ["errored"])',
  "environments = optional(list(string), [])",
  "workspaces = optional(list(string), [])",
  "topic_arn = optional(string)",
  "create_topic = optional(bool)",
  "email_addresses = optional(list(string), [])",
].join(", ")} })`;

/** The variable `alerts`. */
export const ALERTS: ModuleInput = {
  type: TYPE,
  description:
    "Alerts on runs: readable messages in an SNS topic. results, environments and workspaces select runs. topic_arn is an existing topic (set create_topic = false if its ARN is known only after apply); by default a topic is created. email_addresses are subscribed to it. A customer managed key of an existing topic, other than kms_key_arn, must let the role scalr-run-alerts-<region> call kms:Decrypt and kms:GenerateDataKey. Null: no alerts.",
  default: null,
  constraint: [
    orNull("whose results are not empty", (alerts) => `length(${alerts}.results) > 0`),
    orNull(
      `in which every result, environment and workspace is ${FILTER_TEXT.allowed}`,
      (alerts) =>
        `length(${refusedTexts(`concat(${alerts}.results, ${alerts}.environments, ${alerts}.workspaces)`)}) == 0`,
    ),
    orNull(
      `whose topic_arn is null or ${TOPIC_ARN.allowed}`,
      (alerts) => `${alerts}.topic_arn == null || ${TOPIC_ARN.condition(`${alerts}.topic_arn`)}`,
    ),
    orNull(
      "whose create_topic is omitted, or false if and only if topic_arn is set",
      (alerts) => `${alerts}.create_topic == null || ${alerts}.create_topic == (${alerts}.topic_arn == null)`,
    ),
    orNull(
      `whose email_addresses are ${EMAIL_ADDRESS.allowed}`,
      (alerts) => `alltrue([for address in ${alerts}.email_addresses : ${EMAIL_ADDRESS.condition("address")}])`,
    ),
  ],
};

/** A constraint on alerts that are not null. */
function orNull(allowed: string, condition: (alerts: string) => string): InputConstraint {
  return {
    allowed: `null or an object ${allowed}`,
    condition: (alerts) => `${alerts} == null ? true : ${condition(alerts)}`,
  };
}

/** The variable `alerts` as the construct takes it. Its attributes exist only if it is not null. */
export function alertsOf(scope: Construct): AlertsProps {
  const filter =
    "{ results = try(var.alerts.results, []), environments = try(var.alerts.environments, []), workspaces = try(var.alerts.workspaces, []), sources = [], tags = [], dry_run = null, destroy = null }";
  return {
    when: expression(scope, "var.alerts != null"),
    topicArn: Token.asString(expression(scope, "try(var.alerts.topic_arn, null)")),
    createTopic: expression(scope, "try(coalesce(var.alerts.create_topic, var.alerts.topic_arn == null), false)"),
    emailAddresses: Token.asList(expression(scope, "try(var.alerts.email_addresses, [])")),
    eventPattern: expression(scope, `[for filter in [${filter}] : ${runExecutedExpression("filter")}][0]`),
  };
}

import { Token } from "cdktf";
import type { Construct } from "constructs";
import { TOPIC_SETTINGS } from "../../eventing/settings";
import { expression, local } from "../../terraform/expression";
import { objectInput } from "../../terraform/object-input";
import { settings } from "../../terraform/setting";
import { FILTER_TEXT } from "../constraints";
import type { AlertsProps } from "../run-alerts";
import { refusedTexts, runExecutedExpression } from "./filter-expressions";

const ALERTS_ATTRIBUTES = settings({
  results: { type: "list(string)", description: "Results of the runs.", default: ["errored"] },
  environments: { type: "list(string)", description: "Names of environments; empty: all.", default: [] },
  workspaces: { type: "list(string)", description: "Names of workspaces; empty: all.", default: [] },
  ...TOPIC_SETTINGS,
});

/** The variable `alerts`. */
export const ALERTS = objectInput(ALERTS_ATTRIBUTES, {
  description:
    "Alerts on runs: readable messages in an SNS topic. A customer managed key of an existing topic, other than kms_key_arn, must let the role scalr-run-alerts-<region> call kms:Decrypt and kms:GenerateDataKey.",
  example: '{ environments = ["production*"], email_addresses = ["platform@example.com"] }',
  absent: "no alerts",
  constraints: [
    {
      attribute: "results",
      allowed: "a list of at least one result",
      condition: (alerts) => `length(${alerts}.results) > 0`,
    },
    {
      allowed: `an object in which every result, environment and workspace is ${FILTER_TEXT.allowed}`,
      condition: (alerts) => `length(${refusedTexts(textsOf(alerts))}) == 0`,
      culprit: (alerts) => refusedTexts(textsOf(alerts)),
    },
    {
      attribute: "create_topic",
      allowed: "null, false with topic_arn, or true without it",
      condition: (alerts) =>
        `${alerts}.create_topic == null || ${alerts}.create_topic == (${alerts}.topic_arn == null)`,
    },
  ],
});

function textsOf(alerts: string): string {
  return `concat(${alerts}.results, ${alerts}.environments, ${alerts}.workspaces)`;
}

/** The variable `alerts` as the construct expects it. Its attributes exist only if it is not null. */
export function alertsOf(scope: Construct): AlertsProps {
  const filter =
    "{ results = try(var.alerts.results, []), environments = try(var.alerts.environments, []), workspaces = try(var.alerts.workspaces, []), sources = [], tags = [], dry_run = null, destroy = null }";
  return {
    when: expression(scope, "var.alerts != null"),
    topicArn: Token.asString(expression(scope, "try(var.alerts.topic_arn, null)")),
    createTopic: expression(scope, "try(coalesce(var.alerts.create_topic, var.alerts.topic_arn == null), false)"),
    emailAddresses: Token.asList(expression(scope, "try(var.alerts.email_addresses, [])")),
    eventPattern: local(
      scope,
      "run_alerts_pattern",
      `[for filter in [${filter}] : ${runExecutedExpression("filter")}][0]`,
    ),
  };
}

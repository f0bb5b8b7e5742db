import { Token } from "cdktf";
import type { Construct } from "constructs";
import { expression } from "../../terraform/expression";
import { objectInput } from "../../terraform/object-input";
import { ALARMS_SETTINGS } from "../settings";
import type { AlarmsSettings } from "../settings.generated";

/** The variable `alarms` of a published module. */
export const ALARMS_INPUT = objectInput(ALARMS_SETTINGS, {
  description:
    "CloudWatch alarms and their topic. Without topic_arn and with create_topic = false, alarms are visible in CloudWatch only. The policy of an existing topic must let cloudwatch.amazonaws.com call sns:Publish, and that of its customer managed key kms:Decrypt and kms:GenerateDataKey; CloudWatch cannot use alias/aws/sns.",
  example: '{ email_addresses = ["platform@example.com"] }',
  constraints: [
    {
      attribute: "create_topic",
      allowed: "null or false if topic_arn is set",
      condition: (alarms) => `${alarms}.topic_arn == null || ${alarms}.create_topic != true`,
    },
    {
      attribute: "email_addresses",
      allowed: "empty if there is no topic, or if enabled is false",
      condition: (alarms) =>
        `length(${alarms}.email_addresses) == 0 || (${alarms}.enabled && (${alarms}.topic_arn != null || ${alarms}.create_topic != false))`,
    },
  ],
});

/** The variable `alarms` as constructs expect it: with `enabled = false`, there is no topic and no subscriber. */
export function alarmsOf(scope: Construct): AlarmsSettings {
  return {
    enabled: expression(scope, "var.alarms.enabled"),
    topicArn: Token.asString(expression(scope, "var.alarms.topic_arn")),
    createTopic: expression(
      scope,
      "var.alarms.enabled && coalesce(var.alarms.create_topic, var.alarms.topic_arn == null)",
    ),
    emailAddresses: Token.asList(expression(scope, "var.alarms.enabled ? var.alarms.email_addresses : []")),
  };
}

import { Token } from "cdktf";
import type { Construct } from "constructs";
import { expression } from "../../terraform/expression";
import type { ModuleInput } from "../../terraform/module-definition";
import type { AlarmsOptions } from "../alarm-topic";
import { EMAIL_ADDRESS, TOPIC_ARN } from "../constraints";

/** The variable `alarms` of a published module. */
export const ALARMS_INPUT: ModuleInput = {
  type: "object({ enabled = optional(bool, true), topic_arn = optional(string), create_topic = optional(bool), email_addresses = optional(list(string), []) })",
  description:
    "CloudWatch alarms, on by default, and who is told: topic_arn is a topic that is there already (with create_topic = false where its ARN is known only after apply); without it a topic is made, unless create_topic = false. email_addresses are subscribed to the topic. The policy of a topic that is there already must let cloudwatch.amazonaws.com call sns:Publish, and that of its customer managed key kms:Decrypt and kms:GenerateDataKey; alias/aws/sns will not do.",
  default: {},
  constraint: [
    {
      allowed: `an object whose topic_arn is null or ${TOPIC_ARN.allowed}`,
      condition: (alarms) => `${alarms}.topic_arn == null || ${TOPIC_ARN.condition(`${alarms}.topic_arn`)}`,
      culprit: (alarms) => `${alarms}.topic_arn`,
    },
    {
      allowed: `an object whose email_addresses are ${EMAIL_ADDRESS.allowed}`,
      condition: (alarms) =>
        `alltrue([for address in ${alarms}.email_addresses : ${EMAIL_ADDRESS.condition("address")}])`,
      culprit: (alarms) => `${alarms}.email_addresses`,
    },
    {
      allowed: "an object whose create_topic is null or false where topic_arn is given",
      condition: (alarms) => `${alarms}.topic_arn == null || ${alarms}.create_topic != true`,
      culprit: (alarms) => `${alarms}.create_topic`,
    },
    {
      allowed: "an object whose email_addresses are empty where there is no topic",
      condition: (alarms) =>
        `length(${alarms}.email_addresses) == 0 || ${alarms}.topic_arn != null || ${alarms}.create_topic != false`,
      culprit: (alarms) => `${alarms}.email_addresses`,
    },
  ],
};

/** The variable `alarms` as the constructs take it. */
export function alarmsOf(scope: Construct): AlarmsOptions {
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

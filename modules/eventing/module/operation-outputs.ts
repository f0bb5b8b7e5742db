import type { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Fn, Token } from "cdktf";
import type { Construct } from "constructs";
import { choose } from "../../terraform/condition";
import { expression, joined, local } from "../../terraform/expression";
import type { ModuleOutput } from "../../terraform/module-definition";
import { AwsEnvironment } from "../aws-environment";

/**
 * The host of the console in each partition.
 * @see https://docs.aws.amazon.com/general/latest/gr/endpoints-console.html
 */
const CONSOLES = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
};

/** Where to look at a dashboard, if there is one. */
export function dashboardUrl(scope: Construct, dashboard: CloudwatchDashboard | undefined): ModuleOutput {
  const { partition, region } = AwsEnvironment.of(scope);
  const host = Token.asString(Fn.lookup(CONSOLES, partition, CONSOLES.aws));
  return {
    description: "URL of the dashboard in the AWS console; null if there is none.",
    value: choose<string | undefined>(
      expression(scope, "var.create_dashboard"),
      `https://${host}/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboard?.dashboardName}`,
      undefined,
    ),
  };
}

/** A command line of aws-event-relay for this deployment. */
export type CommandLine = (command: string) => string;

/** Command lines with the region and prefix of the module. */
export function commandLines(scope: Construct): CommandLine {
  const { region } = AwsEnvironment.of(scope);
  const prefix = local(scope, "prefix_option", 'var.name_prefix == "" ? "" : " --prefix ${var.name_prefix}"');
  return (command) => joined(`aws-event-relay ${command} --region `, region, Token.asString(prefix));
}

/** A step for each module with alarms. */
export const CONFIRM_SUBSCRIPTIONS =
  "Confirm the subscription by the link in AWS's e-mail to each address in alarms.email_addresses, or subscribe to the topic in alarm_topic_arn.";

/** The output `status_command`. */
export function statusCommand(commandLine: CommandLine): ModuleOutput {
  return {
    description: "Command that shows whether events arrive, what waits, and which alarms are on.",
    value: commandLine("status"),
  };
}

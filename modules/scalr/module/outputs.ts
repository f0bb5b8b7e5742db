import { Fn, Token } from "cdktf";
import { AwsEnvironment } from "../../eventing/aws-environment";
import { commandLines, dashboardUrl, statusCommand } from "../../eventing/module/operation-outputs";
import { DELIVERS } from "../../eventing/subscribers";
import { VERSION_OUTPUT } from "../../eventing/version";
import { choose } from "../../terraform/condition";
import { expression, local } from "../../terraform/expression";
import type { ModuleOutput } from "../../terraform/module-definition";
import type { Destination } from "../destination";
import type { RunAlerts } from "../run-alerts";
import type { ScalrEvents } from "../scalr-events";
import { destinationsInWords, requiredPermissions, UNKNOWN_SECRETS } from "./destinations";
import { nextSteps } from "./next-steps";

/** The outputs of the module `terraform-aws-scalr-events`. */
export function outputsOf(
  events: ScalrEvents,
  alerts: RunAlerts,
  destination: Destination,
): Record<string, ModuleOutput> {
  const { eventBus, runLog, auditLog, deadLetterQueue, keyPolicy } = events;
  const { region } = AwsEnvironment.of(events);
  const commandLine = commandLines(events);
  return {
    delivers: {
      description: DELIVERS,
      value: Fn.tolist(
        Fn.concat([
          local(events, "delivers", events.delivers),
          Token.asList(expression(events, destinationsInWords())),
        ]),
      ),
      precondition: {
        condition: `length(${UNKNOWN_SECRETS}) == 0`,
        errorMessage: `destination_secrets must have names of destinations only, \${jsonencode(keys(var.destinations))}, not \${jsonencode(${UNKNOWN_SECRETS})}.`,
      },
    },
    event_bus_name: { description: "Name of the partner event bus.", value: eventBus.name },
    event_bus_arn: { description: "ARN of the partner event bus.", value: eventBus.arn },
    run_log_group_name: { description: "Name of the log group of runs.", value: runLog.logGroup.name },
    audit_log_group_name: {
      description: "Name of the log group of the audit log, which contains e-mail and IP addresses.",
      value: auditLog.logGroup.name,
    },
    rule_arns: {
      description:
        "ARNs of the rules of the logs and the alerts: run_executed, audit_log, run_alerts. The last is null if there are no alerts.",
      value: {
        run_executed: runLog.rule.rule.arn,
        audit_log: auditLog.rule.rule.arn,
        run_alerts: alerts.rule.rule.arn,
      },
    },
    alert_topic_arn: {
      description: "ARN of the topic of alerts on runs. Null if there are no alerts.",
      value: choose<string | undefined>(expression(events, "var.alerts != null"), alerts.topicArn, undefined),
    },
    dead_letter_queue_url: {
      description: "URL of the queue of events that could not be logged, or for which no alert could be published.",
      value: deadLetterQueue.queue.url,
    },
    dead_letter_queue_arn: {
      description: "ARN of the queue of events that could not be logged, or for which no alert could be published.",
      value: deadLetterQueue.queue.arn,
    },
    destination_dead_letter_queue_urls: {
      description:
        "URLs of the queues of events that could not be delivered to a destination, by the destination's name.",
      value: expression(events, `{ for name, queue in ${destination.deadLetterQueue.queue.fqn} : name => queue.url }`),
    },
    required_permissions: {
      description:
        "Statements that the policies of existing queues and topics, and of functions of other accounts, must contain, as JSON by the destination's name.",
      value: expression(events, requiredPermissions(events)),
    },
    alarm_topic_arn: {
      description: "ARN of the topic of alarms. Null if there is none.",
      value: Fn.one(events.alarmTopic?.actions ?? []),
    },
    logs_command: {
      description: "Command that follows the log of runs.",
      value: `aws logs tail --region ${region} --follow ${runLog.logGroup.name}`,
    },
    dashboard_url: dashboardUrl(events, events.dashboard),
    next_steps: { description: "What remains to do after the first apply.", value: nextSteps(commandLine) },
    status_command: statusCommand(commandLine),
    kms_key_policy: {
      description:
        "Policy that a customer managed key needs, as JSON. It depends on no resource, so that one configuration can create the key and the module.",
      value: keyPolicy.json,
    },
    version: VERSION_OUTPUT,
  };
}

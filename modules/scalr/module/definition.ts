import { Fn, Token } from "cdktf";
import type { Construct } from "constructs";
import { AwsEnvironment } from "../../eventing/aws-environment";
import { IAM_POLICY_ARN, KMS_KEY_ARN, LOG_RETENTION_DAYS, NAME_PREFIX } from "../../eventing/constraints";
import { ALARMS_INPUT, alarmsOf } from "../../eventing/module/alarms-input";
import { tagAll } from "../../eventing/tagging";
import { choose } from "../../terraform/condition";
import { nullOr } from "../../terraform/constraint";
import { expression } from "../../terraform/expression";
import { defineModule, type ModuleOutput } from "../../terraform/module-definition";
import { EVENT_SOURCE_NAME } from "../constraints";
import type { Destination } from "../destination";
import { RUN_ALERTS_ZIP, type RunAlerts } from "../run-alerts";
import { ScalrEvents } from "../scalr-events";
import { ALERTS } from "./alerts-input";
import { DESTINATION_SECRETS, DESTINATIONS } from "./destination-inputs";
import { addDestinations, requiredPermissions } from "./destinations";
import {
  AUDIT_LOG_FILTER_RULE,
  AUDIT_LOG_FILTER_TYPE,
  auditLogExpression,
  RUN_EXECUTED_FILTER_RULE,
  RUN_EXECUTED_FILTER_TYPE,
  runExecutedExpression,
} from "./filter-expressions";
import { NEXT_STEPS } from "./next-steps";

/** Scalr's EventBridge integration as a Terraform module: `terraform-aws-scalr-events`. */
export const scalrEventsModule = defineModule({
  name: "scalr-events",
  inputs: {
    event_source_name: {
      type: "string",
      description:
        "The partner event source's name, aws.partner/scalr.com/<account>/<integration>, as Scalr and the EventBridge console show it.",
      constraint: EVENT_SOURCE_NAME,
    },
    create_event_bus: {
      type: "bool",
      description:
        "Whether the event bus is made, which associates the source with it. Set false where it is associated already.",
      default: true,
    },
    run_executed_filter: {
      type: RUN_EXECUTED_FILTER_TYPE,
      description:
        "Which runs are logged; what is left out does not restrict. A * in a text stands for any characters.",
      default: {},
      constraint: RUN_EXECUTED_FILTER_RULE,
    },
    audit_log_filter: {
      type: AUDIT_LOG_FILTER_TYPE,
      description:
        "Which entries of the audit log are logged; what is left out does not restrict. A * in a text stands for any characters.",
      default: {},
      constraint: AUDIT_LOG_FILTER_RULE,
    },
    run_log_retention_days: {
      type: "number",
      description: "How long runs are kept, in days.",
      default: 30,
      constraint: LOG_RETENTION_DAYS,
    },
    audit_log_retention_days: {
      type: "number",
      description: "How long the audit log is kept, in days.",
      default: 365,
      constraint: LOG_RETENTION_DAYS,
    },
    create_log_resource_policy: {
      type: "bool",
      description:
        "Whether the policy is made that lets the rules write to log groups. Set false where one of the account's ten such policies already lets EventBridge write to /aws/events/*.",
      default: true,
    },
    alerts: ALERTS,
    destinations: DESTINATIONS,
    destination_secrets: DESTINATION_SECRETS,
    alarms: ALARMS_INPUT,
    create_dashboard: {
      type: "bool",
      description: "Whether a CloudWatch dashboard is made.",
      default: true,
    },
    name_prefix: {
      type: "string",
      description: "What all names begin with, so that several integrations fit one account and region.",
      default: "",
      constraint: NAME_PREFIX,
    },
    log_retention_days: {
      type: "number",
      description: "How long the log of the alerts' function is kept, in days.",
      default: 30,
      constraint: LOG_RETENTION_DAYS,
    },
    kms_key_arn: {
      type: "string",
      description:
        "ARN of a customer managed KMS key for the log groups, the queues and the topic. Its policy must say what the output kms_key_policy says. Null: keys that AWS owns or manages.",
      default: null,
      constraint: nullOr(KMS_KEY_ARN),
    },
    permissions_boundary_arn: {
      type: "string",
      description: "ARN of an IAM policy that bounds every role that is made.",
      default: null,
      constraint: nullOr(IAM_POLICY_ARN),
    },
    tags: {
      type: "map(string)",
      description: "Tags for every resource that takes tags.",
      default: {},
    },
  },

  build(scope, { variables, file }) {
    const events = new ScalrEvents(scope, "this", {
      eventSourceName: variables.event_source_name.stringValue,
      createEventBus: variables.create_event_bus.booleanValue,
      runExecutedPattern: expression(scope, runExecutedExpression("var.run_executed_filter")),
      auditLogPattern: expression(scope, auditLogExpression("var.audit_log_filter")),
      runLogRetentionDays: variables.run_log_retention_days.numberValue,
      auditLogRetentionDays: variables.audit_log_retention_days.numberValue,
      createLogResourcePolicy: variables.create_log_resource_policy.booleanValue,
      namePrefix: variables.name_prefix.stringValue,
      kmsKeyArn: variables.kms_key_arn.stringValue,
      permissionsBoundaryArn: variables.permissions_boundary_arn.stringValue,
      alarms: alarmsOf(scope),
      dashboard: variables.create_dashboard.booleanValue,
    });
    const alerts = events.addAlerts({
      ...alertsProps(scope),
      filename: file(RUN_ALERTS_ZIP),
      logRetentionDays: variables.log_retention_days.numberValue,
    });
    const destination = addDestinations(events);
    tagAll(scope, Token.asStringMap(variables.tags.value));
    return outputsOf(events, alerts, destination);
  },
});

/** The variable `alerts`, whose attributes are there only where it is not null. */
function alertsProps(scope: Construct) {
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

function outputsOf(events: ScalrEvents, alerts: RunAlerts, destination: Destination): Record<string, ModuleOutput> {
  const { eventBus, runLog, auditLog, deadLetterQueue, keyPolicy } = events;
  const { region } = AwsEnvironment.of(events);
  return {
    event_bus_name: { description: "Name of the partner event bus.", value: eventBus.name },
    event_bus_arn: { description: "ARN of the partner event bus.", value: eventBus.arn },
    run_log_group_name: { description: "Name of the log group of runs.", value: runLog.logGroup.name },
    audit_log_group_name: {
      description: "Name of the log group of the audit log, which holds e-mail and IP addresses.",
      value: auditLog.logGroup.name,
    },
    rule_arns: {
      description:
        "ARNs of the rules of the logs and the alerts: run_executed, audit_log, run_alerts; null where there are no alerts.",
      value: {
        run_executed: runLog.rule.rule.arn,
        audit_log: auditLog.rule.rule.arn,
        run_alerts: alerts.rule.rule.arn,
      },
    },
    alert_topic_arn: {
      description: "ARN of the topic of alerts on runs; null where there are none.",
      value: choose<string | undefined>(expression(events, "var.alerts != null"), alerts.topicArn, undefined),
    },
    dead_letter_queue_url: {
      description: "URL of the queue of events that could not be logged, or could not become an alert.",
      value: deadLetterQueue.queue.url,
    },
    dead_letter_queue_arn: {
      description: "ARN of the queue of events that could not be logged, or could not become an alert.",
      value: deadLetterQueue.queue.arn,
    },
    destination_dead_letter_queue_urls: {
      description: "URLs of the queues of events that a destination did not take, by the destination's name.",
      value: expression(events, `{ for name, queue in ${destination.deadLetterQueue.queue.fqn} : name => queue.url }`),
    },
    required_permissions: {
      description:
        "What the policies of queues and topics must say that belong to somebody else: a statement as JSON by the destination's name.",
      value: expression(events, requiredPermissions(events)),
    },
    alarm_topic_arn: {
      description: "ARN of the topic that alarms are published to; null where there is none.",
      value: Fn.one(events.alarmTopic?.actions ?? []),
    },
    logs_command: {
      description: "Command that follows the runs.",
      value: `aws logs tail --region ${region} --follow ${runLog.logGroup.name}`,
    },
    next_steps: {
      description: "What is left to do in Scalr, which has no API for it.",
      value: NEXT_STEPS,
    },
    kms_key_policy: {
      description:
        "The policy that a customer managed key needs, as JSON. It depends on no resource, so the key may be made beside the module.",
      value: keyPolicy.json,
    },
  };
}

# Generated from modules/scalr/module/definition.ts: change it there and run npm run build.

output "alarm_topic_arn" {
  description = "ARN of the topic of alarms. Null if there is none."
  value       = one(compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)]))
}

output "alert_topic_arn" {
  description = "ARN of the topic of alerts on runs. Null if there are no alerts."
  value       = var.alerts != null ? coalesce(try(var.alerts.topic_arn, null), one(aws_sns_topic.run_alerts_topic[*].arn)) : null
}

output "audit_log_group_name" {
  description = "Name of the log group of the audit log, which contains e-mail and IP addresses."
  value       = aws_cloudwatch_log_group.audit_log.name
}

output "dashboard_url" {
  description = "URL of the dashboard in the AWS console; null if there is none."
  value       = var.create_dashboard ? "https://${lookup({ "aws" = "console.aws.amazon.com", "aws-cn" = "console.amazonaws.cn", "aws-us-gov" = "console.amazonaws-us-gov.com" }, data.aws_partition.current.partition, "console.aws.amazon.com")}/cloudwatch/home?region=${data.aws_region.current.id}#dashboards/dashboard/${one(aws_cloudwatch_dashboard.dashboard[*].dashboard_name)}" : null
}

output "dead_letter_queue_arn" {
  description = "ARN of the queue of events that could not be logged, or for which no alert could be published."
  value       = aws_sqs_queue.rule_dlq.arn
}

output "dead_letter_queue_url" {
  description = "URL of the queue of events that could not be logged, or for which no alert could be published."
  value       = aws_sqs_queue.rule_dlq.url
}

output "delivers" {
  description = "What is delivered to whom, in words. Terraform drops misspelt attributes of objects in silence; the plan of this output shows that they are missing."
  value       = tolist(concat(local.delivers, [for name, json in local.destination_patterns : format("%s → destination %s, %s", [for pattern in [jsondecode(json)] : { RunExecuted = [for phrases in [join(", ", compact([try(join(" ", ["with result", join(" or ", [for matcher in pattern.detail["event"]["result"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["of environment", join(" or ", [for matcher in pattern.detail["event"]["environment"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["of workspace", join(" or ", [for matcher in pattern.detail["event"]["workspace"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["from source", join(" or ", [for matcher in pattern.detail["event"]["source"] : try(matcher.wildcard, matcher)])]), ""), try(pattern.detail["event"]["is-dry"][0] ? "that are dry runs" : "that are no dry runs", ""), try(pattern.detail["event"]["is-destroy"][0] ? "that destroy" : "that do not destroy", ""), try(join(" ", ["with tag", join(" or ", [for matcher in pattern.detail["tags"] : try(matcher.wildcard, matcher)])]), "")]))] : phrases == "" ? "all runs" : join(" ", ["runs", phrases])][0], AuditLog = [for phrases in [join(", ", compact([try(join(" ", ["of action", join(" or ", [for matcher in pattern.detail["request"]["action"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["on target type", join(" or ", [for matcher in pattern.detail["target"]["type"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["in environment", join(" or ", [for matcher in pattern.detail["target"]["context"]["environment"]["display-name"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["by actor", join(" or ", [for matcher in pattern.detail["actor"]["email"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["with result", join(" or ", [for matcher in pattern.detail["outcome"]["result"] : try(matcher.wildcard, matcher)])]), "")]))] : phrases == "" ? "all audit log entries" : join(" ", ["audit log entries", phrases])][0] }[pattern["detail-type"][0]]][0], name, { sqs = "an SQS queue of this account", sns = "a standard SNS topic of this account", lambda = "a Lambda function of this account", cross_account = "an SQS queue, a standard SNS topic or a Lambda function of another account", step_functions = "a Step Functions state machine of this account", event_bus = "an event bus of any account and region", cloudwatch_logs = "a CloudWatch Logs log group of this account", kinesis = "a Kinesis data stream", firehose = "an Amazon Data Firehose stream of this account", https = "an HTTPS endpoint" }[local.destination_kinds[name]])]))

  precondition {
    condition     = length(setsubtract(nonsensitive(keys(var.destination_secrets)), keys(var.destinations))) == 0
    error_message = "destination_secrets must have names of destinations only, ${jsonencode(keys(var.destinations))}, not ${jsonencode(setsubtract(nonsensitive(keys(var.destination_secrets)), keys(var.destinations)))}."
  }
}

output "destination_dead_letter_queue_urls" {
  description = "URLs of the queues of events that could not be delivered to a destination, by the destination's name."
  value       = { for name, queue in aws_sqs_queue.to_destination_dlq : name => queue.url }
}

output "event_bus_arn" {
  description = "ARN of the partner event bus."
  value       = coalesce(one(aws_cloudwatch_event_bus.event_bus[*].arn), one(data.aws_cloudwatch_event_bus.event_bus_existing[*].arn))
}

output "event_bus_name" {
  description = "Name of the partner event bus."
  value       = local.event_bus_name
}

output "kms_key_policy" {
  description = "Policy that a customer managed key needs, as JSON. It depends on no resource, so that one configuration can create the key and the module."
  value       = data.aws_iam_policy_document.key_policy.json
}

output "logs_command" {
  description = "Command that follows the log of runs."
  value       = "aws logs tail --region ${data.aws_region.current.id} --follow ${aws_cloudwatch_log_group.run_executed.name}"
}

output "next_steps" {
  description = "What remains to do after the first apply."
  value = [
    "In Scalr, account scope, Integrations, the connection's details: Refresh status, until it is active.",
    "For the audit log, account scope, Settings, Security, Audit logs: select the connection.",
    "Confirm the subscription by the link in AWS's e-mail to each address in alarms.email_addresses, or subscribe to the topic in alarm_topic_arn.",
    "Check everything: ${join("", ["aws-event-relay doctor --region ", data.aws_region.current.id, local.prefix_option])}",
  ]
}

output "required_permissions" {
  description = "Statements that the policies of existing queues and topics, and of functions of other accounts, must contain, as JSON by the destination's name."
  value       = merge({ for name, destination in var.destinations : name => jsonencode({ Effect = "Allow", Action = "sqs:SendMessage", Resource = destination.sqs.queue_arn, Principal = { Service = "events.amazonaws.com" }, Condition = { ArnEquals = { "aws:SourceArn" = format(local.destination_rule_arn, name) } } }) if destination.sqs != null }, { for name, destination in var.destinations : name => jsonencode({ Effect = "Allow", Action = "sns:Publish", Resource = destination.sns.topic_arn, Principal = { Service = "events.amazonaws.com" } }) if destination.sns != null }, { for name, destination in var.destinations : name => jsonencode({ Effect = "Allow", Action = { "lambda" : "lambda:InvokeFunction", "sns" : "sns:Publish", "sqs" : "sqs:SendMessage" }[split(":", destination.cross_account.target_arn)[2]], Resource = destination.cross_account.target_arn, Principal = { AWS = format(local.destination_role_arn, name) } }) if destination.cross_account != null })
}

output "rule_arns" {
  description = "ARNs of the rules of the logs and the alerts: run_executed, audit_log, run_alerts. The last is null if there are no alerts."
  value = {
    audit_log    = aws_cloudwatch_event_rule.audit_log_rule.arn
    run_alerts   = one(aws_cloudwatch_event_rule.run_alerts_rule[*].arn)
    run_executed = aws_cloudwatch_event_rule.run_executed_rule.arn
  }
}

output "run_log_group_name" {
  description = "Name of the log group of runs."
  value       = aws_cloudwatch_log_group.run_executed.name
}

output "status_command" {
  description = "Command that shows whether events arrive, what waits, and which alarms are on."
  value       = join("", ["aws-event-relay status --region ", data.aws_region.current.id, local.prefix_option])
}

output "version" {
  description = "Version of this module, which is also in the functions' environment variable RELAY_VERSION."
  value       = "0.1.0"
}

# Generated from modules/mechcloud/module/definition.ts: change it there and run npm run build.

output "access_token_command" {
  description = "Command that stores the access token in the secret, and resumes the relay. It reads standard input: paste the token, press Enter, then Ctrl-D; on macOS, pbpaste | the command."
  value       = "aws secretsmanager put-secret-value --region ${data.aws_region.current.id} --secret-id ${try(coalesce(var.access_token_secret_arn, one(aws_secretsmanager_secret.access_token[*].arn)), "")} --secret-string file:///dev/stdin && aws lambda update-event-source-mapping --region ${data.aws_region.current.id} --uuid ${aws_lambda_event_source_mapping.forwarder_event_source_mapping.uuid} --enabled --query State --output text"
}

output "access_token_secret_arn" {
  description = "ARN of the secret that contains MechCloud's access token."
  value       = try(coalesce(var.access_token_secret_arn, one(aws_secretsmanager_secret.access_token[*].arn)), "")

  precondition {
    condition     = var.create_access_token_secret == null || var.create_access_token_secret == (var.access_token_secret_arn == null)
    error_message = "create_access_token_secret must be null, false with access_token_secret_arn, or true without it, not ${jsonencode(var.create_access_token_secret)} while access_token_secret_arn is ${jsonencode(var.access_token_secret_arn)}."
  }
}

output "alarm_topic_arn" {
  description = "ARN of the topic that alarms are published to; null if there is none."
  value       = one(compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)]))
}

output "archive_arn" {
  description = "ARN of the archive; null if there is none."
  value       = one(aws_cloudwatch_event_archive.archive[*].arn)
}

output "dashboard_url" {
  description = "URL of the dashboard in the AWS console; null if there is none."
  value       = var.create_dashboard ? "https://${lookup({ "aws" = "console.aws.amazon.com", "aws-cn" = "console.amazonaws.cn", "aws-us-gov" = "console.amazonaws-us-gov.com" }, data.aws_partition.current.partition, "console.aws.amazon.com")}/cloudwatch/home?region=${data.aws_region.current.id}#dashboards/dashboard/${one(aws_cloudwatch_dashboard.dashboard[*].dashboard_name)}" : null
}

output "dead_letter_queue_arn" {
  description = "ARN of the FIFO dead-letter queue, of events that were not delivered to MechCloud."
  value       = aws_sqs_queue.management_events_dlq.arn
}

output "dead_letter_queue_url" {
  description = "URL of the FIFO dead-letter queue, of events that were not delivered to MechCloud."
  value       = aws_sqs_queue.management_events_dlq.url
}

output "delivers" {
  description = "What is delivered to whom, in words. Terraform drops misspelt attributes of objects in silence; the plan of this output shows that they are missing."
  value = [
    "State changes of EC2 instances → ${join("", ["MechCloud, cloud account ", var.cloud_account_id])}",
    "Changes of the tag Mc-Asset-Name on VPCs, subnets and instances → ${contains(var.sync_mechanisms, "tags") ? join("", ["MechCloud, cloud account ", var.cloud_account_id]) : "nobody: tags is not chosen"}",
    "API calls that change VPCs, subnets and instances → ${contains(var.sync_mechanisms, "cloudtrail") ? join("", ["MechCloud, cloud account ", var.cloud_account_id]) : "nobody: cloudtrail is not chosen"}",
    "Changes in other regions and accounts → ${var.create_hub ? "MechCloud, each under the cloud account of its AWS account" : "nobody: there is no hub"}",
    var.alarms.enabled ? join("", ["alarms → ", join("", [(length(var.alarms.enabled ? var.alarms.email_addresses : []) < 1) ? "no e-mail addresses" : join("", ["e-mail to ", length(var.alarms.enabled ? var.alarms.email_addresses : []), (length(var.alarms.enabled ? var.alarms.email_addresses : []) == 1) ? " address" : " addresses"]), var.alarms.enabled && coalesce(var.alarms.create_topic, var.alarms.topic_arn == null) ? " (own topic)" : " (existing topic)"])]) : "no alarms",
  ]
}

output "event_source_mapping_uuid" {
  description = "UUID of the event source mapping between queue and function."
  value       = aws_lambda_event_source_mapping.forwarder_event_source_mapping.uuid
}

output "function_arn" {
  description = "ARN of the function that posts to MechCloud."
  value       = aws_lambda_function.forwarder.arn
}

output "function_name" {
  description = "Name of the function that posts to MechCloud."
  value       = aws_lambda_function.forwarder.function_name

  precondition {
    condition     = var.forwarder_package.filename != null || can(regex("^(?:nodejs(?:2[2-9]|[3-9][0-9])\\.x)$", var.runtime))
    error_message = "runtime must be a Node.js runtime from nodejs22.x on, such as nodejs24.x, not ${jsonencode(var.runtime)}, unless forwarder_package has a filename."
  }
}

output "function_role_arn" {
  description = "ARN of the function's role."
  value       = aws_iam_role.forwarder_role.arn
}

output "hub_archive_arn" {
  description = "ARN of the archive of the event bus of hub_bus_arn; null if there is none."
  value       = one(aws_cloudwatch_event_archive.hub_archive[*].arn)
}

output "hub_bus_arn" {
  description = "ARN of the event bus for the events of other regions and accounts: the input hub_bus_arn of the module spoke. Null if there is none."
  value       = one(aws_cloudwatch_event_bus.hub[*].arn)

  depends_on = [
    aws_cloudwatch_event_target.hub_instance_state_change_of_account_queue,
    aws_cloudwatch_event_target.hub_instance_state_change_queue,
    aws_cloudwatch_event_target.hub_tag_change_of_account_queue,
    aws_cloudwatch_event_target.hub_tag_change_queue,
    aws_cloudwatch_event_target.hub_cloudtrail_of_account_queue,
    aws_cloudwatch_event_target.hub_cloudtrail_queue,
    aws_cloudwatch_event_bus_policy.hub_access,
  ]
}

output "kms_key_policy" {
  description = "Key policy for a customer managed key, as JSON. It depends on no resource of the module, so the same configuration can create the key."
  value       = data.aws_iam_policy_document.key_policy.json
}

output "log_group_name" {
  description = "Name of the function's log group."
  value       = aws_cloudwatch_log_group.forwarder_log_group.name
}

output "logs_command" {
  description = "Command that shows the function's log as it is written."
  value       = "aws logs tail --region ${data.aws_region.current.id} --follow ${aws_cloudwatch_log_group.forwarder_log_group.name}"
}

output "next_steps" {
  description = "What remains to do after the first apply."
  value       = compact(["In MechCloud's console, Infrastructure, Cloud Accounts: choose the sync mechanism of the account: ${join(" and ", var.sync_mechanisms)}.", "Store MechCloud's access token, unless your secret contains it: ${join("", ["aws-event-relay token set --region ", data.aws_region.current.id, local.prefix_option])}", contains(var.sync_mechanisms, "tags") ? join("", ["Give existing assets the tag Mc-Asset-Name, VPCs first: ", join("", ["aws-event-relay tag-assets --region ", data.aws_region.current.id, local.prefix_option])]) : "", "Confirm the subscription by the link in AWS's e-mail to each address in alarms.email_addresses, or subscribe to the topic in alarm_topic_arn.", "Follow an event from EC2 to MechCloud: ${join("", ["aws-event-relay test --region ", data.aws_region.current.id, local.prefix_option])}", "Check everything: ${join("", ["aws-event-relay doctor --region ", data.aws_region.current.id, local.prefix_option])}"])
}

output "pause_command" {
  description = "Command that pauses the relay until resume_command ends the pause: it also deletes the schedules with which the relay would end a pause of its own."
  value       = "aws lambda update-event-source-mapping --region ${data.aws_region.current.id} --uuid ${aws_lambda_event_source_mapping.forwarder_event_source_mapping.uuid} --no-enabled --query State --output text && aws scheduler list-schedules --region ${data.aws_region.current.id} --group-name ${aws_lambda_function.forwarder.function_name} --query 'Schedules[].[Name]' --output text | xargs -I{} aws scheduler delete-schedule --region ${data.aws_region.current.id} --group-name ${aws_lambda_function.forwarder.function_name} --name {}"
}

output "queue_arn" {
  description = "ARN of the FIFO queue of events."
  value       = aws_sqs_queue.management_events.arn
}

output "queue_url" {
  description = "URL of the FIFO queue of events."
  value       = aws_sqs_queue.management_events.url
}

output "redrive_command" {
  description = "Command that moves all events of the FIFO dead-letter queue back to the FIFO queue. docs/operations.md has a command that first lists them."
  value       = "aws sqs start-message-move-task --region ${data.aws_region.current.id} --source-arn ${aws_sqs_queue.management_events_dlq.arn}"
}

output "resume_command" {
  description = "Command that resumes the relay after somebody paused it. The relay ends a pause of its own by itself; this command ends it at once."
  value       = "aws lambda update-event-source-mapping --region ${data.aws_region.current.id} --uuid ${aws_lambda_event_source_mapping.forwarder_event_source_mapping.uuid} --enabled --query State --output text"
}

output "rule_arns" {
  description = "ARNs of the rules: instance_state_change, tag_change, cloudtrail; null if the rule's mechanism is not chosen."
  value = {
    cloudtrail            = one(aws_cloudwatch_event_rule.cloudtrail[*].arn)
    instance_state_change = aws_cloudwatch_event_rule.instance_state_change.arn
    tag_change            = one(aws_cloudwatch_event_rule.tag_change[*].arn)
  }
}

output "rule_dead_letter_queue_arn" {
  description = "ARN of the dead-letter queue of the rules, of events that EventBridge could not deliver to the FIFO queue."
  value       = aws_sqs_queue.rule_dlq.arn
}

output "rule_dead_letter_queue_url" {
  description = "URL of the dead-letter queue of the rules, of events that EventBridge could not deliver to the FIFO queue."
  value       = aws_sqs_queue.rule_dlq.url
}

output "status_command" {
  description = "Command that shows whether events arrive, what waits, and which alarms are on."
  value       = join("", ["aws-event-relay status --region ", data.aws_region.current.id, local.prefix_option])
}

output "trail_arn" {
  description = "ARN of the trail; null if no trail is created."
  value       = one(aws_cloudtrail.trail[*].arn)
}

output "trail_bucket_name" {
  description = "Name of the trail's bucket; null if no trail is created."
  value       = one(aws_s3_bucket.trail_bucket[*].bucket)
}

output "version" {
  description = "Version of this module, which is also in the functions' environment variable RELAY_VERSION."
  value       = "0.1.0"
}

# Generated from modules/mechcloud/module/spoke.ts: change it there and run npm run build.

output "alarm_topic_arn" {
  description = "ARN of the topic that alarms are published to; null if there is none."
  value       = one(compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)]))
}

output "dead_letter_queue_arn" {
  description = "ARN of the dead-letter queue, of events that EventBridge could not deliver to the hub."
  value       = aws_sqs_queue.dlq.arn
}

output "dead_letter_queue_url" {
  description = "URL of the dead-letter queue, of events that EventBridge could not deliver to the hub."
  value       = aws_sqs_queue.dlq.url
}

output "delivers" {
  description = "What is delivered to whom, in words. Terraform drops misspelt attributes of objects in silence; the plan of this output shows that they are missing."
  value = [
    "State changes of EC2 instances → ${join("", ["the hub ", var.hub_bus_arn])}",
    "Changes of the tag Mc-Asset-Name on VPCs, subnets and instances → ${contains(var.sync_mechanisms, "tags") ? join("", ["the hub ", var.hub_bus_arn]) : "nobody: tags is not chosen"}",
    "API calls that change VPCs, subnets and instances → ${contains(var.sync_mechanisms, "cloudtrail") ? join("", ["the hub ", var.hub_bus_arn]) : "nobody: cloudtrail is not chosen"}",
    var.alarms.enabled ? join("", ["alarms → ", join("", [(length(var.alarms.enabled ? var.alarms.email_addresses : []) < 1) ? "no e-mail addresses" : join("", ["e-mail to ", length(var.alarms.enabled ? var.alarms.email_addresses : []), (length(var.alarms.enabled ? var.alarms.email_addresses : []) == 1) ? " address" : " addresses"]), var.alarms.enabled && coalesce(var.alarms.create_topic, var.alarms.topic_arn == null) ? " (own topic)" : " (existing topic)"])]) : "no alarms",
  ]
}

output "kms_key_policy" {
  description = "Key policy for a customer managed key, as JSON. It depends on no resource of the module, so the same configuration can create the key."
  value       = data.aws_iam_policy_document.key_policy.json
}

output "role_arn" {
  description = "ARN of the role in which EventBridge delivers to the hub."
  value       = aws_iam_role.deliver_role.arn
}

output "rule_arns" {
  description = "ARNs of the rules: instance_state_change, tag_change, cloudtrail; null if the rule's mechanism is not chosen."
  value = {
    cloudtrail            = one(aws_cloudwatch_event_rule.cloudtrail[*].arn)
    instance_state_change = aws_cloudwatch_event_rule.instance_state_change.arn
    tag_change            = one(aws_cloudwatch_event_rule.tag_change[*].arn)
  }
}

output "version" {
  description = "Version of this module, which is also in the functions' environment variable RELAY_VERSION."
  value       = "0.1.0"
}

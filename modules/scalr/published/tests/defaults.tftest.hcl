# What one gets who sets no more than the event source: both logs.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  event_source_name = "aws.partner/scalr.com/account-name/integration-name"
}

run "both_kinds_are_logged" {
  assert {
    condition     = aws_cloudwatch_event_rule.run_executed_rule.event_pattern == "{\"source\":[{\"prefix\":\"aws.partner/scalr.com\"}],\"detail-type\":[\"RunExecuted\"]}"
    error_message = "The one rule takes all runs."
  }
  assert {
    condition     = aws_cloudwatch_event_rule.audit_log_rule.event_pattern == "{\"source\":[{\"prefix\":\"aws.partner/scalr.com\"}],\"detail-type\":[\"AuditLog\"]}"
    error_message = "The other rule takes the whole audit log."
  }
  assert {
    condition = alltrue([
      for rule in [aws_cloudwatch_event_rule.run_executed_rule, aws_cloudwatch_event_rule.audit_log_rule] :
      rule.event_bus_name == var.event_source_name
    ])
    error_message = "Both rules listen to the partner event bus."
  }
  assert {
    condition = alltrue([
      for target in [aws_cloudwatch_event_target.run_executed_rule_target, aws_cloudwatch_event_target.audit_log_rule_target] :
      target.event_bus_name == var.event_source_name && target.dead_letter_config[0].arn == aws_sqs_queue.rule_dlq.arn
    ])
    error_message = "Both targets are on the partner event bus, and keep what could not be delivered."
  }
  assert {
    condition     = aws_cloudwatch_event_target.run_executed_rule_target.arn == aws_cloudwatch_log_group.run_executed.arn && aws_cloudwatch_event_target.audit_log_rule_target.arn == aws_cloudwatch_log_group.audit_log.arn
    error_message = "Each rule delivers to the log group of its kind."
  }
}

run "nothing_else_is_made" {
  assert {
    condition     = length(aws_cloudwatch_event_rule.run_alerts_rule) == 0 && length(aws_lambda_function.run_alerts_function) == 0 && length(aws_sns_topic.run_alerts_topic) == 0
    error_message = "There are no alerts."
  }
  assert {
    condition     = output.destination_dead_letter_queue_urls == {} && output.required_permissions == {}
    error_message = "There are no destinations."
  }
  assert {
    condition     = output.alert_topic_arn == null && output.rule_arns.run_alerts == null
    error_message = "What is not made is null."
  }
}

run "the_outputs_are_what_an_operator_needs" {
  assert {
    condition     = output.run_log_group_name == "/aws/events/scalr/run-executed" && output.audit_log_group_name == "/aws/events/scalr/audit-log"
    error_message = "The log groups are outputs."
  }
  assert {
    condition     = output.logs_command == "aws logs tail --region eu-central-1 --follow /aws/events/scalr/run-executed"
    error_message = "One command follows the runs."
  }
  assert {
    condition     = output.dead_letter_queue_url == aws_sqs_queue.rule_dlq.url && output.dead_letter_queue_arn == aws_sqs_queue.rule_dlq.arn
    error_message = "The dead-letter queue is an output."
  }
  assert {
    condition     = output.rule_arns.run_executed == aws_cloudwatch_event_rule.run_executed_rule.arn && output.rule_arns.audit_log == aws_cloudwatch_event_rule.audit_log_rule.arn
    error_message = "The rules are outputs."
  }
  assert {
    condition     = length(output.next_steps) == 2 && output.kms_key_policy == "{}"
    error_message = "What is left to do in Scalr, and what a key must allow, are outputs."
  }
}

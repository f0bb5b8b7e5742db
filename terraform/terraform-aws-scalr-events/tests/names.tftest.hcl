# A prefix lets several integrations fit one account and region; tags say whose they are.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  event_source_name = "aws.partner/scalr.com/account-name/integration-name"
}

run "every_name_begins_with_the_prefix" {
  variables {
    name_prefix = "blue-"
    alerts      = {}
    destinations = {
      queue    = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" } }
      workflow = { run_executed = {}, step_functions = { state_machine_arn = "arn:aws:states:eu-central-1:123456789012:stateMachine:runs" } }
      siem     = { audit_log = {}, https = { url = "https://siem.example.com/events", authorization = "API_KEY" } }
    }
    destination_secrets = { siem = "api-key" }
  }
  assert {
    condition = [
      aws_cloudwatch_log_group.run_executed.name,
      aws_cloudwatch_log_group.audit_log.name,
      aws_cloudwatch_log_group.run_alerts_function_log_group[0].name,
      aws_cloudwatch_log_resource_policy.log_delivery[0].policy_name,
      aws_cloudwatch_query_definition.audit_log_query_who_did_what.name,
      aws_cloudwatch_event_rule.run_executed_rule.name,
      aws_cloudwatch_event_rule.audit_log_rule.name,
      aws_cloudwatch_event_rule.run_alerts_rule[0].name,
      aws_cloudwatch_event_rule.to_destination["queue"].name,
      aws_sqs_queue.rule_dlq.name,
      aws_sqs_queue.to_destination_dlq["queue"].name,
      aws_sns_topic.run_alerts_topic[0].name,
      aws_lambda_function.run_alerts_function[0].function_name,
      aws_iam_role.run_alerts_function_role[0].name,
      aws_iam_role.to_destination_role["workflow"].name,
      aws_cloudwatch_event_connection.to_destination_connection["siem"].name,
      aws_cloudwatch_event_api_destination.to_destination_api_destination["siem"].name,
      ] == [
      "/aws/events/blue-scalr/run-executed",
      "/aws/events/blue-scalr/audit-log",
      "/aws/lambda/blue-scalr-run-alerts",
      "blue-scalr-events",
      "blue-scalr-audit-log/who did what",
      "blue-scalr-run-executed",
      "blue-scalr-audit-log",
      "blue-scalr-run-alerts",
      "blue-scalr-to-queue",
      "blue-scalr-rule-dlq",
      "blue-scalr-to-queue-dlq",
      "blue-scalr-run-alerts",
      "blue-scalr-run-alerts",
      "blue-scalr-run-alerts-eu-central-1",
      "blue-scalr-to-workflow-eu-central-1",
      "blue-scalr-to-siem",
      "blue-scalr-to-siem",
    ]
    error_message = "Every name begins with the prefix."
  }
  assert {
    condition     = jsondecode(output.required_permissions["queue"]).Condition.ArnEquals["aws:SourceArn"] == "arn:aws:events:eu-central-1:123456789012:rule/aws.partner/scalr.com/account-name/integration-name/blue-scalr-to-queue"
    error_message = "And so does the rule that a queue's owner must let in."
  }
}

run "the_longest_names_fit" {
  command = plan

  variables {
    name_prefix = "0123456789abcdef"
    destinations = {
      abcdefghijklmnopqrst = { run_executed = {}, step_functions = { state_machine_arn = "arn:aws:states:eu-central-1:123456789012:stateMachine:runs" } }
    }
  }
  override_data {
    target = data.aws_region.current
    values = { id = "ap-northeast-1" }
  }
  assert {
    condition     = length(aws_iam_role.to_destination_role["abcdefghijklmnopqrst"].name) <= 64
    error_message = "A role's name has at most 64 characters."
  }
}

run "every_resource_is_tagged" {
  variables {
    tags   = { team = "platform" }
    alerts = {}
    destinations = {
      queue    = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" } }
      workflow = { run_executed = {}, step_functions = { state_machine_arn = "arn:aws:states:eu-central-1:123456789012:stateMachine:runs" } }
      siem     = { audit_log = {}, https = { url = "https://siem.example.com/events", authorization = "API_KEY" } }
    }
    destination_secrets = { siem = "api-key" }
  }
  assert {
    condition = alltrue([
      for tags in [
        aws_cloudwatch_event_bus.event_bus[0].tags,
        aws_cloudwatch_log_group.run_executed.tags,
        aws_cloudwatch_log_group.audit_log.tags,
        aws_cloudwatch_event_rule.run_executed_rule.tags,
        aws_cloudwatch_event_rule.to_destination["queue"].tags,
        aws_sqs_queue.rule_dlq.tags,
        aws_sqs_queue.to_destination_dlq["queue"].tags,
        aws_sns_topic.run_alerts_topic[0].tags,
        aws_lambda_function.run_alerts_function[0].tags,
        aws_iam_role.run_alerts_function_role[0].tags,
        aws_iam_role.to_destination_role["workflow"].tags,
      ] : tags == tomap({ team = "platform" })
    ])
    error_message = "What takes tags has them."
  }
}

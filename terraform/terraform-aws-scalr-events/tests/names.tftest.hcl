# What every resource has: a prefix, tags, a key.

# begin mocks

# Generated from scripts/publish/mocks.ts: change it there and run npm run build.
mock_provider "aws" {
  mock_data "aws_caller_identity" { defaults = { account_id = "123456789012" } }
  mock_data "aws_cloudwatch_event_bus" { defaults = { arn = "arn:aws:events:eu-central-1:123456789012:event-bus/existing" } }
  mock_data "aws_iam_policy_document" { defaults = { json = "{}" } }
  mock_data "aws_partition" { defaults = { partition = "aws" } }
  mock_data "aws_region" { defaults = { id = "eu-central-1" } }

  mock_resource "aws_cloudtrail" { defaults = { arn = "arn:aws:cloudtrail:eu-central-1:123456789012:trail/mocked" } }
  mock_resource "aws_cloudwatch_event_api_destination" { defaults = { arn = "arn:aws:events:eu-central-1:123456789012:api-destination/mocked/1234abcd" } }
  mock_resource "aws_cloudwatch_event_bus" { defaults = { arn = "arn:aws:events:eu-central-1:123456789012:event-bus/mocked" } }
  mock_resource "aws_cloudwatch_event_connection" { defaults = { arn = "arn:aws:events:eu-central-1:123456789012:connection/mocked/1234abcd" } }
  mock_resource "aws_cloudwatch_event_rule" { defaults = { arn = "arn:aws:events:eu-central-1:123456789012:rule/mocked" } }
  mock_resource "aws_cloudwatch_log_group" { defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:mocked" } }
  mock_resource "aws_iam_role" { defaults = { arn = "arn:aws:iam::123456789012:role/mocked" } }
  mock_resource "aws_kms_key" { defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab" } }
  mock_resource "aws_lambda_event_source_mapping" { defaults = { uuid = "12345678-90ab-cdef-1234-567890abcdef" } }
  mock_resource "aws_lambda_function" { defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:mocked" } }
  mock_resource "aws_s3_bucket" { defaults = { arn = "arn:aws:s3:::mocked" } }
  mock_resource "aws_secretsmanager_secret" { defaults = { arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:mocked-a1b2c3" } }
  mock_resource "aws_sns_topic" { defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:mocked" } }
  mock_resource "aws_sqs_queue" { defaults = { arn = "arn:aws:sqs:eu-central-1:123456789012:mocked", url = "https://sqs.eu-central-1.amazonaws.com/123456789012/mocked" } }
}

# end mocks

variables {
  event_source_name = "aws.partner/scalr.com/account-name/integration-name"
}

run "a_prefix_and_a_customer_managed_key" {
  command = plan

  variables {
    name_prefix = "blue-"
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    alerts      = {}
    destinations = {
      queue    = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" } }
      workflow = { run_executed = {}, step_functions = { state_machine_arn = "arn:aws:states:eu-central-1:123456789012:stateMachine:runs" } }
      siem     = { audit_log = {}, https = { url = "https://siem.example.com/events", authorization = "API_KEY" } }
    }
    destination_secrets = { siem = "api-key" }
  }

  # The prefix.
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
    error_message = "Every name has the prefix."
  }
  assert {
    condition     = jsondecode(output.required_permissions["queue"]).Condition.ArnEquals["aws:SourceArn"] == "arn:aws:events:eu-central-1:123456789012:rule/aws.partner/scalr.com/account-name/integration-name/blue-scalr-to-queue"
    error_message = "The statement for a queue's owner names the rule with the prefix."
  }
  assert {
    condition     = output.status_command == "aws-event-relay status --region eu-central-1 --prefix blue-" && contains(output.next_steps, "Check everything: aws-event-relay doctor --region eu-central-1 --prefix blue-")
    error_message = "The commands are those of the module with the prefix."
  }

  # The key.
  assert {
    condition = alltrue([
      for queue in [aws_sqs_queue.rule_dlq, aws_sqs_queue.to_destination_dlq["queue"], aws_sqs_queue.to_destination_dlq["workflow"], aws_sqs_queue.to_destination_dlq["siem"]] :
      queue.kms_master_key_id == var.kms_key_arn
    ])
    error_message = "The key encrypts every queue."
  }
  assert {
    condition = alltrue([
      for group in [aws_cloudwatch_log_group.run_executed, aws_cloudwatch_log_group.audit_log, aws_cloudwatch_log_group.run_alerts_function_log_group[0]] :
      group.kms_key_id == var.kms_key_arn
    ])
    error_message = "The key encrypts every log group."
  }
  assert {
    condition     = aws_sns_topic.run_alerts_topic[0].kms_master_key_id == var.kms_key_arn && aws_lambda_function.run_alerts_function[0].kms_key_arn == var.kms_key_arn
    error_message = "The key encrypts the topic and the function's environment."
  }
  assert {
    condition = {
      for statement in data.aws_iam_policy_document.run_alerts_function_permissions[0].statement : statement.sid => [statement.actions, statement.resources]
      if contains(["Encrypt", "Decrypt"], statement.sid)
      } == {
      Decrypt = [toset(["kms:Decrypt"]), toset([var.kms_key_arn])]
      Encrypt = [toset(["kms:GenerateDataKey"]), toset([var.kms_key_arn])]
    }
    error_message = "The function encrypts what it publishes, and decrypts its environment, with this key alone."
  }
}

run "the_longest_names" {
  command = plan

  variables {
    name_prefix = "0123456789abcdef"
    destinations = {
      abcdefghijklmnopqrst = { run_executed = {}, step_functions = { state_machine_arn = "arn:aws:states:ap-northeast-1:123456789012:stateMachine:runs" } }
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

run "tags_and_keys_that_aws_manages" {
  command = plan

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
    error_message = "Every resource that supports tags has them."
  }
  assert {
    condition = alltrue([
      for queue in [aws_sqs_queue.rule_dlq, aws_sqs_queue.to_destination_dlq["queue"], aws_sqs_queue.to_destination_dlq["workflow"], aws_sqs_queue.to_destination_dlq["siem"]] :
      queue.sqs_managed_sse_enabled == true && queue.kms_master_key_id == null
    ])
    error_message = "Every queue is encrypted with keys that SQS manages."
  }
  assert {
    condition     = aws_sns_topic.run_alerts_topic[0].kms_master_key_id == "alias/aws/sns"
    error_message = "The topic is encrypted with the key that AWS manages."
  }
  assert {
    condition     = length(data.aws_iam_policy_document.run_alerts_function_permissions[0].statement) == 3
    error_message = "The function has no permissions on a key."
  }
}

run "copies_with_count_depends_on_and_for_each" {
  command = plan

  module {
    source = "./tests/called"
  }
  assert {
    condition = tolist(output.run_log_group_names) == tolist([
      "/aws/events/scalr/run-executed", "/aws/events/blue-scalr/run-executed", "/aws/events/green-scalr/run-executed",
    ])
    error_message = "Each copy has names of its own."
  }
}

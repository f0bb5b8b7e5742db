# Alerts on runs: the topic, the function, the rule.

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

run "a_created_topic_and_the_function" {
  command = plan

  variables {
    alerts                   = {}
    architecture             = "x86_64"
    log_retention_days       = 90
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  }

  # The topic and the rule.
  assert {
    condition     = aws_sns_topic.run_alerts_topic[0].name == "scalr-run-alerts" && aws_sns_topic.run_alerts_topic[0].kms_master_key_id == "alias/aws/sns"
    error_message = "The topic is created and encrypted."
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.run_alerts_rule[0].event_pattern) == { source = [{ prefix = "aws.partner/scalr.com" }], detail-type = ["RunExecuted"], detail = { event = { result = ["errored"] } } }
    error_message = "Runs that failed cause alerts."
  }
  assert {
    condition     = length(aws_sns_topic_subscription.run_alerts_email) == 0
    error_message = "Nobody is subscribed."
  }

  # The function.
  assert {
    condition     = aws_lambda_function.run_alerts_function[0].filename == "${path.module}/scalr-run-alerts.zip" && aws_lambda_function.run_alerts_function[0].source_code_hash == filebase64sha256("scalr-run-alerts.zip")
    error_message = "The package is the one that comes with the module, and the hash is that of its bytes."
  }
  assert {
    condition     = aws_lambda_function.run_alerts_function[0].architectures == tolist(["x86_64"]) && aws_lambda_function.run_alerts_function[0].runtime == "nodejs22.x"
    error_message = "The function has the given architecture, and the default runtime."
  }
  assert {
    condition     = aws_cloudwatch_log_group.run_alerts_function_log_group[0].name == "/aws/lambda/scalr-run-alerts" && aws_cloudwatch_log_group.run_alerts_function_log_group[0].retention_in_days == 90
    error_message = "The log is kept for the given time."
  }
  assert {
    condition     = aws_lambda_permission.run_alerts_rule_permission[0].source_arn == "arn:aws:events:eu-central-1:123456789012:rule/aws.partner/scalr.com/account-name/integration-name/scalr-run-alerts"
    error_message = "Only the rule may invoke the function."
  }
  assert {
    condition     = aws_iam_role.run_alerts_function_role[0].permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"
    error_message = "The role has the permissions boundary."
  }
}

run "an_existing_topic" {
  command = plan

  variables {
    alerts = {
      results         = ["errored", "discarded"]
      environments    = ["production*"]
      workspaces      = ["network"]
      topic_arn       = "arn:aws:sns:eu-central-1:123456789012:existing"
      email_addresses = ["platform@example.com"]
    }
  }
  assert {
    condition     = length(aws_sns_topic.run_alerts_topic) == 0 && output.alert_topic_arn == "arn:aws:sns:eu-central-1:123456789012:existing"
    error_message = "No second topic is created."
  }
  assert {
    condition     = aws_lambda_function.run_alerts_function[0].environment[0].variables["TOPIC_ARN"] == "arn:aws:sns:eu-central-1:123456789012:existing" && aws_sns_topic_subscription.run_alerts_email["platform@example.com"].topic_arn == "arn:aws:sns:eu-central-1:123456789012:existing"
    error_message = "The function publishes to the existing topic, and addresses are subscribed to it."
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.run_alerts_rule[0].event_pattern).detail == { event = { result = ["errored", "discarded"], environment = [{ wildcard = "production*" }], workspace = ["network"] } }
    error_message = "The rule matches by result, environment and workspace."
  }
}

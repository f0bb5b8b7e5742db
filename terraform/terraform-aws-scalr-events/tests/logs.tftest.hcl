# The log groups' retention, an existing resource policy, and an existing event bus.

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

run "given_retention_an_existing_policy_and_an_existing_event_bus" {
  command = plan

  variables {
    run_log_retention_days     = 7
    audit_log_retention_days   = 3653
    create_log_resource_policy = false
    create_event_bus           = false
    destinations = {
      one = {
        run_executed    = {}
        cloudwatch_logs = { log_group_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/events/one" }
      }
    }
  }

  # Log groups and their resource policy.
  assert {
    condition     = aws_cloudwatch_log_group.run_executed.retention_in_days == 7 && aws_cloudwatch_log_group.audit_log.retention_in_days == 3653
    error_message = "Each log group has its own retention."
  }
  assert {
    condition     = length(aws_cloudwatch_log_resource_policy.log_delivery) == 0 && length(data.aws_iam_policy_document.log_delivery_document) == 0
    error_message = "No second policy is created."
  }
  assert {
    condition     = length(aws_cloudwatch_log_resource_policy.log_delivery) == 0 && length(aws_cloudwatch_event_target.to_destination_target) == 1
    error_message = "No second policy is created."
  }

  # The event bus.
  assert {
    condition     = length(aws_cloudwatch_event_bus.event_bus) == 0
    error_message = "No second event bus is created."
  }
  assert {
    condition     = output.event_bus_name == var.event_source_name && output.event_bus_arn == "arn:aws:events:eu-central-1:123456789012:event-bus/existing"
    error_message = "The output is the existing event bus."
  }
  assert {
    condition     = aws_cloudwatch_event_rule.run_executed_rule.event_bus_name == var.event_source_name
    error_message = "The rules are on the existing event bus."
  }
}

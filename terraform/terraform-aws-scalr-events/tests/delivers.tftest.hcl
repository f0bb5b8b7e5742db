# What the output delivers says of filters and receivers. apply.tftest.hcl has the defaults.

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

run "everything" {
  command = plan

  variables {
    name_prefix         = "blue-"
    run_executed_filter = { environments = ["production", "stage-*"], dry_run = false }
    audit_log_filter    = { actions = ["delete-*"] }
    alerts              = { environments = ["production*"], email_addresses = ["a@example.com", "b@example.com"] }
    alarms = {
      topic_arn       = "arn:aws:sns:eu-central-1:123456789012:on-call"
      create_topic    = false
      email_addresses = ["a@example.com"]
    }
    destinations = {
      deployments = {
        run_executed = { results = ["applied"] }
        lambda       = { function_arn = "arn:aws:lambda:eu-central-1:123456789012:function:deployments" }
      }
      siem = {
        audit_log = {}
        https     = { url = "https://siem.example.com", authorization = "API_KEY" }
      }
    }
    destination_secrets = { siem = "secret" }
  }
  assert {
    condition = [for sentence in output.delivers : replace(sentence, "/ of this .*/", "")] == [
      "runs of environment production or stage-*, that are no dry runs → log group /aws/events/blue-scalr/run-executed",
      "audit log entries of action delete-* → log group /aws/events/blue-scalr/audit-log",
      "runs with result errored, of environment production* → e-mail to 2 addresses (own topic)",
      "alarms → e-mail to 1 address (existing topic)",
      "runs with result applied → destination deployments, a Lambda function",
      "all audit log entries → destination siem, an HTTPS endpoint",
    ]
    error_message = "Filters and receivers are in the plan."
  }
}

# Terraform drops what it does not know.
run "misspelt_attributes" {
  command = plan

  variables {
    run_executed_filter = { environment = ["production"] }
    alerts              = { result = ["canceled"], emails = ["a@example.com"] }
    alarms              = { emails = ["a@example.com"], enabled = false }
  }
  assert {
    condition = output.delivers == tolist([
      "all runs → log group /aws/events/scalr/run-executed",
      "all audit log entries → log group /aws/events/scalr/audit-log",
      "runs with result errored → no e-mail addresses (own topic)",
      "no alarms",
    ])
    error_message = "A misspelt attribute is seen by what is missing."
  }
}

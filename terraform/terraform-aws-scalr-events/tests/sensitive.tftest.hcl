# A wrong URL that is sensitive. OpenTofu takes no sensitive values in the variables of a test: see sensitive.tofutest.hcl.

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

run "a_wrong_sensitive_url" {
  command = plan

  variables {
    destinations = {
      chat = {
        run_executed = {}
        https        = { url = sensitive("http://chat.example.com/hook/secret"), authorization = "API_KEY" }
      }
    }
    destination_secrets = { chat = "unused" }
  }
  expect_failures = [var.destinations]
}

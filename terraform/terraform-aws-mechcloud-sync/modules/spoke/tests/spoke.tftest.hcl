# The rules, the role, the dead-letter queue and the alarms of a spoke.

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
  hub_bus_arn = "arn:aws:events:eu-west-1:210987654321:event-bus/mechcloud-hub"
}

run "by_default" {
  command = plan

  assert {
    condition     = aws_cloudwatch_event_rule.tag_change[0].name == "mc-tag-change-events-spoke" && length(aws_cloudwatch_event_rule.cloudtrail) == 0
    error_message = "The rules of the chosen mechanisms exist, and have names of their own."
  }
  assert {
    condition     = aws_cloudwatch_event_target.instance_state_change_hub.arn == var.hub_bus_arn
    error_message = "The target is the hub's bus."
  }
  assert {
    condition     = aws_iam_role.deliver_role.name == "mechcloud-spoke-eu-central-1" && aws_sqs_queue.dlq.name == "management-events-spoke-dlq"
    error_message = "An account can have a spoke in each region."
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.alarm_tag_change_lost) == 1 && length(aws_cloudwatch_metric_alarm.alarm_dlq_depth) == 1
    error_message = "Rules and dead-letter queue have alarms."
  }
}

run "with_prefix_and_cloudtrail" {
  command = plan

  variables {
    hub_bus_arn     = "arn:aws:events:eu-central-1:210987654321:event-bus/blue-mechcloud-hub"
    sync_mechanisms = ["cloudtrail"]
    name_prefix     = "0123456789abcdef"
    alarms          = { enabled = false }
  }
  assert {
    condition     = aws_cloudwatch_event_rule.cloudtrail[0].name == "0123456789abcdefmc-cloudtrail-events-spoke"
    error_message = "The longest prefix fits."
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.alarm_dlq_depth) == 0
    error_message = "Alarms can be left out."
  }
}

run "other_region_of_the_same_account" {
  command = plan

  variables {
    hub_bus_arn = "arn:aws:events:eu-west-1:123456789012:event-bus/mechcloud-hub"
  }
}

run "beside_its_hub" {
  command = plan

  variables {
    hub_bus_arn = "arn:aws:events:eu-central-1:123456789012:event-bus/mechcloud-hub"
  }
  expect_failures = [aws_iam_role.deliver_role]
}

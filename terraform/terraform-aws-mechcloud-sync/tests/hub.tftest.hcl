# The event bus for other regions and accounts, its rules and its policy, and the archives of the buses.

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
  cloud_account_id = "acc-1"
}

run "no_hub_and_an_archive" {
  command = plan

  variables {
    cloud_accounts         = { "210987654321" = "acc-2" }
    archive_retention_days = 30
  }

  # No hub.
  assert {
    condition     = length(aws_cloudwatch_event_bus.hub) == 0 && length(aws_cloudwatch_event_rule.hub_tag_change) == 0 && length(aws_cloudwatch_event_rule.hub_tag_change_of_account) == 0 && output.hub_bus_arn == null
    error_message = "Without create_hub there is no bus."
  }
  assert {
    condition     = aws_lambda_function.forwarder.environment[0].variables.CLOUD_ACCOUNTS == jsonencode({ "210987654321" = "acc-2" })
    error_message = "The function has the cloud accounts of events that come to the default bus."
  }

  # The archive.
  assert {
    condition     = aws_cloudwatch_event_archive.archive[0].name == "mechcloud-events" && aws_cloudwatch_event_archive.archive[0].retention_days == 30
    error_message = "The archive keeps events for the given time."
  }
  assert {
    condition     = aws_cloudwatch_event_archive.archive[0].event_source_arn == "arn:aws:events:eu-central-1:123456789012:event-bus/default"
    error_message = "The archive keeps events of the default bus."
  }
  assert {
    condition = jsondecode(aws_cloudwatch_event_archive.archive[0].event_pattern) == {
      source        = ["aws.ec2", "aws.tag"]
      "detail-type" = ["EC2 Instance State-change Notification", "Tag Change on Resource", "AWS API Call via CloudTrail"]
    }
    error_message = "The archive keeps the events that the rules can match."
  }
}

run "regions_of_one_account" {
  command = plan

  variables {
    create_hub = true
  }
  assert {
    condition     = aws_cloudwatch_event_bus.hub[0].name == "mechcloud-hub" && length(aws_cloudwatch_event_bus_policy.hub_access) == 0
    error_message = "The roles of this account need no policy of the bus."
  }
  assert {
    condition     = aws_cloudwatch_event_rule.hub_tag_change[0].name == "mc-tag-change-events-hub" && aws_cloudwatch_event_rule.hub_tag_change[0].event_bus_name == "mechcloud-hub"
    error_message = "The bus has a rule of its own for each kind of change."
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.hub_cloudtrail) == 0 && length(aws_cloudwatch_event_rule.hub_cloudtrail_of_account) == 0
    error_message = "The hub has the rules of the chosen mechanisms."
  }
  assert {
    condition     = aws_cloudwatch_event_target.hub_tag_change_queue[0].sqs_target[0].message_group_id == "mc-tag-change-events-hub"
    error_message = "The events of other regions do not wait for those of this region."
  }
}

run "accounts" {
  command = plan

  variables {
    create_hub             = true
    cloud_accounts         = { "210987654321" = "acc-2", "345678901234" = "acc-3" }
    sync_mechanisms        = ["tags", "cloudtrail"]
    archive_retention_days = 30
    name_prefix            = "blue-"
  }
  assert {
    condition     = length(aws_cloudwatch_event_bus_policy.hub_access) == 1
    error_message = "The policy of the bus names the accounts."
  }
  assert {
    condition     = aws_cloudwatch_event_rule.hub_cloudtrail_of_account["210987654321"].name == "blue-mc-cloudtrail-events-210987654321" && jsondecode(aws_cloudwatch_event_rule.hub_cloudtrail_of_account["210987654321"].event_pattern).account == ["210987654321"]
    error_message = "Each account has rules of its own."
  }
  assert {
    condition     = aws_cloudwatch_event_target.hub_cloudtrail_of_account_queue["345678901234"].sqs_target[0].message_group_id == "blue-mc-cloudtrail-events-345678901234"
    error_message = "The events of an account wait for those of no other account."
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.hub_cloudtrail[0].event_pattern).account[0]["anything-but"] == ["000000000000", "210987654321", "345678901234"]
    error_message = "No event has two rules."
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.alarm_hub_cloudtrail_of_account_lost) == 2 && aws_cloudwatch_metric_alarm.alarm_hub_cloudtrail_of_account_lost["345678901234"].dimensions.EventBusName == "blue-mechcloud-hub"
    error_message = "The rules of each account have alarms."
  }
  assert {
    condition     = aws_cloudwatch_event_archive.hub_archive[0].name == "blue-mechcloud-hub-events"
    error_message = "The bus has an archive of its own."
  }
}

run "fifty_accounts_and_the_longest_prefix" {
  command = plan

  variables {
    create_hub      = true
    cloud_accounts  = { for index in range(50) : tostring(100000000000 + index) => "9f0c1d2e-3b4a-5c6d-7e8f-9a0b1c2d3e4f" }
    sync_mechanisms = ["tags", "cloudtrail"]
    name_prefix     = "0123456789abcde-"
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.hub_cloudtrail[0].event_pattern) <= 2048 && length(aws_cloudwatch_event_rule.hub_tag_change_of_account) == 50
    error_message = "The most accounts fit EventBridge's longest pattern."
  }
  assert {
    # A region's name has up to 14 characters, two more than here.
    condition     = length(aws_iam_role.forwarder_role.name) <= 62 && length(aws_iam_role.forwarder_wake_up_role[0].name) <= 62 && length(aws_s3_bucket.trail_bucket[0].bucket) <= 63
    error_message = "The longest names are not longer than AWS allows."
  }
}

run "organization" {
  command = plan

  variables {
    create_hub      = true
    organization_id = "o-a1b2c3d4e5"
  }
  assert {
    condition     = length(aws_cloudwatch_event_bus_policy.hub_access) == 1
    error_message = "The policy of the bus names the organization."
  }
}

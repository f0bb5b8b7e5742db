# The rules and the trail that each choice of mechanisms gives.

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

run "cloudtrail_alone" {
  command = plan

  variables {
    sync_mechanisms          = ["cloudtrail"]
    trail_log_retention_days = 3
    alarms                   = { email_addresses = ["a@example.com"] }
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.tag_change) == 0 && length(aws_cloudwatch_event_target.tag_change_queue) == 0
    error_message = "The rule for tag changes does not exist."
  }
  assert {
    condition     = aws_cloudwatch_event_target.cloudtrail_queue[0].sqs_target[0].message_group_id == "mc-cloudtrail-events"
    error_message = "The rule's events are one message group."
  }
  assert {
    condition     = aws_cloudwatch_event_target.instance_state_change_queue.sqs_target[0].message_group_id == "mc-instance-state-change-events"
    error_message = "State changes of instances go to the queue with any mechanism, as one message group."
  }
  assert {
    condition     = aws_cloudtrail.trail[0].name == "mc-management-events" && aws_cloudtrail.trail[0].enable_log_file_validation
    error_message = "A trail is created, with log file validation."
  }
  assert {
    condition     = aws_cloudtrail.trail[0].kms_key_id == null
    error_message = "The trail has no customer managed key."
  }
  assert {
    condition     = aws_s3_bucket.trail_bucket[0].bucket == "mechcloud-trail-123456789012-eu-central-1"
    error_message = "The bucket's name has the account and the region."
  }
  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.trail_bucket_encryption[0].rule).apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"
    error_message = "The bucket is encrypted with keys that S3 manages."
  }
  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.trail_bucket_lifecycle[0].rule[0].expiration[0].days == 3
    error_message = "Log files expire after the given time."
  }
  assert {
    condition     = output.rule_arns.tag_change == null
    error_message = "The ARN of a rule that does not exist is null."
  }
  assert {
    condition = output.delivers == [
      "State changes of EC2 instances → MechCloud, cloud account acc-1",
      "Changes of the tag Mc-Asset-Name on VPCs, subnets and instances → nobody: tags is not chosen",
      "API calls that change VPCs, subnets and instances → MechCloud, cloud account acc-1",
      "Changes in other regions and accounts → nobody: there is no hub",
      "alarms → e-mail to 1 address (own topic)",
    ]
    error_message = "The plan says what is delivered to whom."
  }
}

run "an_existing_trail_and_no_archive" {
  command = plan

  variables {
    sync_mechanisms        = ["cloudtrail"]
    create_trail           = false
    archive_retention_days = null
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.cloudtrail) == 1
    error_message = "The rule for API calls exists."
  }
  assert {
    condition     = length(aws_cloudtrail.trail) == 0 && length(aws_s3_bucket.trail_bucket) == 0 && length(aws_s3_bucket_policy.trail_bucket_access) == 0
    error_message = "No second trail is created."
  }
  assert {
    condition     = length(aws_cloudwatch_event_archive.archive) == 0 && output.archive_arn == null
    error_message = "No archive exists."
  }
}

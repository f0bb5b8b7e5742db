# What every resource has: a prefix, tags, a key; other partitions.

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
  sync_mechanisms  = ["tags", "cloudtrail"]
}

run "a_prefix_tags_and_a_customer_managed_key" {
  command = plan

  variables {
    name_prefix            = "blue-"
    archive_retention_days = 1
    tags                   = { team = "platform" }
    kms_key_arn            = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }

  # The prefix.
  assert {
    condition = [
      aws_sqs_queue.management_events.name,
      aws_sqs_queue.management_events_dlq.name,
      aws_sqs_queue.rule_dlq.name,
      aws_lambda_function.forwarder.function_name,
      aws_iam_role.forwarder_role.name,
      aws_iam_role.forwarder_wake_up_role[0].name,
      aws_scheduler_schedule_group.forwarder_wake_up_schedules[0].name,
      aws_cloudwatch_log_group.forwarder_log_group.name,
      aws_cloudwatch_event_rule.instance_state_change.name,
      aws_cloudwatch_event_rule.tag_change[0].name,
      aws_cloudwatch_event_rule.cloudtrail[0].name,
      aws_cloudwatch_event_archive.archive[0].name,
      aws_cloudtrail.trail[0].name,
      aws_s3_bucket.trail_bucket[0].bucket,
      aws_secretsmanager_secret.access_token[0].name,
      aws_ssm_parameter.forwarder_event_source_mapping_parameter[0].name,
      aws_sns_topic.alarms[0].name,
      aws_cloudwatch_metric_alarm.alarm_tag_change_lost[0].alarm_name,
      aws_cloudwatch_dashboard.dashboard[0].dashboard_name,
      ] == [
      "blue-management-events.fifo",
      "blue-management-events-dlq.fifo",
      "blue-management-events-rule-dlq",
      "blue-push-mgmt-events-to-mechcloud",
      "blue-push-mgmt-events-to-mechcloud-eu-central-1",
      "blue-push-mgmt-events-to-mechcloud-run-eu-central-1",
      "blue-push-mgmt-events-to-mechcloud",
      "/aws/lambda/blue-push-mgmt-events-to-mechcloud",
      "blue-mc-instance-state-change-events",
      "blue-mc-tag-change-events",
      "blue-mc-cloudtrail-events",
      "blue-mechcloud-events",
      "blue-mc-management-events",
      "blue-mechcloud-trail-123456789012-eu-central-1",
      "blue-mechcloud-access-token",
      "/event-relay/blue-push-mgmt-events-to-mechcloud/event-source-mapping",
      "blue-mechcloud-alarms",
      "blue-mc-tag-change-events-lost",
      "blue-mechcloud-sync-eu-central-1",
    ]
    error_message = "Every name has the prefix."
  }
  assert {
    condition     = aws_cloudwatch_event_target.tag_change_queue[0].sqs_target[0].message_group_id == "blue-mc-tag-change-events"
    error_message = "The message group is the rule's name."
  }
  assert {
    condition     = strcontains(aws_cloudwatch_dashboard.dashboard[0].dashboard_body, "blue-mc-tag-change-events")
    error_message = "The dashboard shows the resources with the prefix."
  }
  assert {
    condition     = output.status_command == "aws-event-relay status --region eu-central-1 --prefix blue-" && alltrue([for step in output.next_steps : endswith(step, " --prefix blue-") if strcontains(step, "aws-event-relay")])
    error_message = "The commands are those of the relay with the prefix."
  }

  # Tags and the key.
  assert {
    condition = alltrue([
      for tags in [
        aws_sqs_queue.management_events.tags,
        aws_sqs_queue.management_events_dlq.tags,
        aws_sqs_queue.rule_dlq.tags,
        aws_lambda_function.forwarder.tags,
        aws_lambda_event_source_mapping.forwarder_event_source_mapping.tags,
        aws_iam_role.forwarder_role.tags,
        aws_cloudwatch_log_group.forwarder_log_group.tags,
        aws_cloudwatch_event_rule.instance_state_change.tags,
        aws_cloudwatch_event_rule.tag_change[0].tags,
        aws_cloudwatch_event_rule.cloudtrail[0].tags,
        aws_cloudtrail.trail[0].tags,
        aws_s3_bucket.trail_bucket[0].tags,
        aws_secretsmanager_secret.access_token[0].tags,
      ] : tags == tomap({ team = "platform" })
    ])
    error_message = "Every resource that supports tags has them."
  }
  assert {
    condition = alltrue([
      for queue in [aws_sqs_queue.management_events, aws_sqs_queue.management_events_dlq, aws_sqs_queue.rule_dlq] :
      queue.kms_master_key_id == var.kms_key_arn
    ])
    error_message = "The key encrypts the queue and both dead-letter queues."
  }
  assert {
    condition     = aws_cloudwatch_log_group.forwarder_log_group.kms_key_id == var.kms_key_arn && aws_lambda_function.forwarder.kms_key_arn == var.kms_key_arn
    error_message = "The key encrypts the log and the function's environment."
  }
  assert {
    condition     = aws_secretsmanager_secret.access_token[0].kms_key_id == var.kms_key_arn
    error_message = "The key encrypts the secret."
  }
  assert {
    condition     = aws_cloudtrail.trail[0].kms_key_id == var.kms_key_arn
    error_message = "The key encrypts the trail."
  }
  assert {
    condition = one(aws_s3_bucket_server_side_encryption_configuration.trail_bucket_encryption[0].rule).apply_server_side_encryption_by_default[0] == {
      kms_master_key_id = var.kms_key_arn
      sse_algorithm     = "aws:kms"
    }
    error_message = "The key encrypts the bucket."
  }
}

run "in_china" {
  command = plan

  override_data {
    target = data.aws_partition.current
    values = { partition = "aws-cn", dns_suffix = "amazonaws.com.cn" }
  }
  assert {
    condition     = startswith(output.dashboard_url, "https://console.amazonaws.cn/cloudwatch/home?region=eu-central-1#")
    error_message = "The dashboard is in China's console."
  }
  assert {
    condition     = aws_lambda_function.forwarder.tracing_config[0].mode == "PassThrough"
    error_message = "The function is not traced."
  }
}

run "in_govcloud" {
  command = plan

  override_data {
    target = data.aws_partition.current
    values = { partition = "aws-us-gov" }
  }
  assert {
    condition     = startswith(output.dashboard_url, "https://console.amazonaws-us-gov.com/cloudwatch/home?region=eu-central-1#")
    error_message = "The dashboard is in GovCloud's console."
  }
}

run "copies_with_count_depends_on_and_for_each" {
  command = plan

  module {
    source = "./tests/called"
  }
  assert {
    condition = tolist(output.function_names) == tolist([
      "push-mgmt-events-to-mechcloud", "blue-push-mgmt-events-to-mechcloud", "green-push-mgmt-events-to-mechcloud",
    ])
    error_message = "Each copy has names of its own."
  }
}

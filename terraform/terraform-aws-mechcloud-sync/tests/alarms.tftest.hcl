# What the alarms watch, and where they publish.

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

run "both_mechanisms" {
  command = plan

  variables {
    function_timeout = 60
    sync_mechanisms  = ["tags", "cloudtrail"]
  }
  assert {
    condition = length(concat(
      aws_cloudwatch_metric_alarm.alarm_dlq_depth,
      aws_cloudwatch_metric_alarm.alarm_rule_dlq_depth,
      aws_cloudwatch_metric_alarm.alarm_queue_waiting,
      aws_cloudwatch_metric_alarm.alarm_forwarder_errors,
      aws_cloudwatch_metric_alarm.alarm_forwarder_throttles,
      aws_cloudwatch_metric_alarm.alarm_forwarder_near_timeout,
      aws_cloudwatch_metric_alarm.alarm_channel_down,
      aws_cloudwatch_metric_alarm.alarm_move_failed,
      aws_cloudwatch_metric_alarm.alarm_token_unusable,
      aws_cloudwatch_metric_alarm.alarm_token_expires,
      aws_cloudwatch_metric_alarm.alarm_pause_failed,
      aws_cloudwatch_metric_alarm.alarm_instance_state_change_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_instance_state_change_lost,
      aws_cloudwatch_metric_alarm.alarm_tag_change_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_tag_change_lost,
      aws_cloudwatch_metric_alarm.alarm_cloudtrail_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_cloudtrail_lost,
    )) == 17
    error_message = "The rule for API calls has alarms, too."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_dlq_depth[0].dimensions == tomap({ QueueName = "management-events-dlq.fifo" })
    error_message = "One alarm watches the FIFO dead-letter queue."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_rule_dlq_depth[0].dimensions == tomap({ QueueName = "management-events-rule-dlq" })
    error_message = "One alarm watches the rules' dead-letter queue."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_queue_waiting[0].evaluation_periods == 20
    error_message = "One alarm goes off when events have waited for 20 minutes."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_forwarder_errors[0].dimensions == tomap({ FunctionName = "push-mgmt-events-to-mechcloud" })
    error_message = "One alarm watches the function."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_forwarder_near_timeout[0].threshold == 54000
    error_message = "One alarm goes off at 90 % of a long time-out."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_channel_down[0].dimensions == tomap({ service = "push-mgmt-events-to-mechcloud" }) && aws_cloudwatch_metric_alarm.alarm_channel_down[0].treat_missing_data == "ignore"
    error_message = "The alarm on a channel that is down stays on, although a paused relay writes no metrics."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_token_expires[0].threshold == 7200 && aws_cloudwatch_metric_alarm.alarm_token_expires[0].comparison_operator == "LessThanThreshold"
    error_message = "One alarm goes off when less than two hours are left of the token's life."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_pause_failed[0].dimensions == tomap({ service = "push-mgmt-events-to-mechcloud" }) && aws_cloudwatch_metric_alarm.alarm_pause_failed[0].treat_missing_data == "notBreaching"
    error_message = "One alarm goes off each time that the relay should pause and cannot."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_cloudtrail_lost[0].dimensions == tomap({ RuleName = "mc-cloudtrail-events" })
    error_message = "One alarm watches the events that a rule loses."
  }
}

run "an_existing_topic_and_a_runbook" {
  command = plan

  variables {
    alarms      = { topic_arn = "arn:aws:sns:eu-central-1:123456789012:on-call", email_addresses = ["ops@example.com"] }
    runbook_url = "https://wiki.example.com/runbook"
  }

  # The topic.
  assert {
    condition     = length(aws_sns_topic.alarms) == 0 && length(aws_sns_topic_policy.alarms_access) == 0
    error_message = "No topic is created."
  }
  assert {
    condition     = toset(aws_cloudwatch_metric_alarm.alarm_channel_down[0].alarm_actions) == toset(["arn:aws:sns:eu-central-1:123456789012:on-call"]) && toset(aws_cloudwatch_metric_alarm.alarm_channel_down[0].ok_actions) == toset(["arn:aws:sns:eu-central-1:123456789012:on-call"])
    error_message = "Alarms publish to the existing topic."
  }
  assert {
    condition     = aws_sns_topic_subscription.alarms_email["ops@example.com"].topic_arn == "arn:aws:sns:eu-central-1:123456789012:on-call"
    error_message = "E-mail addresses are subscribed to it."
  }
  assert {
    condition     = output.alarm_topic_arn == "arn:aws:sns:eu-central-1:123456789012:on-call"
    error_message = "The topic is an output."
  }

  # The runbook.
  assert {
    condition     = endswith(aws_cloudwatch_metric_alarm.alarm_channel_down[0].alarm_description, " Runbook: https://wiki.example.com/runbook#channel-down")
    error_message = "An alarm's description has the full URL."
  }
  assert {
    condition     = endswith(jsondecode(aws_cloudwatch_dashboard.dashboard[0].dashboard_body).widgets[0].properties.markdown, " What an alarm means: https://wiki.example.com/runbook")
    error_message = "The dashboard has the URL."
  }
}

run "no_topic_and_no_warning_of_the_tokens_end" {
  command = plan

  variables {
    alarms              = { create_topic = false }
    token_warning_hours = 0
  }

  # The topic.
  assert {
    condition     = length(aws_sns_topic.alarms) == 0 && output.alarm_topic_arn == null
    error_message = "No topic exists."
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.alarm_channel_down) == 1
    error_message = "The alarms exist."
  }
  assert {
    condition     = try(length(aws_cloudwatch_metric_alarm.alarm_channel_down[0].alarm_actions), 0) == 0 && try(length(aws_cloudwatch_metric_alarm.alarm_channel_down[0].ok_actions), 0) == 0
    error_message = "Alarms publish nowhere."
  }

  # The token's end.
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.alarm_token_expires) == 0 && length(aws_cloudwatch_metric_alarm.alarm_token_unusable) == 1
    error_message = "Only a token that is refused is an alarm."
  }
}

run "null_and_a_short_time_out" {
  command = plan

  variables {
    alarms           = null
    function_timeout = 10
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.alarm_channel_down) == 1
    error_message = "Null is the default: the alarms exist."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_forwarder_near_timeout[0].threshold == 6000
    error_message = "One alarm goes off 4 s before a short time-out: the function never takes 90 % of it."
  }
}

run "off" {
  command = plan

  variables {
    alarms           = { enabled = false }
    create_dashboard = false
  }
  assert {
    condition = length(concat(
      aws_cloudwatch_metric_alarm.alarm_dlq_depth,
      aws_cloudwatch_metric_alarm.alarm_rule_dlq_depth,
      aws_cloudwatch_metric_alarm.alarm_queue_waiting,
      aws_cloudwatch_metric_alarm.alarm_forwarder_errors,
      aws_cloudwatch_metric_alarm.alarm_forwarder_throttles,
      aws_cloudwatch_metric_alarm.alarm_forwarder_near_timeout,
      aws_cloudwatch_metric_alarm.alarm_channel_down,
      aws_cloudwatch_metric_alarm.alarm_move_failed,
      aws_cloudwatch_metric_alarm.alarm_token_unusable,
      aws_cloudwatch_metric_alarm.alarm_token_expires,
      aws_cloudwatch_metric_alarm.alarm_pause_failed,
      aws_cloudwatch_metric_alarm.alarm_instance_state_change_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_instance_state_change_lost,
      aws_cloudwatch_metric_alarm.alarm_tag_change_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_tag_change_lost,
      aws_cloudwatch_metric_alarm.alarm_cloudtrail_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_cloudtrail_lost,
    )) == 0
    error_message = "No alarm exists."
  }
  assert {
    condition     = length(aws_sns_topic.alarms) == 0 && length(aws_sns_topic_policy.alarms_access) == 0 && length(aws_sns_topic_subscription.alarms_email) == 0
    error_message = "No topic exists, and nobody is subscribed."
  }
  assert {
    condition     = output.alarm_topic_arn == null
    error_message = "The output is null."
  }
  assert {
    condition     = length(aws_cloudwatch_dashboard.dashboard) == 0 && output.dashboard_url == null
    error_message = "No dashboard exists."
  }
}

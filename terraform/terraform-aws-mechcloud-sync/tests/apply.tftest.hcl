# What exists after an apply: by default, with every option, and beside resources that are created in the same apply.

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

run "defaults" {
  # Names.
  assert {
    condition     = aws_lambda_function.forwarder.function_name == "push-mgmt-events-to-mechcloud"
    error_message = "The function has the name that MechCloud documents."
  }
  assert {
    condition     = aws_sqs_queue.management_events.name == "management-events.fifo"
    error_message = "The queue has the name that MechCloud documents."
  }
  assert {
    condition     = aws_cloudwatch_event_rule.instance_state_change.name == "mc-instance-state-change-events"
    error_message = "The rule for state changes has the name that MechCloud documents."
  }
  assert {
    condition     = aws_cloudwatch_event_rule.tag_change[0].name == "mc-tag-change-events"
    error_message = "The rule for tag changes has its name."
  }
  assert {
    condition     = aws_secretsmanager_secret.access_token[0].name == "mechcloud-access-token"
    error_message = "The secret has its name."
  }

  # Mechanisms.
  assert {
    condition     = length(aws_cloudwatch_event_rule.tag_change) == 1 && length(aws_cloudwatch_event_target.tag_change_queue) == 1
    error_message = "The rule for tag changes exists, with its target."
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.cloudtrail) == 0 && length(aws_cloudwatch_event_target.cloudtrail_queue) == 0
    error_message = "The rule for API calls does not exist."
  }
  assert {
    condition     = length(aws_cloudtrail.trail) == 0 && length(aws_s3_bucket.trail_bucket) == 0
    error_message = "The mechanism tags needs no trail."
  }
  assert {
    condition     = aws_cloudwatch_event_target.instance_state_change_queue.dead_letter_config[0].arn == aws_sqs_queue.rule_dlq.arn
    error_message = "Events that cannot be delivered to the queue go to the rules' dead-letter queue."
  }
  assert {
    condition     = length(aws_cloudwatch_event_archive.archive) == 0 && output.archive_arn == null
    error_message = "No archive exists."
  }

  # Queues.
  assert {
    condition     = aws_sqs_queue.management_events.fifo_queue && aws_sqs_queue.management_events.content_based_deduplication
    error_message = "The queue is FIFO, with content-based deduplication."
  }
  assert {
    condition     = aws_sqs_queue.management_events.visibility_timeout_seconds == 180
    error_message = "The visibility time-out is six times the function's time-out."
  }
  assert {
    condition = jsondecode(aws_sqs_queue_redrive_policy.management_events_redrive.redrive_policy) == {
      deadLetterTargetArn = aws_sqs_queue.management_events_dlq.arn
      maxReceiveCount     = 1000
    }
    error_message = "A message goes to the FIFO dead-letter queue only after as many receives as SQS allows."
  }
  assert {
    condition     = aws_sqs_queue.management_events_dlq.fifo_queue == true && aws_sqs_queue.rule_dlq.fifo_queue != true
    error_message = "The queue's dead-letter queue is FIFO; the rules' dead-letter queue is not."
  }
  assert {
    condition = alltrue([
      for queue in [aws_sqs_queue.management_events, aws_sqs_queue.management_events_dlq, aws_sqs_queue.rule_dlq] :
      queue.message_retention_seconds == 1209600
    ])
    error_message = "Every queue keeps messages for 14 days."
  }
  assert {
    condition = alltrue([
      for queue in [aws_sqs_queue.management_events, aws_sqs_queue.management_events_dlq, aws_sqs_queue.rule_dlq] :
      queue.sqs_managed_sse_enabled == true && queue.kms_master_key_id == null
    ])
    error_message = "Every queue is encrypted with keys that SQS manages."
  }
  assert {
    condition     = aws_lambda_event_source_mapping.forwarder_event_source_mapping.batch_size == 10
    error_message = "A batch has at most ten events."
  }

  # Function.
  assert {
    condition = tomap({ for name, value in aws_lambda_function.forwarder.environment[0].variables : name => value if name != "RELAY_VERSION" }) == tomap({
      TEAM_ID                 = "d65e32d2-e18f-49a7-8cbf-e19205772ea0"
      CLOUD_ACCOUNT_ID        = "acc-1"
      CLOUD_ACCOUNTS          = "{}"
      MECHCLOUD_ENDPOINT_URL  = "https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events"
      PAYLOAD                 = "full"
      ACCESS_TOKEN_SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:mocked-a1b2c3"
      ON_FAILURE              = "pause"
      QUEUE_URL               = "https://sqs.eu-central-1.amazonaws.com/123456789012/mocked"
      DEAD_LETTER_QUEUE_URL   = "https://sqs.eu-central-1.amazonaws.com/123456789012/mocked"
      SCHEDULE_GROUP          = "push-mgmt-events-to-mechcloud"
      SCHEDULE_ROLE_ARN       = "arn:aws:iam::123456789012:role/push-mgmt-events-to-mechcloud-run-eu-central-1"

      EVENT_SOURCE_MAPPING_PARAMETER = "/event-relay/push-mgmt-events-to-mechcloud/event-source-mapping"
    })
    error_message = "The environment is the documented one, with the default team and endpoint, and without the token."
  }
  assert {
    condition     = aws_lambda_function.forwarder.timeout == 30 && aws_lambda_function.forwarder.memory_size == 512
    error_message = "The function has 30 seconds and 512 MB."
  }
  assert {
    condition     = aws_lambda_function.forwarder.filename == "${path.module}/push-mgmt-events-to-mechcloud.zip"
    error_message = "The function's package is the one that comes with the module."
  }
  assert {
    condition     = aws_lambda_function.forwarder.source_code_hash == filebase64sha256("push-mgmt-events-to-mechcloud.zip")
    error_message = "The hash is that of the package's bytes."
  }
  assert {
    condition     = aws_lambda_function.forwarder.handler == "index.handler" && aws_lambda_function.forwarder.runtime == "nodejs22.x"
    error_message = "The function runs on Node.js."
  }
  assert {
    condition     = aws_lambda_function.forwarder.architectures == tolist(["arm64"]) && try(length(aws_lambda_function.forwarder.layers), 0) == 0
    error_message = "The function runs on arm64, without layers."
  }
  assert {
    condition     = aws_lambda_function.forwarder.kms_key_arn == null
    error_message = "No customer managed key encrypts the environment."
  }
  assert {
    condition     = aws_lambda_function.forwarder.tracing_config[0].mode == "PassThrough"
    error_message = "The function traces only what its caller traces."
  }
  assert {
    condition     = !contains([for statement in data.aws_iam_policy_document.forwarder_permissions.statement : statement.sid], "Trace")
    error_message = "The function may not write traces."
  }
  assert {
    condition     = aws_cloudwatch_log_group.forwarder_log_group.retention_in_days == 30
    error_message = "The log is kept for 30 days."
  }

  # Access token.
  assert {
    condition     = length(aws_secretsmanager_secret.access_token) == 1
    error_message = "The secret is created."
  }
  assert {
    condition     = output.access_token_secret_arn == aws_secretsmanager_secret.access_token[0].arn
    error_message = "The secret's ARN is an output."
  }

  # Pause.
  assert {
    condition     = aws_ssm_parameter.forwarder_event_source_mapping_parameter[0].value == aws_lambda_event_source_mapping.forwarder_event_source_mapping.uuid
    error_message = "The parameter names the event source mapping."
  }
  assert {
    condition     = aws_ssm_parameter.forwarder_event_source_mapping_parameter[0].name == aws_lambda_function.forwarder.environment[0].variables.EVENT_SOURCE_MAPPING_PARAMETER
    error_message = "The function knows the parameter."
  }
  assert {
    condition     = data.aws_iam_policy_document.forwarder_pause[0].statement[0].actions == toset(["lambda:GetEventSourceMapping", "lambda:UpdateEventSourceMapping"])
    error_message = "The function may read and update an event source mapping."
  }
  assert {
    condition     = data.aws_iam_policy_document.forwarder_pause[0].statement[0].resources == toset(["arn:aws:lambda:eu-central-1:123456789012:event-source-mapping:${aws_lambda_event_source_mapping.forwarder_event_source_mapping.uuid}"])
    error_message = "The function may update its own event source mapping and no other."
  }
  assert {
    condition     = length(data.aws_iam_policy_document.forwarder_pause[0].statement) == 1 && aws_iam_role_policy.forwarder_pause_policy[0].role == aws_iam_role.forwarder_role.id
    error_message = "The policy allows nothing else, and is the function's."
  }
  assert {
    condition     = aws_lambda_event_source_mapping.forwarder_event_source_mapping.enabled
    error_message = "The mapping is created enabled."
  }
  assert {
    condition     = aws_scheduler_schedule_group.forwarder_wake_up_schedules[0].name == aws_lambda_function.forwarder.environment[0].variables.SCHEDULE_GROUP
    error_message = "The function creates its schedules in a group of its own."
  }
  assert {
    condition     = aws_lambda_function.forwarder.environment[0].variables.SCHEDULE_ROLE_ARN == "arn:aws:iam::123456789012:role/${aws_iam_role.forwarder_wake_up_role[0].name}"
    error_message = "The schedules invoke the function in a role of its own."
  }
  assert {
    condition     = data.aws_iam_policy_document.forwarder_wake_up_permissions[0].statement[0].resources == toset(["arn:aws:lambda:eu-central-1:123456789012:function:push-mgmt-events-to-mechcloud"])
    error_message = "That role may invoke this function and no other."
  }

  # Alarms and dashboard.
  assert {
    condition     = aws_sns_topic.alarms[0].name == "mechcloud-alarms" && output.alarm_topic_arn == aws_sns_topic.alarms[0].arn
    error_message = "A topic is created, and is an output."
  }
  assert {
    condition = [for alarm in concat(
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
    ) : tolist(alarm.alarm_actions)] == [for index in range(15) : tolist(["arn:aws:sns:eu-central-1:123456789012:mocked"])]
    error_message = "Everything that exists has alarms (queues, function, rules), and each publishes to the topic."
  }
  assert {
    condition     = toset(aws_cloudwatch_metric_alarm.alarm_channel_down[0].ok_actions) == toset([aws_sns_topic.alarms[0].arn]) && try(length(aws_cloudwatch_metric_alarm.alarm_pause_failed[0].ok_actions), 0) == 0
    error_message = "The end of a state is published, too."
  }
  assert {
    condition     = length(aws_sns_topic_policy.alarms_access) == 1 && length(aws_sns_topic_subscription.alarms_email) == 0
    error_message = "CloudWatch may publish, and nobody is subscribed."
  }
  assert {
    condition     = aws_cloudwatch_dashboard.dashboard[0].dashboard_name == "mechcloud-sync-eu-central-1"
    error_message = "The dashboard's name has the region, because dashboards are global."
  }
  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.dashboard[0].dashboard_body).widgets) == 9
    error_message = "The dashboard has a heading and eight graphs."
  }
  assert {
    condition     = strcontains(aws_cloudwatch_dashboard.dashboard[0].dashboard_body, "service=\\\"push-mgmt-events-to-mechcloud\\\"")
    error_message = "The graphs by type are about this relay's function."
  }
  assert {
    condition     = alltrue([for widget in jsondecode(aws_cloudwatch_dashboard.dashboard[0].dashboard_body).widgets : try(widget.properties.region, "eu-central-1") == "eu-central-1"])
    error_message = "The graphs are about the relay's region."
  }

  # Outputs.
  assert {
    condition     = output.access_token_command == "aws secretsmanager put-secret-value --region eu-central-1 --secret-id ${aws_secretsmanager_secret.access_token[0].arn} --secret-string file:///dev/stdin && ${output.resume_command}"
    error_message = "One command stores the token, from standard input, and resumes the relay."
  }
  assert {
    condition     = output.resume_command == "aws lambda update-event-source-mapping --region eu-central-1 --uuid ${output.event_source_mapping_uuid} --enabled --query State --output text"
    error_message = "One command resumes a paused relay."
  }
  assert {
    condition     = startswith(output.pause_command, "aws lambda update-event-source-mapping --region eu-central-1 --uuid ${output.event_source_mapping_uuid} --no-enabled ") && endswith(output.pause_command, "aws scheduler delete-schedule --region eu-central-1 --group-name push-mgmt-events-to-mechcloud --name {}")
    error_message = "One command pauses the relay until a person resumes it."
  }
  assert {
    condition     = output.logs_command == "aws logs tail --region eu-central-1 --follow /aws/lambda/push-mgmt-events-to-mechcloud"
    error_message = "One command follows the log."
  }
  assert {
    condition     = output.status_command == "aws-event-relay status --region eu-central-1"
    error_message = "One command shows the state."
  }
  assert {
    condition     = output.dashboard_url == "https://console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/mechcloud-sync-eu-central-1"
    error_message = "The dashboard's URL is an output."
  }
  assert {
    condition     = contains(output.next_steps, "Check everything: aws-event-relay doctor --region eu-central-1") && length(output.next_steps) == 6
    error_message = "What remains to do is an output."
  }
  assert {
    condition     = endswith(aws_cloudwatch_metric_alarm.alarm_dlq_depth[0].alarm_description, " Runbook: docs/operations.md#dead-letter-queue")
    error_message = "An alarm names its section of the runbook."
  }
  assert {
    condition     = output.redrive_command == "aws sqs start-message-move-task --region eu-central-1 --source-arn ${aws_sqs_queue.management_events_dlq.arn}"
    error_message = "One command sends dead letters again."
  }
  assert {
    condition     = output.kms_key_policy == "{}" && output.log_group_name == "/aws/lambda/push-mgmt-events-to-mechcloud"
    error_message = "The key policy and the log group's name are outputs."
  }
  assert {
    condition     = output.trail_arn == null && output.trail_bucket_name == null && output.rule_arns.cloudtrail == null
    error_message = "Outputs of resources that do not exist are null."
  }
}

run "every_option" {
  variables {
    sync_mechanisms        = ["tags", "cloudtrail"]
    archive_retention_days = 30
    alarms                 = { email_addresses = ["ops@example.com", "dev@example.com"] }
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.tag_change) == 1 && length(aws_cloudwatch_event_rule.cloudtrail) == 1
    error_message = "Both rules exist."
  }
  assert {
    condition     = length(aws_cloudtrail.trail) == 1
    error_message = "The trail exists."
  }
  assert {
    condition     = output.trail_arn == aws_cloudtrail.trail[0].arn && output.trail_bucket_name == aws_s3_bucket.trail_bucket[0].bucket
    error_message = "Trail and bucket are outputs."
  }
  assert {
    condition = output.rule_arns == {
      instance_state_change = aws_cloudwatch_event_rule.instance_state_change.arn
      tag_change            = aws_cloudwatch_event_rule.tag_change[0].arn
      cloudtrail            = aws_cloudwatch_event_rule.cloudtrail[0].arn
    }
    error_message = "All three rules are outputs."
  }
  assert {
    condition     = output.archive_arn == aws_cloudwatch_event_archive.archive[0].arn
    error_message = "The archive is an output."
  }
  assert {
    condition     = toset(keys(aws_sns_topic_subscription.alarms_email)) == toset(["ops@example.com", "dev@example.com"])
    error_message = "Each address has a subscription."
  }
  assert {
    condition     = alltrue([for to in aws_sns_topic_subscription.alarms_email : to.protocol == "email" && to.topic_arn == aws_sns_topic.alarms[0].arn])
    error_message = "The addresses are subscribed to the created topic, by e-mail."
  }
}

run "arns_that_are_known_only_after_apply" {
  # What is created in the same apply is in tests/beside.
  module {
    source = "./tests/beside"
  }
  assert {
    condition     = output.access_token_secret_arn == aws_secretsmanager_secret.token.arn
    error_message = "The relay reads the secret that is created beside it."
  }
}

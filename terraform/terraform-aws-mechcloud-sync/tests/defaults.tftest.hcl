# What a newcomer gets who sets no more than the cloud account.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  cloud_account_id = "acc-1"
}


run "names_are_those_that_mechcloud_documents" {
  assert {
    condition     = aws_lambda_function.forwarder.function_name == "push-mgmt-events-to-mechcloud"
    error_message = "The function has the documented name."
  }
  assert {
    condition     = aws_sqs_queue.management_events.name == "management-events.fifo"
    error_message = "The queue has the documented name."
  }
  assert {
    condition     = aws_cloudwatch_event_rule.instance_state_change.name == "mc-instance-state-change-events"
    error_message = "The rule of state changes has the documented name."
  }
  assert {
    condition     = aws_cloudwatch_event_rule.tag_change[0].name == "mc-tag-change-events"
    error_message = "The rule of tag changes has its name."
  }
  assert {
    condition     = aws_secretsmanager_secret.access_token[0].name == "mechcloud-access-token"
    error_message = "The secret has its name."
  }
}

run "the_forwarder_knows_where_to_post" {
  assert {
    condition = aws_lambda_function.forwarder.environment[0].variables == tomap({
      TEAM_ID                 = "d65e32d2-e18f-49a7-8cbf-e19205772ea0"
      CLOUD_ACCOUNT_ID        = "acc-1"
      MECHCLOUD_ENDPOINT_URL  = "https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events"
      PAYLOAD                 = "full"
      ACCESS_TOKEN_SECRET_ARN = "arn:aws:secretsmanager:ap-south-1:123456789012:secret:made-a1b2c3"
      ON_FAILURE              = "pause"
      QUEUE_URL               = "https://sqs.ap-south-1.amazonaws.com/123456789012/mocked"
      MAX_RECEIVE_COUNT       = "10"

      EVENT_SOURCE_MAPPING_PARAMETER = "/event-relay/push-mgmt-events-to-mechcloud/event-source-mapping"
    })
    error_message = "The environment is the documented one, with the default team and endpoint, and never the token."
  }
  assert {
    condition     = aws_lambda_function.forwarder.timeout == 30 && aws_lambda_function.forwarder.memory_size == 256
    error_message = "The function has 30 seconds and 256 MB."
  }
  assert {
    condition     = aws_cloudwatch_log_group.forwarder_log_group.retention_in_days == 30
    error_message = "The log is kept for 30 days."
  }
}

run "the_queue_keeps_order_and_failures" {
  assert {
    condition     = aws_sqs_queue.management_events.fifo_queue && aws_sqs_queue.management_events.content_based_deduplication
    error_message = "The queue is FIFO, with content-based deduplication."
  }
  assert {
    condition     = aws_sqs_queue.management_events.visibility_timeout_seconds == 180
    error_message = "The visibility time-out is six times the function's."
  }
  assert {
    condition = jsondecode(aws_sqs_queue_redrive_policy.management_events_redrive.redrive_policy) == {
      deadLetterTargetArn = aws_sqs_queue.management_events_dlq.arn
      maxReceiveCount     = 10
    }
    error_message = "A message goes to the FIFO dead-letter queue after ten receives."
  }
  assert {
    condition     = aws_sqs_queue.management_events_dlq.fifo_queue == true && aws_sqs_queue.rule_dlq.fifo_queue != true
    error_message = "The queue's dead-letter queue is FIFO, the rules' is not."
  }
  assert {
    condition = alltrue([
      for queue in [aws_sqs_queue.management_events, aws_sqs_queue.management_events_dlq, aws_sqs_queue.rule_dlq] :
      queue.message_retention_seconds == 1209600
    ])
    error_message = "Every queue keeps messages for 14 days."
  }
  assert {
    condition     = aws_lambda_event_source_mapping.forwarder_event_source_mapping.batch_size == 10
    error_message = "A batch has at most ten events."
  }
}

run "the_outputs_are_what_an_operator_needs" {
  assert {
    condition     = output.access_token_command == "aws secretsmanager put-secret-value --region ap-south-1 --secret-id ${aws_secretsmanager_secret.access_token[0].arn} --secret-string file:///dev/stdin"
    error_message = "One command fills the secret, from standard input."
  }
  assert {
    condition     = output.logs_command == "aws logs tail --region ap-south-1 --follow /aws/lambda/push-mgmt-events-to-mechcloud"
    error_message = "One command follows the log."
  }
  assert {
    condition     = output.redrive_command == "aws sqs start-message-move-task --region ap-south-1 --source-arn ${aws_sqs_queue.management_events_dlq.arn}"
    error_message = "One command sends dead letters again."
  }
  assert {
    condition     = output.kms_key_policy == "{}" && output.log_group_name == "/aws/lambda/push-mgmt-events-to-mechcloud"
    error_message = "The key's policy and the log group's name are outputs."
  }
  assert {
    condition     = output.trail_arn == null && output.trail_bucket_name == null && output.rule_arns.cloudtrail == null
    error_message = "What is not made is null."
  }
}

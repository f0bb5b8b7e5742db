# What happens when MechCloud takes no events for good.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  cloud_account_id = "acc-1"
}

run "the_function_may_pause" {
  assert {
    condition     = aws_ssm_parameter.forwarder_event_source_mapping_parameter[0].value == aws_lambda_event_source_mapping.forwarder_event_source_mapping.uuid
    error_message = "The function finds its event source mapping."
  }
  assert {
    condition     = aws_ssm_parameter.forwarder_event_source_mapping_parameter[0].name == aws_lambda_function.forwarder.environment[0].variables.EVENT_SOURCE_MAPPING_PARAMETER
    error_message = "The function knows where to look."
  }
  assert {
    condition     = data.aws_iam_policy_document.forwarder_pause[0].statement[0].actions == toset(["lambda:UpdateEventSourceMapping"])
    error_message = "The function may change an event source mapping."
  }
  assert {
    condition     = data.aws_iam_policy_document.forwarder_pause[0].statement[0].resources == toset(["arn:aws:lambda:ap-south-1:123456789012:event-source-mapping:${aws_lambda_event_source_mapping.forwarder_event_source_mapping.uuid}"])
    error_message = "It may change its own, and no other."
  }
  assert {
    condition     = length(data.aws_iam_policy_document.forwarder_pause[0].statement) == 1 && aws_iam_role_policy.forwarder_pause_policy[0].role == aws_iam_role.forwarder_role.id
    error_message = "It may do nothing else."
  }
}

run "an_apply_resumes" {
  assert {
    condition     = aws_lambda_event_source_mapping.forwarder_event_source_mapping.enabled
    error_message = "The mapping is enabled, so that Terraform sees a pause as drift."
  }
  assert {
    condition     = output.resume_command == "aws lambda update-event-source-mapping --region ap-south-1 --uuid ${output.event_source_mapping_uuid} --enabled"
    error_message = "One command resumes, too."
  }
}

run "events_go_to_the_dead_letter_queue_instead" {
  variables {
    on_failure = "dead-letter"
  }
  assert {
    condition     = aws_lambda_function.forwarder.environment[0].variables.ON_FAILURE == "dead-letter"
    error_message = "The function is told."
  }
  assert {
    condition     = length(aws_ssm_parameter.forwarder_event_source_mapping_parameter) == 0
    error_message = "There is no parameter."
  }
  assert {
    condition     = length(aws_iam_role_policy.forwarder_pause_policy) == 0 && length(data.aws_iam_policy_document.forwarder_pause) == 0
    error_message = "The function may not pause."
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.alarm_paused) == 0 && length(aws_cloudwatch_metric_alarm.alarm_pause_failed) == 0
    error_message = "No alarm watches for pausing."
  }
  assert {
    condition     = !contains([for statement in data.aws_iam_policy_document.forwarder_permissions.statement : statement.sid], "FindEventSourceMapping")
    error_message = "The function may not read the parameter."
  }
}

run "the_receive_count_is_known" {
  variables {
    max_receive_count = 3
  }
  assert {
    condition     = aws_lambda_function.forwarder.environment[0].variables.MAX_RECEIVE_COUNT == "3"
    error_message = "The function knows how often the queue gives an event out."
  }
}

run "with_a_prefix" {
  variables {
    name_prefix = "blue-"
  }
  assert {
    condition     = aws_ssm_parameter.forwarder_event_source_mapping_parameter[0].name == "/event-relay/blue-push-mgmt-events-to-mechcloud/event-source-mapping"
    error_message = "The parameter has the prefix."
  }
}

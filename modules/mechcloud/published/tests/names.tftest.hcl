# A prefix lets several relays fit one account and region.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  cloud_account_id = "acc-1"
}


run "every_name_begins_with_the_prefix" {
  variables {
    name_prefix     = "blue-"
    sync_mechanisms = ["tags", "cloudtrail"]
  }
  assert {
    condition = [
      aws_sqs_queue.management_events.name,
      aws_sqs_queue.management_events_dlq.name,
      aws_sqs_queue.rule_dlq.name,
      aws_lambda_function.forwarder.function_name,
      aws_iam_role.forwarder_role.name,
      aws_cloudwatch_log_group.forwarder_log_group.name,
      aws_cloudwatch_event_rule.instance_state_change.name,
      aws_cloudwatch_event_rule.tag_change[0].name,
      aws_cloudwatch_event_rule.cloudtrail[0].name,
      aws_cloudtrail.trail[0].name,
      aws_s3_bucket.trail_bucket[0].bucket,
      aws_secretsmanager_secret.access_token[0].name,
      ] == [
      "blue-management-events.fifo",
      "blue-management-events-dlq.fifo",
      "blue-management-events-rule-dlq",
      "blue-push-mgmt-events-to-mechcloud",
      "blue-push-mgmt-events-to-mechcloud-ap-south-1",
      "/aws/lambda/blue-push-mgmt-events-to-mechcloud",
      "blue-mc-instance-state-change-events",
      "blue-mc-tag-change-events",
      "blue-mc-cloudtrail-events",
      "blue-mc-management-events",
      "blue-mechcloud-trail-123456789012-ap-south-1",
      "blue-mechcloud-access-token",
    ]
    error_message = "Every name begins with the prefix."
  }
  assert {
    condition     = aws_cloudwatch_event_target.tag_change_queue[0].sqs_target[0].message_group_id == "blue-mc-tag-change-events"
    error_message = "The message group is the rule's name."
  }
}

run "the_longest_prefix_fits" {
  variables {
    name_prefix     = "0123456789abcde-"
    sync_mechanisms = ["tags", "cloudtrail"]
  }
  assert {
    condition     = length(aws_iam_role.forwarder_role.name) <= 64 && length(aws_s3_bucket.trail_bucket[0].bucket) <= 63
    error_message = "The longest names fit what AWS allows."
  }
}

run "tags_are_on_everything_that_takes_tags" {
  variables {
    sync_mechanisms = ["tags", "cloudtrail"]
    tags            = { team = "platform" }
  }
  assert {
    condition = alltrue([
      for resource in [
        aws_sqs_queue.management_events,
        aws_sqs_queue.management_events_dlq,
        aws_sqs_queue.rule_dlq,
        aws_lambda_function.forwarder,
        aws_lambda_event_source_mapping.forwarder_event_source_mapping,
        aws_iam_role.forwarder_role,
        aws_cloudwatch_log_group.forwarder_log_group,
        aws_cloudwatch_event_rule.instance_state_change,
        aws_cloudwatch_event_rule.tag_change[0],
        aws_cloudwatch_event_rule.cloudtrail[0],
        aws_cloudtrail.trail[0],
        aws_s3_bucket.trail_bucket[0],
        aws_secretsmanager_secret.access_token[0],
      ] : resource.tags == tomap({ team = "platform" })
    ])
    error_message = "Every resource that takes tags has them."
  }
}

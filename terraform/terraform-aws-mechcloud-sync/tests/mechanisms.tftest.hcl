# Which rules and which trail each choice of sync_mechanisms and create_trail gives.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  cloud_account_id = "acc-1"
}


run "tags_alone" {
  variables {
    sync_mechanisms = ["tags"]
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.tag_change) == 1 && length(aws_cloudwatch_event_target.tag_change_queue) == 1
    error_message = "The rule of tag changes is there, with its target."
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.cloudtrail) == 0 && length(aws_cloudwatch_event_target.cloudtrail_queue) == 0
    error_message = "The rule of API calls is not there."
  }
  assert {
    condition     = length(aws_cloudtrail.trail) == 0 && length(aws_s3_bucket.trail_bucket) == 0
    error_message = "Tags need no trail."
  }
}

run "cloudtrail_alone" {
  variables {
    sync_mechanisms          = ["cloudtrail"]
    trail_log_retention_days = 3
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.tag_change) == 0 && length(aws_cloudwatch_event_target.tag_change_queue) == 0
    error_message = "The rule of tag changes is not there."
  }
  assert {
    condition     = aws_cloudwatch_event_target.cloudtrail_queue[0].sqs_target[0].message_group_id == "mc-cloudtrail-events"
    error_message = "The events of the rule are one message group."
  }
  assert {
    condition     = aws_cloudtrail.trail[0].name == "mc-management-events" && aws_cloudtrail.trail[0].enable_log_file_validation
    error_message = "A trail is made, with log-file validation."
  }
  assert {
    condition     = aws_s3_bucket.trail_bucket[0].bucket == "mechcloud-trail-123456789012-ap-south-1"
    error_message = "The bucket's name has account and region."
  }
  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.trail_bucket_lifecycle[0].rule[0].expiration[0].days == 3
    error_message = "Log files expire when they are said to."
  }
  assert {
    condition     = output.trail_arn == aws_cloudtrail.trail[0].arn && output.trail_bucket_name == aws_s3_bucket.trail_bucket[0].bucket
    error_message = "Trail and bucket are outputs."
  }
  assert {
    condition     = output.rule_arns.tag_change == null && output.rule_arns.cloudtrail == aws_cloudwatch_event_rule.cloudtrail[0].arn
    error_message = "Only the rules that are there have an ARN."
  }
}

run "both" {
  variables {
    sync_mechanisms = ["tags", "cloudtrail"]
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.tag_change) == 1 && length(aws_cloudwatch_event_rule.cloudtrail) == 1
    error_message = "Both rules are there."
  }
  assert {
    condition     = length(aws_cloudtrail.trail) == 1
    error_message = "The trail is there."
  }
  assert {
    condition     = length([for arn in output.rule_arns : arn if arn != null]) == 3
    error_message = "All three rules have an ARN."
  }
}

run "an_existing_trail" {
  variables {
    sync_mechanisms = ["cloudtrail"]
    create_trail    = false
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.cloudtrail) == 1
    error_message = "The rule of API calls is there."
  }
  assert {
    condition     = length(aws_cloudtrail.trail) == 0 && length(aws_s3_bucket.trail_bucket) == 0 && length(aws_s3_bucket_policy.trail_bucket_access) == 0
    error_message = "No second trail is made."
  }
}

run "instances_in_any_case" {
  variables {
    sync_mechanisms = ["cloudtrail"]
  }
  assert {
    condition     = aws_cloudwatch_event_target.instance_state_change_queue.sqs_target[0].message_group_id == "mc-instance-state-change-events"
    error_message = "State changes of instances go into the queue, as one message group."
  }
  assert {
    condition     = aws_cloudwatch_event_target.instance_state_change_queue.dead_letter_config[0].arn == aws_sqs_queue.rule_dlq.arn
    error_message = "What cannot be put into the queue goes to the rules' dead-letter queue."
  }
}

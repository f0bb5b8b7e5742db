# The rules, the trail and the archive that each choice of mechanisms gives.

mock_provider "aws" {
  mock_data "aws_partition" { defaults = { partition = "aws" } }
  mock_data "aws_region" { defaults = { id = "ap-south-1" } }
  mock_data "aws_caller_identity" { defaults = { account_id = "123456789012" } }
  mock_data "aws_iam_policy_document" { defaults = { json = "{}" } }
}

variables {
  cloud_account_id = "acc-1"
}

run "cloudtrail_alone" {
  command = plan

  variables {
    sync_mechanisms          = ["cloudtrail"]
    trail_log_retention_days = 3
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
    condition     = aws_s3_bucket.trail_bucket[0].bucket == "mechcloud-trail-123456789012-ap-south-1"
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
}

run "both" {
  command = plan

  variables {
    sync_mechanisms = ["tags", "cloudtrail"]
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.tag_change) == 1 && length(aws_cloudwatch_event_rule.cloudtrail) == 1
    error_message = "Both rules exist."
  }
  assert {
    condition     = length(aws_cloudtrail.trail) == 1
    error_message = "The trail exists."
  }
}

run "an_existing_trail" {
  command = plan

  variables {
    sync_mechanisms = ["cloudtrail"]
    create_trail    = false
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.cloudtrail) == 1
    error_message = "The rule for API calls exists."
  }
  assert {
    condition     = length(aws_cloudtrail.trail) == 0 && length(aws_s3_bucket.trail_bucket) == 0 && length(aws_s3_bucket_policy.trail_bucket_access) == 0
    error_message = "No second trail is created."
  }
}

run "an_archive" {
  command = plan

  variables {
    archive_retention_days = 30
  }
  assert {
    condition     = aws_cloudwatch_event_archive.archive[0].name == "mechcloud-events" && aws_cloudwatch_event_archive.archive[0].retention_days == 30
    error_message = "The archive keeps events for the given time."
  }
  assert {
    condition     = aws_cloudwatch_event_archive.archive[0].event_source_arn == "arn:aws:events:ap-south-1:123456789012:event-bus/default"
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

run "an_archive_for_null_days" {
  command = plan

  variables {
    archive_retention_days = null
  }
  assert {
    condition     = length(aws_cloudwatch_event_archive.archive) == 0 && output.archive_arn == null
    error_message = "No archive exists."
  }
}

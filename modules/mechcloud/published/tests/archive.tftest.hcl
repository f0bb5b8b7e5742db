# The archive that events can be replayed from.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  cloud_account_id = "acc-1"
}

run "none_by_default" {
  assert {
    condition     = length(aws_cloudwatch_event_archive.archive) == 0 && output.archive_arn == null
    error_message = "There is no archive."
  }
}

run "null_is_none" {
  variables {
    archive_retention_days = null
  }
  assert {
    condition     = length(aws_cloudwatch_event_archive.archive) == 0 && output.archive_arn == null
    error_message = "There is no archive."
  }
}

run "for_thirty_days" {
  variables {
    archive_retention_days = 30
  }
  assert {
    condition     = aws_cloudwatch_event_archive.archive[0].name == "mechcloud-events" && aws_cloudwatch_event_archive.archive[0].retention_days == 30
    error_message = "The archive keeps events for as long as it is told."
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
    error_message = "The archive keeps what the rules may take."
  }
  assert {
    condition     = output.archive_arn == aws_cloudwatch_event_archive.archive[0].arn
    error_message = "The archive is an output."
  }
}

run "with_a_prefix" {
  variables {
    archive_retention_days = 1
    name_prefix            = "blue-"
  }
  assert {
    condition     = aws_cloudwatch_event_archive.archive[0].name == "blue-mechcloud-events"
    error_message = "The archive has the prefix."
  }
}

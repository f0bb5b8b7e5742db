# Keys that AWS manages, or a customer managed key everywhere.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  cloud_account_id = "acc-1"
}


run "keys_that_aws_manages" {
  variables {
    sync_mechanisms = ["tags", "cloudtrail"]
  }
  assert {
    condition = alltrue([
      for queue in [aws_sqs_queue.management_events, aws_sqs_queue.management_events_dlq, aws_sqs_queue.rule_dlq] :
      queue.sqs_managed_sse_enabled == true && queue.kms_master_key_id == null
    ])
    error_message = "Every queue is encrypted with keys that SQS manages."
  }
  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.trail_bucket_encryption[0].rule).apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"
    error_message = "The bucket is encrypted with keys that S3 manages."
  }
  assert {
    condition     = aws_cloudtrail.trail[0].kms_key_id == null && aws_lambda_function.forwarder.kms_key_arn == null
    error_message = "Trail and function have no key of their own."
  }
}

run "a_customer_managed_key" {
  # What would be computed must not be made up: SQS and a customer's key exclude each other.
  command = plan

  variables {
    sync_mechanisms = ["tags", "cloudtrail"]
    kms_key_arn     = "arn:aws:kms:ap-south-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
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

# Keys that AWS manages, or a customer managed key everywhere.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  event_source_name = "aws.partner/scalr.com/account-name/integration-name"
}

run "keys_that_aws_manages" {
  variables {
    alerts = {}
    destinations = {
      queue    = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" } }
      workflow = { run_executed = {}, step_functions = { state_machine_arn = "arn:aws:states:eu-central-1:123456789012:stateMachine:runs" } }
      siem     = { audit_log = {}, https = { url = "https://siem.example.com/events", authorization = "API_KEY" } }
    }
    destination_secrets = { siem = "api-key" }
  }
  assert {
    condition = alltrue([
      for queue in [aws_sqs_queue.rule_dlq, aws_sqs_queue.to_destination_dlq["queue"], aws_sqs_queue.to_destination_dlq["workflow"], aws_sqs_queue.to_destination_dlq["siem"]] :
      queue.sqs_managed_sse_enabled == true && queue.kms_master_key_id == null
    ])
    error_message = "Every queue is encrypted with keys that SQS manages."
  }
  assert {
    condition     = aws_sns_topic.run_alerts_topic[0].kms_master_key_id == "alias/aws/sns"
    error_message = "The topic is encrypted with the key that AWS manages."
  }
  assert {
    condition     = length(data.aws_iam_policy_document.run_alerts_function_permissions[0].statement) == 3
    error_message = "The function needs no key."
  }
}

run "a_customer_managed_key" {
  # What would be computed must not be made up: SQS and a customer's key exclude each other.
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    alerts      = {}
    destinations = {
      queue    = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" } }
      workflow = { run_executed = {}, step_functions = { state_machine_arn = "arn:aws:states:eu-central-1:123456789012:stateMachine:runs" } }
      siem     = { audit_log = {}, https = { url = "https://siem.example.com/events", authorization = "API_KEY" } }
    }
    destination_secrets = { siem = "api-key" }
  }
  assert {
    condition = alltrue([
      for queue in [aws_sqs_queue.rule_dlq, aws_sqs_queue.to_destination_dlq["queue"], aws_sqs_queue.to_destination_dlq["workflow"], aws_sqs_queue.to_destination_dlq["siem"]] :
      queue.kms_master_key_id == var.kms_key_arn
    ])
    error_message = "The key encrypts every queue."
  }
  assert {
    condition = alltrue([
      for group in [aws_cloudwatch_log_group.run_executed, aws_cloudwatch_log_group.audit_log, aws_cloudwatch_log_group.run_alerts_function_log_group[0]] :
      group.kms_key_id == var.kms_key_arn
    ])
    error_message = "The key encrypts every log group."
  }
  assert {
    condition     = aws_sns_topic.run_alerts_topic[0].kms_master_key_id == var.kms_key_arn && aws_lambda_function.run_alerts_function[0].kms_key_arn == var.kms_key_arn
    error_message = "The key encrypts the topic and the function's environment."
  }
}

run "the_function_may_use_the_key" {
  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    alerts      = {}
  }
  override_resource {
    target = aws_sqs_queue.rule_dlq
    values = { sqs_managed_sse_enabled = null }
  }
  assert {
    condition = {
      for statement in data.aws_iam_policy_document.run_alerts_function_permissions[0].statement : statement.sid => [statement.actions, statement.resources]
      if contains(["Encrypt", "Decrypt"], statement.sid)
      } == {
      Decrypt = [toset(["kms:Decrypt"]), toset([var.kms_key_arn])]
      Encrypt = [toset(["kms:GenerateDataKey"]), toset([var.kms_key_arn])]
    }
    error_message = "The function encrypts what it publishes, and decrypts its environment, with this key alone."
  }
}

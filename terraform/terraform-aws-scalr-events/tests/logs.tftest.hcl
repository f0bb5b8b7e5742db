# The log groups' retention, and an existing resource policy.

mock_provider "aws" {
  mock_data "aws_partition" { defaults = { partition = "aws" } }
  mock_data "aws_region" { defaults = { id = "eu-central-1" } }
  mock_data "aws_caller_identity" { defaults = { account_id = "123456789012" } }
  mock_data "aws_iam_policy_document" { defaults = { json = "{}" } }
  mock_data "aws_cloudwatch_event_source" { defaults = { name = "aws.partner/scalr.com/account-name/integration-name", state = "PENDING" } }
  mock_data "aws_cloudwatch_event_bus" { defaults = { arn = "arn:aws:events:eu-central-1:123456789012:event-bus/existing" } }
}

variables {
  event_source_name = "aws.partner/scalr.com/account-name/integration-name"
}

run "given_retention" {
  command = plan

  variables {
    run_log_retention_days     = 7
    audit_log_retention_days   = 3653
    create_log_resource_policy = false
  }
  assert {
    condition     = aws_cloudwatch_log_group.run_executed.retention_in_days == 7 && aws_cloudwatch_log_group.audit_log.retention_in_days == 3653
    error_message = "Each log group has its own retention."
  }
  assert {
    condition     = length(aws_cloudwatch_log_resource_policy.log_delivery) == 0 && length(data.aws_iam_policy_document.log_delivery_document) == 0
    error_message = "No second policy is created."
  }
}

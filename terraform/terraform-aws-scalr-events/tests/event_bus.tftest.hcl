# An existing event bus, and event sources that have none.

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

run "an_existing_event_bus" {
  command = plan

  variables {
    create_event_bus = false
  }
  override_data {
    target = data.aws_cloudwatch_event_source.event_bus_source
    values = {
      name  = "aws.partner/scalr.com/account-name/integration-name"
      state = "ACTIVE"
    }
  }
  assert {
    condition     = length(aws_cloudwatch_event_bus.event_bus) == 0
    error_message = "No second event bus is created."
  }
  assert {
    condition     = output.event_bus_name == var.event_source_name && output.event_bus_arn == "arn:aws:events:eu-central-1:123456789012:event-bus/existing"
    error_message = "The output is the existing event bus."
  }
  assert {
    condition     = aws_cloudwatch_event_rule.run_executed_rule.event_bus_name == var.event_source_name
    error_message = "The rules are on the existing event bus."
  }
}

run "no_event_bus_of_a_pending_source" {
  command = plan

  variables {
    create_event_bus = false
  }
  expect_failures = [data.aws_cloudwatch_event_bus.event_bus_existing]
}

run "no_event_bus_of_a_deleted_source" {
  command = plan

  variables {
    create_event_bus = false
  }
  override_data {
    target = data.aws_cloudwatch_event_source.event_bus_source
    values = {
      name  = "aws.partner/scalr.com/account-name/integration-name"
      state = "DELETED"
    }
  }
  expect_failures = [data.aws_cloudwatch_event_bus.event_bus_existing]
}

run "a_source_whose_name_only_begins_the_same" {
  command = plan

  override_data {
    target = data.aws_cloudwatch_event_source.event_bus_source
    values = {
      name  = "aws.partner/scalr.com/account-name/integration-name-2"
      state = "PENDING"
    }
  }
  expect_failures = [data.aws_cloudwatch_event_source.event_bus_source]
}

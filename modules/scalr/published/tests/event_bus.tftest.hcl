# The partner event bus: made, or there already.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  event_source_name = "aws.partner/scalr.com/account-name/integration-name"
}

run "the_bus_is_made" {
  assert {
    condition     = aws_cloudwatch_event_bus.event_bus[0].name == var.event_source_name && aws_cloudwatch_event_bus.event_bus[0].event_source_name == var.event_source_name
    error_message = "The bus and the source that it is associated with have one name."
  }
  assert {
    condition     = length(data.aws_cloudwatch_event_bus.event_bus_existing) == 0
    error_message = "No existing bus is looked for."
  }
  assert {
    condition     = output.event_bus_name == var.event_source_name && output.event_bus_arn == aws_cloudwatch_event_bus.event_bus[0].arn
    error_message = "The bus is an output."
  }
}

run "a_bus_that_is_there_is_used" {
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
    error_message = "No second bus is made."
  }
  assert {
    condition     = output.event_bus_name == var.event_source_name && output.event_bus_arn == "arn:aws:events:eu-central-1:123456789012:event-bus/existing"
    error_message = "The output is the existing bus."
  }
  assert {
    condition     = aws_cloudwatch_event_rule.run_executed_rule.event_bus_name == var.event_source_name
    error_message = "The rules listen to the existing bus."
  }
}

run "a_pending_source_has_no_bus_yet" {
  command = plan

  variables {
    create_event_bus = false
  }
  expect_failures = [data.aws_cloudwatch_event_bus.event_bus_existing]
}

run "a_deleted_source_has_no_bus_any_more" {
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

run "a_source_whose_name_only_begins_alike_is_another" {
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

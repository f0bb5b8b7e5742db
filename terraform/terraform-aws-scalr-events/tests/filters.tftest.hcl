# Which events the rules match: exactly these patterns.

# begin mocks

# Generated from scripts/publish/mocks.ts: change it there and run npm run build.
mock_provider "aws" {
  mock_data "aws_caller_identity" { defaults = { account_id = "123456789012" } }
  mock_data "aws_cloudwatch_event_bus" { defaults = { arn = "arn:aws:events:eu-central-1:123456789012:event-bus/existing" } }
  mock_data "aws_iam_policy_document" { defaults = { json = "{}" } }
  mock_data "aws_partition" { defaults = { partition = "aws" } }
  mock_data "aws_region" { defaults = { id = "eu-central-1" } }

  mock_resource "aws_cloudtrail" { defaults = { arn = "arn:aws:cloudtrail:eu-central-1:123456789012:trail/mocked" } }
  mock_resource "aws_cloudwatch_event_api_destination" { defaults = { arn = "arn:aws:events:eu-central-1:123456789012:api-destination/mocked/1234abcd" } }
  mock_resource "aws_cloudwatch_event_bus" { defaults = { arn = "arn:aws:events:eu-central-1:123456789012:event-bus/mocked" } }
  mock_resource "aws_cloudwatch_event_connection" { defaults = { arn = "arn:aws:events:eu-central-1:123456789012:connection/mocked/1234abcd" } }
  mock_resource "aws_cloudwatch_event_rule" { defaults = { arn = "arn:aws:events:eu-central-1:123456789012:rule/mocked" } }
  mock_resource "aws_cloudwatch_log_group" { defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:mocked" } }
  mock_resource "aws_iam_role" { defaults = { arn = "arn:aws:iam::123456789012:role/mocked" } }
  mock_resource "aws_kms_key" { defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab" } }
  mock_resource "aws_lambda_event_source_mapping" { defaults = { uuid = "12345678-90ab-cdef-1234-567890abcdef" } }
  mock_resource "aws_lambda_function" { defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:mocked" } }
  mock_resource "aws_s3_bucket" { defaults = { arn = "arn:aws:s3:::mocked" } }
  mock_resource "aws_secretsmanager_secret" { defaults = { arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:mocked-a1b2c3" } }
  mock_resource "aws_sns_topic" { defaults = { arn = "arn:aws:sns:eu-central-1:123456789012:mocked" } }
  mock_resource "aws_sqs_queue" { defaults = { arn = "arn:aws:sqs:eu-central-1:123456789012:mocked", url = "https://sqs.eu-central-1.amazonaws.com/123456789012/mocked" } }
}

# end mocks

variables {
  event_source_name = "aws.partner/scalr.com/account-name/integration-name"
}

run "every_part" {
  command = plan

  variables {
    run_executed_filter = {
      results      = ["applied", "errored"]
      environments = ["production", "stage-*"]
      workspaces   = ["network"]
      sources      = ["vcs"]
      dry_run      = false
      destroy      = true
      tags         = ["scalr-environment:env-1234567890"]
    }
    audit_log_filter = {
      actions      = ["create-workspace", "delete-*"]
      target_types = ["workspaces"]
      environments = ["production"]
      actor_emails = ["*@example.com"]
      results      = ["SUCCESS"]
    }
  }
  assert {
    condition     = aws_cloudwatch_event_rule.run_executed_rule.event_pattern == "{\"source\":[{\"prefix\":\"aws.partner/scalr.com\"}],\"detail-type\":[\"RunExecuted\"],\"detail\":{\"event\":{\"result\":[\"applied\",\"errored\"],\"environment\":[\"production\",{\"wildcard\":\"stage-*\"}],\"workspace\":[\"network\"],\"source\":[\"vcs\"],\"is-dry\":[false],\"is-destroy\":[true]},\"tags\":[\"scalr-environment:env-1234567890\"]}}"
    error_message = "Every part of the filter is in the pattern."
  }
  assert {
    condition     = aws_cloudwatch_event_rule.audit_log_rule.event_pattern == "{\"source\":[{\"prefix\":\"aws.partner/scalr.com\"}],\"detail-type\":[\"AuditLog\"],\"detail\":{\"request\":{\"action\":[\"create-workspace\",{\"wildcard\":\"delete-*\"}]},\"target\":{\"type\":[\"workspaces\"],\"context\":{\"environment\":{\"display-name\":[\"production\"]}}},\"actor\":{\"email\":[{\"wildcard\":\"*@example.com\"}]},\"outcome\":{\"result\":[\"SUCCESS\"]}}}"
    error_message = "Every part of the filter is in the pattern."
  }
}

run "one_part_leaves_no_empty_object" {
  command = plan

  variables {
    run_executed_filter = { tags = ["team:a"] }
    audit_log_filter    = { environments = ["production"] }
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.run_executed_rule.event_pattern).detail == { tags = ["team:a"] }
    error_message = "A filter on tags does not restrict the event."
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.audit_log_rule.event_pattern).detail == { target = { context = { environment = { display-name = ["production"] } } } }
    error_message = "A filter on environments does not restrict request, actor and outcome."
  }
}

run "false_and_null" {
  command = plan

  variables {
    run_executed_filter = { dry_run = false, destroy = null, results = null, sources = [] }
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.run_executed_rule.event_pattern).detail == { event = { is-dry = [false] } }
    error_message = "False restricts; null and an empty list do not."
  }
}

run "special_characters" {
  command = plan

  variables {
    run_executed_filter = { workspaces = ["a \"quoted\" name", "100 %s \\ ü"] }
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.run_executed_rule.event_pattern).detail.event.workspace == ["a \"quoted\" name", "100 %s \\ ü"]
    error_message = "Only * has a special meaning."
  }
}

run "the_longest_pattern" {
  command = plan

  variables {
    # Around the name, the pattern has 115 characters.
    run_executed_filter = { workspaces = [format("%01933d", 0)] }
  }
  assert {
    condition     = length(aws_cloudwatch_event_rule.run_executed_rule.event_pattern) == 2048
    error_message = "EventBridge accepts patterns of 2,048 characters."
  }
}

run "one_character_more" {
  command = plan

  variables {
    run_executed_filter = { workspaces = [format("%01934d", 0)] }
  }
  expect_failures = [aws_cloudwatch_event_rule.run_executed_rule]
}

run "too_long_patterns" {
  command = plan

  variables {
    audit_log_filter = { actions = [for i in range(400) : "action-${i}"] }
    alerts           = { workspaces = [for i in range(400) : "workspace-${i}"] }
    destinations = {
      many = {
        run_executed = { workspaces = [for i in range(400) : "workspace-${i}"] }
        lambda       = { function_arn = "arn:aws:lambda:eu-central-1:123456789012:function:many" }
      }
    }
  }
  expect_failures = [
    aws_cloudwatch_event_rule.audit_log_rule,
    aws_cloudwatch_event_rule.run_alerts_rule,
    aws_cloudwatch_event_rule.to_destination,
  ]
}

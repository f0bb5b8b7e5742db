# Which events the rules match: exactly these patterns.

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
    audit_log_filter = { actions = [for i in range(200) : "action-${i}"] }
    alerts           = { workspaces = [for i in range(200) : "workspace-${i}"] }
    destinations = {
      many = {
        run_executed = { workspaces = [for i in range(200) : "workspace-${i}"] }
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

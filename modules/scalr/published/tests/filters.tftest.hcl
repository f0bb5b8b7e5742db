# Which events the rules take: exactly these patterns.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  event_source_name = "aws.partner/scalr.com/account-name/integration-name"
}

run "of_runs_every_part" {
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
  }
  assert {
    condition     = aws_cloudwatch_event_rule.run_executed_rule.event_pattern == "{\"source\":[{\"prefix\":\"aws.partner/scalr.com\"}],\"detail-type\":[\"RunExecuted\"],\"detail\":{\"event\":{\"result\":[\"applied\",\"errored\"],\"environment\":[\"production\",{\"wildcard\":\"stage-*\"}],\"workspace\":[\"network\"],\"source\":[\"vcs\"],\"is-dry\":[false],\"is-destroy\":[true]},\"tags\":[\"scalr-environment:env-1234567890\"]}}"
    error_message = "Every part of the filter is in the pattern."
  }
}

run "of_the_audit_log_every_part" {
  command = plan

  variables {
    audit_log_filter = {
      actions      = ["create-workspace", "delete-*"]
      target_types = ["workspaces"]
      environments = ["production"]
      actor_emails = ["*@example.com"]
      results      = ["SUCCESS"]
    }
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
    error_message = "A filter on tags says nothing of the event."
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.audit_log_rule.event_pattern).detail == { target = { context = { environment = { display-name = ["production"] } } } }
    error_message = "A filter on environments says nothing of request, actor and outcome."
  }
}

run "a_flag_that_is_false_restricts_and_null_does_not" {
  command = plan

  variables {
    run_executed_filter = { dry_run = false, destroy = null, results = null, sources = [] }
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.run_executed_rule.event_pattern).detail == { event = { is-dry = [false] } }
    error_message = "Only what is said restricts."
  }
}

run "text_is_text" {
  command = plan

  variables {
    run_executed_filter = { workspaces = ["a \"quoted\" name", "100 %s \\ ü"] }
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.run_executed_rule.event_pattern).detail.event.workspace == ["a \"quoted\" name", "100 %s \\ ü"]
    error_message = "No character of a name has a meaning, but *."
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
    error_message = "EventBridge takes patterns of 2,048 characters."
  }
}

run "a_pattern_of_one_character_more" {
  command = plan

  variables {
    run_executed_filter = { workspaces = [format("%01934d", 0)] }
  }
  expect_failures = [aws_cloudwatch_event_rule.run_executed_rule]
}

run "too_long_a_pattern_of_the_audit_log" {
  command = plan

  variables {
    audit_log_filter = { actions = [for i in range(200) : "action-${i}"] }
  }
  expect_failures = [aws_cloudwatch_event_rule.audit_log_rule]
}

run "too_long_a_pattern_of_alerts" {
  command = plan

  variables {
    alerts = { workspaces = [for i in range(200) : "workspace-${i}"] }
  }
  expect_failures = [aws_cloudwatch_event_rule.run_alerts_rule]
}

run "too_long_a_pattern_of_a_destination" {
  command = plan

  variables {
    destinations = {
      many = {
        run_executed = { workspaces = [for i in range(200) : "workspace-${i}"] }
        lambda       = { function_arn = "arn:aws:lambda:eu-central-1:123456789012:function:many" }
      }
    }
  }
  expect_failures = [aws_cloudwatch_event_rule.to_destination]
}

# The log groups: how long they keep events, who may write, what is saved to ask them.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  event_source_name = "aws.partner/scalr.com/account-name/integration-name"
}

run "runs_for_a_month_and_the_audit_log_for_a_year" {
  assert {
    condition     = aws_cloudwatch_log_group.run_executed.name == "/aws/events/scalr/run-executed" && aws_cloudwatch_log_group.run_executed.retention_in_days == 30
    error_message = "Runs are kept for 30 days."
  }
  assert {
    condition     = aws_cloudwatch_log_group.audit_log.name == "/aws/events/scalr/audit-log" && aws_cloudwatch_log_group.audit_log.retention_in_days == 365
    error_message = "The audit log is kept for a year."
  }
}

run "as_long_as_one_says" {
  variables {
    run_log_retention_days   = 7
    audit_log_retention_days = 3653
  }
  assert {
    condition     = aws_cloudwatch_log_group.run_executed.retention_in_days == 7 && aws_cloudwatch_log_group.audit_log.retention_in_days == 3653
    error_message = "Each log group has its own retention."
  }
}

run "one_policy_lets_all_rules_write" {
  assert {
    condition     = aws_cloudwatch_log_resource_policy.log_delivery[0].policy_name == "scalr-events" && length(data.aws_iam_policy_document.log_delivery_document[0].statement) == 4
    error_message = "One policy has the statements of both log groups."
  }
  assert {
    condition = toset(flatten(data.aws_iam_policy_document.log_delivery_document[0].statement[*].resources)) == toset([
      "${aws_cloudwatch_log_group.run_executed.arn}:*", "${aws_cloudwatch_log_group.audit_log.arn}:*",
    ])
    error_message = "It names the log groups and no other."
  }
  assert {
    condition = toset(flatten([
      for statement in data.aws_iam_policy_document.log_delivery_document[0].statement : flatten([for condition in statement.condition : condition.values])
      ])) == toset([
      "arn:aws:events:eu-central-1:123456789012:rule/aws.partner/scalr.com/account-name/integration-name/scalr-run-executed",
      "arn:aws:events:eu-central-1:123456789012:rule/aws.partner/scalr.com/account-name/integration-name/scalr-audit-log",
    ])
    error_message = "It names the rules and no other."
  }
}

run "a_policy_that_is_there_is_relied_on" {
  variables {
    create_log_resource_policy = false
  }
  assert {
    condition     = length(aws_cloudwatch_log_resource_policy.log_delivery) == 0 && length(data.aws_iam_policy_document.log_delivery_document) == 0
    error_message = "No further policy is made."
  }
}

run "queries_are_saved" {
  assert {
    condition = [
      aws_cloudwatch_query_definition.audit_log_query_who_did_what.name,
      aws_cloudwatch_query_definition.audit_log_query_failed_actions.name,
      aws_cloudwatch_query_definition.audit_log_query_changes_by_workspace.name,
      aws_cloudwatch_query_definition.run_executed_query_failed_runs_by_workspace.name,
      aws_cloudwatch_query_definition.run_executed_query_durations_of_runs.name,
      ] == [
      "scalr-audit-log/who did what",
      "scalr-audit-log/failed actions",
      "scalr-audit-log/changes by workspace",
      "scalr-run-executed/failed runs by workspace",
      "scalr-run-executed/durations of runs",
    ]
    error_message = "The queries are in a folder for each log."
  }
  assert {
    condition     = aws_cloudwatch_query_definition.audit_log_query_who_did_what.log_group_names == tolist(["/aws/events/scalr/audit-log"]) && aws_cloudwatch_query_definition.run_executed_query_durations_of_runs.log_group_names == tolist(["/aws/events/scalr/run-executed"])
    error_message = "Each query asks the log of its kind."
  }
}

# What exists after an apply: by default, with alerts and destinations, after a change of their kinds, and beside resources
# that are created in the same apply.

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

run "defaults" {
  # Rules.
  assert {
    condition     = aws_cloudwatch_event_rule.run_executed_rule.event_pattern == "{\"source\":[{\"prefix\":\"aws.partner/scalr.com\"}],\"detail-type\":[\"RunExecuted\"]}"
    error_message = "One rule matches all runs."
  }
  assert {
    condition     = aws_cloudwatch_event_rule.audit_log_rule.event_pattern == "{\"source\":[{\"prefix\":\"aws.partner/scalr.com\"}],\"detail-type\":[\"AuditLog\"]}"
    error_message = "The other rule matches the whole audit log."
  }
  assert {
    condition = alltrue([
      for rule in [aws_cloudwatch_event_rule.run_executed_rule, aws_cloudwatch_event_rule.audit_log_rule] :
      rule.event_bus_name == var.event_source_name
    ])
    error_message = "Both rules are on the partner event bus."
  }
  assert {
    condition = alltrue([
      for target in [aws_cloudwatch_event_target.run_executed_rule_target, aws_cloudwatch_event_target.audit_log_rule_target] :
      target.event_bus_name == var.event_source_name && target.dead_letter_config[0].arn == aws_sqs_queue.rule_dlq.arn
    ])
    error_message = "Both targets are on the partner event bus, and have the dead-letter queue."
  }
  assert {
    condition     = aws_cloudwatch_event_target.run_executed_rule_target.arn == aws_cloudwatch_log_group.run_executed.arn && aws_cloudwatch_event_target.audit_log_rule_target.arn == aws_cloudwatch_log_group.audit_log.arn
    error_message = "Each rule delivers to the log group of its kind."
  }

  # Event bus.
  assert {
    condition     = aws_cloudwatch_event_bus.event_bus[0].name == var.event_source_name && aws_cloudwatch_event_bus.event_bus[0].event_source_name == var.event_source_name
    error_message = "The event bus has the name of its event source."
  }
  assert {
    condition     = length(data.aws_cloudwatch_event_bus.event_bus_existing) == 0
    error_message = "No existing event bus is looked up."
  }
  assert {
    condition     = output.event_bus_name == var.event_source_name && output.event_bus_arn == aws_cloudwatch_event_bus.event_bus[0].arn
    error_message = "The event bus is an output."
  }

  # Logs.
  assert {
    condition     = aws_cloudwatch_log_group.run_executed.name == "/aws/events/scalr/run-executed" && aws_cloudwatch_log_group.run_executed.retention_in_days == 30
    error_message = "Runs are kept for 30 days."
  }
  assert {
    condition     = aws_cloudwatch_log_group.audit_log.name == "/aws/events/scalr/audit-log" && aws_cloudwatch_log_group.audit_log.retention_in_days == 365
    error_message = "The audit log is kept for a year."
  }
  assert {
    condition     = aws_cloudwatch_log_resource_policy.log_delivery[0].policy_name == "scalr-events" && length(data.aws_iam_policy_document.log_delivery_document[0].statement) == 2
    error_message = "One policy has two statements for both log groups."
  }
  assert {
    condition = toset(flatten(data.aws_iam_policy_document.log_delivery_document[0].statement[*].resources)) == toset([
      "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/events/scalr/run-executed:*",
      "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/events/scalr/audit-log:*",
    ])
    error_message = "The policy names these log groups and no other."
  }
  assert {
    condition = toset(flatten([
      for statement in data.aws_iam_policy_document.log_delivery_document[0].statement : flatten([for condition in statement.condition : condition.values])
      ])) == toset([
      "arn:aws:events:eu-central-1:123456789012:rule/aws.partner/scalr.com/account-name/integration-name/scalr-*",
    ])
    error_message = "The policy names the rules of this module and no other."
  }
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
    error_message = "Each query searches its own log."
  }

  # What is optional.
  assert {
    condition     = length(aws_cloudwatch_event_rule.run_alerts_rule) == 0 && length(aws_lambda_function.run_alerts_function) == 0 && length(aws_sns_topic.run_alerts_topic) == 0
    error_message = "No alerts exist."
  }
  assert {
    condition     = output.destination_dead_letter_queue_urls == {} && output.required_permissions == {}
    error_message = "No destinations exist."
  }
  assert {
    condition     = output.alert_topic_arn == null && output.rule_arns.run_alerts == null
    error_message = "Outputs of resources that do not exist are null."
  }

  # Outputs.
  assert {
    condition     = output.run_log_group_name == "/aws/events/scalr/run-executed" && output.audit_log_group_name == "/aws/events/scalr/audit-log"
    error_message = "The log groups are outputs."
  }
  assert {
    condition     = output.logs_command == "aws logs tail --region eu-central-1 --follow /aws/events/scalr/run-executed"
    error_message = "One command follows the runs."
  }
  assert {
    condition     = output.dead_letter_queue_url == aws_sqs_queue.rule_dlq.url && output.dead_letter_queue_arn == aws_sqs_queue.rule_dlq.arn
    error_message = "The dead-letter queue is an output."
  }
  assert {
    condition     = output.rule_arns.run_executed == aws_cloudwatch_event_rule.run_executed_rule.arn && output.rule_arns.audit_log == aws_cloudwatch_event_rule.audit_log_rule.arn
    error_message = "The rules are outputs."
  }
  assert {
    condition     = length(output.next_steps) == 4 && output.kms_key_policy == "{}"
    error_message = "The steps that remain and the key policy are outputs."
  }
  assert {
    condition     = output.status_command == "aws-event-relay status --region eu-central-1"
    error_message = "One command shows the state."
  }
  assert {
    condition     = output.dashboard_url == "https://console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/scalr-events-eu-central-1"
    error_message = "The dashboard's URL is an output."
  }
  assert {
    condition = output.delivers == tolist([
      "all runs → log group /aws/events/scalr/run-executed",
      "all audit log entries → log group /aws/events/scalr/audit-log",
      "no alerts on runs",
      "alarms → no e-mail addresses (own topic)",
    ])
    error_message = "The plan says what is delivered to whom."
  }
}

run "alerts_and_destinations" {
  variables {
    alerts = { email_addresses = ["platform@example.com", "on-call@example.com", "platform@example.com"] }
    destinations = {
      a = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:a" } }
      b = { run_executed = {}, step_functions = { state_machine_arn = "arn:aws:states:eu-central-1:123456789012:stateMachine:b" } }
      c = { run_executed = {}, kinesis = { stream_arn = "arn:aws:kinesis:eu-central-1:123456789012:stream/c" } }
      d = { run_executed = {}, https = { url = "https://example.com/d", authorization = "API_KEY" } }
      e = { run_executed = {}, lambda = { function_arn = "arn:aws:lambda:eu-central-1:123456789012:function:e" } }
    }
    destination_secrets = { d = "key" }
  }
  assert {
    condition     = keys(aws_iam_role.to_destination_role) == ["b", "c", "d"] && keys(aws_lambda_permission.to_destination_permission) == ["e"]
    error_message = "Each destination has the role or permission that its kind needs."
  }
  assert {
    condition     = output.alert_topic_arn == aws_sns_topic.run_alerts_topic[0].arn && aws_lambda_function.run_alerts_function[0].environment[0].variables["TOPIC_ARN"] == aws_sns_topic.run_alerts_topic[0].arn
    error_message = "The function publishes to the topic."
  }
  assert {
    condition     = aws_cloudwatch_event_target.run_alerts_rule_target[0].arn == aws_lambda_function.run_alerts_function[0].arn
    error_message = "The rule delivers to the function."
  }
  assert {
    condition     = output.rule_arns.run_alerts == aws_cloudwatch_event_rule.run_alerts_rule[0].arn
    error_message = "The rule is an output."
  }
  assert {
    condition     = aws_lambda_function_event_invoke_config.run_alerts_on_failure[0].destination_config[0].on_failure[0].destination == aws_sqs_queue.rule_dlq.arn
    error_message = "Events that the function failed on go to the dead-letter queue."
  }
  assert {
    condition     = keys(aws_sns_topic_subscription.run_alerts_email) == ["on-call@example.com", "platform@example.com"]
    error_message = "Each address is subscribed once."
  }
  assert {
    condition = alltrue([
      for address, subscription in aws_sns_topic_subscription.run_alerts_email :
      subscription.protocol == "email" && subscription.endpoint == address && subscription.topic_arn == aws_sns_topic.run_alerts_topic[0].arn
    ])
    error_message = "The addresses are subscribed by e-mail, to the topic."
  }
  assert {
    condition = alltrue([
      for name, target in aws_cloudwatch_event_target.to_destination_target :
      target.dead_letter_config[0].arn == aws_sqs_queue.to_destination_dlq[name].arn && output.destination_dead_letter_queue_urls[name] == aws_sqs_queue.to_destination_dlq[name].url
    ])
    error_message = "Each destination has a dead-letter queue, which is an output."
  }
  assert {
    condition     = aws_cloudwatch_event_api_destination.to_destination_api_destination["d"].connection_arn == aws_cloudwatch_event_connection.to_destination_connection["d"].arn
    error_message = "The endpoint has its connection."
  }
  assert {
    condition     = aws_cloudwatch_event_target.to_destination_target["d"].arn == aws_cloudwatch_event_api_destination.to_destination_api_destination["d"].arn && aws_cloudwatch_event_target.to_destination_target["d"].role_arn == aws_iam_role.to_destination_role["d"].arn
    error_message = "The rule delivers to the endpoint, with a role."
  }
  assert {
    condition     = one(data.aws_iam_policy_document.to_destination_permissions["d"].statement).actions == toset(["events:InvokeApiDestination"]) && one(data.aws_iam_policy_document.to_destination_permissions["d"].statement).resources == toset([aws_cloudwatch_event_api_destination.to_destination_api_destination["d"].arn])
    error_message = "The role may invoke this endpoint and nothing else."
  }
}

run "other_kinds" {
  variables {
    destinations = {
      a = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:a.fifo", message_group_id = "a" } }
      b = { run_executed = {}, kinesis = { stream_arn = "arn:aws:kinesis:eu-central-1:123456789012:stream/b" } }
      c = { run_executed = {}, sns = { topic_arn = "arn:aws:sns:eu-central-1:123456789012:c" } }
      d = { run_executed = {}, https = { url = "https://example.com/d", authorization = "BASIC", username = "scalr" } }
      e = { run_executed = {}, firehose = { delivery_stream_arn = "arn:aws:firehose:eu-central-1:123456789012:deliverystream/e" } }
    }
    destination_secrets = { d = "password" }
  }
  assert {
    condition = { for name, target in aws_cloudwatch_event_target.to_destination_target : name => target.arn } == {
      a = "arn:aws:sqs:eu-central-1:123456789012:a.fifo"
      b = "arn:aws:kinesis:eu-central-1:123456789012:stream/b"
      c = "arn:aws:sns:eu-central-1:123456789012:c"
      d = aws_cloudwatch_event_api_destination.to_destination_api_destination["d"].arn
      e = "arn:aws:firehose:eu-central-1:123456789012:deliverystream/e"
    }
    error_message = "Each rule delivers to its new target."
  }
  assert {
    condition     = one(aws_cloudwatch_event_target.to_destination_target["a"].sqs_target).message_group_id == "a" && one(aws_cloudwatch_event_target.to_destination_target["b"].kinesis_target).partition_key_path == "$.id" && length(aws_cloudwatch_event_target.to_destination_target["c"].kinesis_target) == 0
    error_message = "Each target has the parameters of the new kind alone."
  }
  assert {
    condition     = { for name, target in aws_cloudwatch_event_target.to_destination_target : name => target.role_arn != null } == { a = false, b = true, c = false, d = true, e = true }
    error_message = "Each target has a role if the new kind needs one."
  }
  assert {
    condition     = keys(aws_iam_role.to_destination_role) == ["b", "d", "e"] && length(aws_lambda_permission.to_destination_permission) == 0
    error_message = "The roles and permissions of the old kinds are gone."
  }
  assert {
    condition     = one(data.aws_iam_policy_document.to_destination_permissions["b"].statement).actions == toset(["kinesis:PutRecord", "kinesis:PutRecords"])
    error_message = "The role allows what the new target needs, and nothing else."
  }
  assert {
    condition     = aws_cloudwatch_event_connection.to_destination_connection["d"].authorization_type == "BASIC" && length(aws_cloudwatch_event_connection.to_destination_connection["d"].auth_parameters[0].api_key) == 0 && nonsensitive(one(aws_cloudwatch_event_connection.to_destination_connection["d"].auth_parameters[0].basic).password) == "password"
    error_message = "The connection has the new authorization alone."
  }
}

run "another_authorization" {
  variables {
    destinations = {
      d = {
        run_executed = {}
        https = {
          url                    = "https://example.com/d"
          authorization          = "OAUTH_CLIENT_CREDENTIALS"
          client_id              = "scalr"
          authorization_endpoint = "https://example.com/token"
        }
      }
    }
    destination_secrets = { d = "secret" }
  }
  assert {
    condition     = aws_cloudwatch_event_connection.to_destination_connection["d"].authorization_type == "OAUTH_CLIENT_CREDENTIALS" && length(aws_cloudwatch_event_connection.to_destination_connection["d"].auth_parameters[0].basic) == 0 && one(aws_cloudwatch_event_connection.to_destination_connection["d"].auth_parameters[0].oauth).authorization_endpoint == "https://example.com/token"
    error_message = "The connection has the new authorization alone."
  }
}

run "arns_that_are_known_only_after_apply" {
  # What is created in the same apply is in tests/beside.
  module {
    source = "./tests/beside"
  }
  assert {
    condition     = output.alert_topic_arn == aws_sns_topic.beside.arn
    error_message = "The function publishes to the topic that is created beside the module."
  }
}

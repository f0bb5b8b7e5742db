# Destinations that get another kind under the same name: all that they keep is changed in place.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  event_source_name = "aws.partner/scalr.com/account-name/integration-name"
}

run "at_first" {
  variables {
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
    error_message = "Each has what its kind needs."
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
    error_message = "Each delivers to its new target."
  }
  assert {
    condition     = one(aws_cloudwatch_event_target.to_destination_target["a"].sqs_target).message_group_id == "a" && one(aws_cloudwatch_event_target.to_destination_target["b"].kinesis_target).partition_key_path == "$.id" && length(aws_cloudwatch_event_target.to_destination_target["c"].kinesis_target) == 0
    error_message = "As that target needs it."
  }
  assert {
    condition     = { for name, target in aws_cloudwatch_event_target.to_destination_target : name => target.role_arn != null } == { a = false, b = true, c = false, d = true, e = true }
    error_message = "In a role where the new kind needs one."
  }
  assert {
    condition     = keys(aws_iam_role.to_destination_role) == ["b", "d", "e"] && length(aws_lambda_permission.to_destination_permission) == 0
    error_message = "What the old kinds needed is gone."
  }
  assert {
    condition     = one(data.aws_iam_policy_document.to_destination_permissions["b"].statement).actions == toset(["kinesis:PutRecord", "kinesis:PutRecords"])
    error_message = "The role may do what the new target needs, and nothing else."
  }
  assert {
    condition     = aws_cloudwatch_event_connection.to_destination_connection["d"].authorization_type == "BASIC" && length(aws_cloudwatch_event_connection.to_destination_connection["d"].auth_parameters[0].api_key) == 0 && nonsensitive(one(aws_cloudwatch_event_connection.to_destination_connection["d"].auth_parameters[0].basic).password) == "password"
    error_message = "The connection has the new authorization alone."
  }
}

run "with_client_credentials" {
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

# HTTPS endpoints: API destination, connection, secret.

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

run "every_authorization" {
  command = plan

  variables {
    destinations = {
      siem = {
        audit_log = {}
        https     = { url = "https://siem.example.com/events", authorization = "API_KEY" }
      }
      put = {
        audit_log = {}
        https = {
          url                   = "https://siem.example.com/events"
          method                = "PUT"
          headers               = { X-Source = "scalr", X-Team = "platform" }
          rate_limit_per_second = 5
          authorization         = "API_KEY"
          api_key_name          = "X-Api-Key"
        }
      }
      chat = {
        run_executed = {}
        https        = { url = "https://chat.example.com/hook", authorization = "BASIC", username = "scalr" }
      }
      service = {
        run_executed = {}
        https = {
          url                    = "https://service.example.com/runs"
          authorization          = "OAUTH_CLIENT_CREDENTIALS"
          client_id              = "scalr"
          authorization_endpoint = "https://service.example.com/token"
        }
      }
      scoped = {
        run_executed = {}
        https = {
          url                    = "https://service.example.com/runs"
          headers                = { X-Source = "scalr" }
          authorization          = "OAUTH_CLIENT_CREDENTIALS"
          client_id              = "scalr"
          authorization_endpoint = "https://service.example.com/token"
          oauth_body             = { grant_type = "client_credentials", scope = "runs" }
        }
      }
    }
    destination_secrets = {
      siem    = "api-key"
      put     = "another"
      chat    = "password"
      service = "client-secret"
      scoped  = "another"
    }
  }
  assert {
    condition     = aws_cloudwatch_event_connection.to_destination_connection["siem"].authorization_type == "API_KEY" && aws_cloudwatch_event_connection.to_destination_connection["siem"].auth_parameters[0].api_key[0].key == "Authorization"
    error_message = "The key is in the header Authorization by default."
  }
  assert {
    condition     = nonsensitive(aws_cloudwatch_event_connection.to_destination_connection["siem"].auth_parameters[0].api_key[0].value) == "api-key"
    error_message = "The key's value is the destination's secret."
  }
  assert {
    condition     = length(aws_cloudwatch_event_connection.to_destination_connection["siem"].auth_parameters[0].invocation_http_parameters) == 0
    error_message = "No more headers exist."
  }
  assert {
    condition = [
      aws_cloudwatch_event_api_destination.to_destination_api_destination["siem"].invocation_endpoint,
      aws_cloudwatch_event_api_destination.to_destination_api_destination["siem"].http_method,
      tostring(aws_cloudwatch_event_api_destination.to_destination_api_destination["siem"].invocation_rate_limit_per_second),
    ] == ["https://siem.example.com/events", "POST", "300"]
    error_message = "The endpoint receives POST requests, at most 300 per second."
  }
  assert {
    condition     = aws_cloudwatch_event_connection.to_destination_connection["put"].auth_parameters[0].api_key[0].key == "X-Api-Key"
    error_message = "The key is in the given header."
  }
  assert {
    condition     = { for header in aws_cloudwatch_event_connection.to_destination_connection["put"].auth_parameters[0].invocation_http_parameters[0].header : header.key => nonsensitive(header.value) } == { X-Source = "scalr", X-Team = "platform" }
    error_message = "Each request has the headers."
  }
  assert {
    condition     = aws_cloudwatch_event_api_destination.to_destination_api_destination["put"].http_method == "PUT" && aws_cloudwatch_event_api_destination.to_destination_api_destination["put"].invocation_rate_limit_per_second == 5
    error_message = "Method and rate are the given ones."
  }
  assert {
    condition     = aws_cloudwatch_event_connection.to_destination_connection["chat"].auth_parameters[0].basic[0].username == "scalr" && nonsensitive(aws_cloudwatch_event_connection.to_destination_connection["chat"].auth_parameters[0].basic[0].password) == "password"
    error_message = "User name and password are the destination's."
  }
  assert {
    condition     = length(aws_cloudwatch_event_connection.to_destination_connection["chat"].auth_parameters[0].api_key) == 0 && length(aws_cloudwatch_event_connection.to_destination_connection["chat"].auth_parameters[0].oauth) == 0
    error_message = "No other authorization exists."
  }
  assert {
    condition = [
      aws_cloudwatch_event_connection.to_destination_connection["service"].auth_parameters[0].oauth[0].authorization_endpoint,
      aws_cloudwatch_event_connection.to_destination_connection["service"].auth_parameters[0].oauth[0].http_method,
      aws_cloudwatch_event_connection.to_destination_connection["service"].auth_parameters[0].oauth[0].client_parameters[0].client_id,
      nonsensitive(aws_cloudwatch_event_connection.to_destination_connection["service"].auth_parameters[0].oauth[0].client_parameters[0].client_secret),
    ] == ["https://service.example.com/token", "POST", "scalr", "client-secret"]
    error_message = "The token is requested from the endpoint with the client's credentials."
  }
  assert {
    condition = {
      for name, connection in aws_cloudwatch_event_connection.to_destination_connection :
      name => { for part in connection.auth_parameters[0].oauth[0].oauth_http_parameters[0].body : part.key => nonsensitive(part.value) }
      if connection.authorization_type == "OAUTH_CLIENT_CREDENTIALS"
      } == {
      service = { grant_type = "client_credentials" }
      scoped  = { grant_type = "client_credentials", scope = "runs" }
    }
    error_message = "The request for a token has the grant type, and the given parameters."
  }
  assert {
    condition     = length(aws_cloudwatch_event_connection.to_destination_connection["service"].auth_parameters[0].invocation_http_parameters) == 0 && aws_cloudwatch_event_connection.to_destination_connection["scoped"].auth_parameters[0].invocation_http_parameters[0].header[0].key == "X-Source"
    error_message = "Each connection has its own headers."
  }
}

run "a_sensitive_url" {
  module {
    source = "./tests/sensitive"
  }
  variables {
    url = "https://chat.example.com/hook/secret"
  }
  assert {
    condition     = output.delivers[4] == "all runs → destination chat, an HTTPS endpoint" && tolist(output.destinations) == tolist(["chat", "queue"])
    error_message = "The URL may be a secret. Outputs that are not secret do not become sensitive."
  }
}

run "an_api_key_without_its_secret" {
  command = plan

  variables {
    destinations = {
      siem = {
        audit_log = {}
        https     = { url = "https://siem.example.com/events", authorization = "API_KEY" }
      }
    }
    destination_secrets = { another = "api-key" }
  }
  expect_failures = [aws_cloudwatch_event_connection.to_destination_connection, output.delivers]
}

run "a_password_and_client_credentials_without_their_secrets" {
  command = plan

  variables {
    destinations = {
      chat = {
        run_executed = {}
        https        = { url = "https://chat.example.com/hook", authorization = "BASIC", username = "scalr" }
      }
      service = {
        run_executed = {}
        https = {
          url                    = "https://service.example.com/runs"
          authorization          = "OAUTH_CLIENT_CREDENTIALS"
          client_id              = "scalr"
          authorization_endpoint = "https://service.example.com/token"
        }
      }
    }
  }
  expect_failures = [
    aws_cloudwatch_event_connection.to_destination_connection["chat"],
    aws_cloudwatch_event_connection.to_destination_connection["service"],
  ]
}

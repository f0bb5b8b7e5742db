# The function: its access token, its package, its permissions.

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
  cloud_account_id = "acc-1"
}

run "an_existing_secret_and_another_package" {
  command = plan

  variables {
    access_token_secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:existing-a1b2c3"
    runtime                 = "python3.12"
    architecture            = "x86_64"
    function_timeout        = 20
    function_memory_size    = 512
    forwarder_package = {
      filename = "README.md"
      handler  = "lambda_function.lambda_handler"
      layers   = ["arn:aws:lambda:eu-central-1:123456789012:layer:requests:1"]
    }
  }

  # The secret.
  assert {
    condition     = length(aws_secretsmanager_secret.access_token) == 0
    error_message = "No second secret is created."
  }
  assert {
    condition     = output.access_token_secret_arn == "arn:aws:secretsmanager:eu-central-1:123456789012:secret:existing-a1b2c3"
    error_message = "The output is the existing secret."
  }
  assert {
    condition     = aws_lambda_function.forwarder.environment[0].variables["ACCESS_TOKEN_SECRET_ARN"] == "arn:aws:secretsmanager:eu-central-1:123456789012:secret:existing-a1b2c3"
    error_message = "The function reads the existing secret."
  }

  # The package.
  assert {
    condition     = aws_lambda_function.forwarder.filename == "README.md" && aws_lambda_function.forwarder.source_code_hash == filebase64sha256("README.md")
    error_message = "The function has the given file and its hash."
  }
  assert {
    condition     = aws_lambda_function.forwarder.handler == "lambda_function.lambda_handler" && aws_lambda_function.forwarder.runtime == "python3.12"
    error_message = "The function has the given handler and runtime."
  }
  assert {
    condition     = aws_lambda_function.forwarder.layers == tolist(["arn:aws:lambda:eu-central-1:123456789012:layer:requests:1"])
    error_message = "The function has the given layers."
  }
  assert {
    condition     = aws_lambda_function.forwarder.architectures == tolist(["x86_64"])
    error_message = "The function has the given architecture."
  }
  assert {
    condition     = aws_lambda_function.forwarder.memory_size == 512 && aws_sqs_queue.management_events.visibility_timeout_seconds == 120
    error_message = "The function has the given memory and time-out, and the visibility time-out follows."
  }
}

run "no_secret_to_create_and_another_file_alone" {
  command = plan

  variables {
    access_token_secret_arn    = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:existing-a1b2c3"
    create_access_token_secret = false
    forwarder_package          = { filename = "README.md" }
  }
  assert {
    condition     = length(aws_secretsmanager_secret.access_token) == 0
    error_message = "No second secret is created."
  }
  assert {
    condition     = aws_lambda_function.forwarder.handler == "index.handler" && aws_lambda_function.forwarder.architectures == tolist(["arm64"])
    error_message = "Omitted attributes have their defaults."
  }
}

run "dead_letters_tracing_and_token_renewal" {
  command = plan

  variables {
    on_failure                 = "dead-letter"
    tracing                    = true
    token_renewal_function_arn = "arn:aws:lambda:eu-central-1:123456789012:function:renewal"
    permissions_boundary_arn   = "arn:aws:iam::123456789012:policy/boundary"
  }

  # Dead letters instead of a pause.
  assert {
    condition     = aws_lambda_function.forwarder.environment[0].variables.ON_FAILURE == "dead-letter"
    error_message = "The function knows what to do."
  }
  assert {
    condition     = length(aws_scheduler_schedule_group.forwarder_wake_up_schedules) == 0 && length(aws_iam_role.forwarder_wake_up_role) == 0
    error_message = "Nothing wakes the function up."
  }
  assert {
    condition     = length(aws_ssm_parameter.forwarder_event_source_mapping_parameter) == 0
    error_message = "The parameter does not exist."
  }
  assert {
    condition     = length(aws_iam_role_policy.forwarder_pause_policy) == 0 && length(data.aws_iam_policy_document.forwarder_pause) == 0
    error_message = "The function may not pause."
  }
  assert {
    condition     = !contains([for statement in data.aws_iam_policy_document.forwarder_permissions.statement : statement.sid], "FindEventSourceMapping") && !contains([for statement in data.aws_iam_policy_document.forwarder_permissions.statement : statement.sid], "ScheduleWakeUp")
    error_message = "The function may neither read the parameter nor create schedules."
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.alarm_channel_down) == 1 && length(aws_cloudwatch_metric_alarm.alarm_pause_failed) == 0
    error_message = "The alarm on pauses does not exist."
  }

  # Tracing.
  assert {
    condition     = aws_lambda_function.forwarder.tracing_config[0].mode == "Active"
    error_message = "The function is traced."
  }
  assert {
    condition = one([
      for statement in data.aws_iam_policy_document.forwarder_permissions.statement :
      statement.actions if statement.sid == "Trace"
    ]) == toset(["xray:PutTraceSegments", "xray:PutTelemetryRecords"])
    error_message = "The function may write traces."
  }

  # A function that renews the token.
  assert {
    condition     = aws_secretsmanager_secret_rotation.token_renewal[0].rotation_lambda_arn == "arn:aws:lambda:eu-central-1:123456789012:function:renewal"
    error_message = "The secret rotates by the function."
  }
  assert {
    condition     = aws_lambda_permission.token_renewal_permission[0].principal == "secretsmanager.amazonaws.com"
    error_message = "Secrets Manager may invoke the function."
  }

  # The permissions boundary.
  assert {
    condition     = aws_iam_role.forwarder_role.permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"
    error_message = "The role has the permissions boundary."
  }
}

# Destinations of every kind but https.

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

run "every_kind" {
  command = plan

  variables {
    destinations = {
      queue = {
        run_executed = { results = ["applied"] }
        sqs          = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" }
      }
      ordered = {
        run_executed = {}
        sqs          = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs.fifo", message_group_id = "runs" }
      }
      topic = {
        audit_log = { actions = ["delete-*"] }
        sns       = { topic_arn = "arn:aws:sns:eu-central-1:123456789012:audit" }
      }
      function = {
        run_executed = {}
        lambda       = { function_arn = "arn:aws:lambda:eu-central-1:123456789012:function:runs" }
      }
      workflow = {
        run_executed   = {}
        step_functions = { state_machine_arn = "arn:aws:states:eu-central-1:123456789012:stateMachine:runs" }
      }
      bus = {
        run_executed = {}
        event_bus    = { event_bus_arn = "arn:aws:events:eu-central-1:210987654321:event-bus/runs" }
      }
      stream = {
        run_executed = {}
        kinesis      = { stream_arn = "arn:aws:kinesis:eu-central-1:123456789012:stream/runs" }
      }
      keyed = {
        run_executed = {}
        kinesis      = { stream_arn = "arn:aws:kinesis:eu-central-1:123456789012:stream/runs", partition_key_path = "$.detail.event.workspace" }
      }
      archive = {
        audit_log = {}
        firehose  = { delivery_stream_arn = "arn:aws:firehose:eu-central-1:123456789012:deliverystream/audit" }
      }
      one = {
        run_executed    = {}
        cloudwatch_logs = { log_group_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/events/one" }
      }
      two = {
        audit_log       = {}
        cloudwatch_logs = { log_group_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/events/two" }
      }
      chat = {
        run_executed              = {}
        sns                       = { topic_arn = "arn:aws:sns:eu-central-1:123456789012:chat" }
        maximum_retry_attempts    = 0
        maximum_event_age_seconds = 60
        input_transformer = {
          input_paths    = { workspace = "$.detail.event.workspace" }
          input_template = "\"Run in <workspace>\""
        }
      }
      raw = {
        run_executed = {}
        sns          = { topic_arn = "arn:aws:sns:eu-central-1:123456789012:raw" }
      }
      constant = {
        run_executed      = {}
        sns               = { topic_arn = "arn:aws:sns:eu-central-1:123456789012:constant" }
        input_transformer = { input_template = "\"A run has ended\"" }
      }
    }
  }

  # A queue.
  assert {
    condition     = aws_cloudwatch_event_rule.to_destination["queue"].name == "scalr-to-queue" && aws_cloudwatch_event_rule.to_destination["queue"].event_bus_name == var.event_source_name
    error_message = "The destination has a rule on the partner event bus."
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.to_destination["queue"].event_pattern) == { source = [{ prefix = "aws.partner/scalr.com" }], detail-type = ["RunExecuted"], detail = { event = { result = ["applied"] } } }
    error_message = "The rule has the destination's filter."
  }
  assert {
    condition     = aws_cloudwatch_event_target.to_destination_target["queue"].arn == "arn:aws:sqs:eu-central-1:123456789012:runs" && length(aws_cloudwatch_event_target.to_destination_target["queue"].sqs_target) == 0
    error_message = "The rule delivers to the queue, without a message group."
  }
  assert {
    condition     = aws_cloudwatch_event_target.to_destination_target["queue"].retry_policy[0].maximum_retry_attempts == 185 && aws_cloudwatch_event_target.to_destination_target["queue"].retry_policy[0].maximum_event_age_in_seconds == 86400
    error_message = "EventBridge retries for a day."
  }
  assert {
    condition     = aws_sqs_queue.to_destination_dlq["queue"].name == "scalr-to-queue-dlq"
    error_message = "The destination has a dead-letter queue of its own."
  }
  assert {
    condition = { for name, statement in output.required_permissions : name => jsondecode(statement) if name == "queue" } == {
      queue = {
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = "arn:aws:sqs:eu-central-1:123456789012:runs"
        Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:events:eu-central-1:123456789012:rule/aws.partner/scalr.com/account-name/integration-name/scalr-to-queue" } }
      }
    }
    error_message = "The statement that the queue's owner must add is an output."
  }

  # A FIFO queue.
  assert {
    condition     = aws_cloudwatch_event_target.to_destination_target["ordered"].arn == "arn:aws:sqs:eu-central-1:123456789012:runs.fifo" && aws_cloudwatch_event_target.to_destination_target["ordered"].sqs_target[0].message_group_id == "runs"
    error_message = "All events are one message group."
  }
  assert {
    condition     = aws_sqs_queue.to_destination_dlq["ordered"].fifo_queue != true
    error_message = "The dead-letter queue is a standard queue, as EventBridge requires."
  }

  # A topic.
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.to_destination["topic"].event_pattern) == { source = [{ prefix = "aws.partner/scalr.com" }], detail-type = ["AuditLog"], detail = { request = { action = [{ wildcard = "delete-*" }] } } }
    error_message = "The rule has the destination's filter on the audit log."
  }
  assert {
    condition     = aws_cloudwatch_event_target.to_destination_target["topic"].arn == "arn:aws:sns:eu-central-1:123456789012:audit" && aws_cloudwatch_event_target.to_destination_target["topic"].role_arn == null
    error_message = "The rule delivers to the topic, without a role."
  }
  assert {
    condition     = jsondecode(output.required_permissions["topic"]).Action == "sns:Publish" && jsondecode(output.required_permissions["topic"]).Resource == "arn:aws:sns:eu-central-1:123456789012:audit" && !can(jsondecode(output.required_permissions["topic"]).Condition)
    error_message = "The statement that the topic's owner must add is an output."
  }

  # A function.
  assert {
    condition     = aws_cloudwatch_event_target.to_destination_target["function"].arn == "arn:aws:lambda:eu-central-1:123456789012:function:runs"
    error_message = "The rule delivers to the function."
  }
  assert {
    condition = [
      aws_lambda_permission.to_destination_permission["function"].function_name,
      aws_lambda_permission.to_destination_permission["function"].action,
      aws_lambda_permission.to_destination_permission["function"].principal,
      aws_lambda_permission.to_destination_permission["function"].source_arn,
      ] == [
      "arn:aws:lambda:eu-central-1:123456789012:function:runs",
      "lambda:InvokeFunction",
      "events.amazonaws.com",
      "arn:aws:events:eu-central-1:123456789012:rule/aws.partner/scalr.com/account-name/integration-name/scalr-to-function",
    ]
    error_message = "Only the rule may invoke the function."
  }

  # Kinds that need a role.
  assert {
    condition = {
      workflow = [aws_cloudwatch_event_target.to_destination_target["workflow"].arn, aws_iam_role.to_destination_role["workflow"].name]
      bus      = [aws_cloudwatch_event_target.to_destination_target["bus"].arn, aws_iam_role.to_destination_role["bus"].name]
      stream   = [aws_cloudwatch_event_target.to_destination_target["stream"].arn, aws_iam_role.to_destination_role["stream"].name]
      archive  = [aws_cloudwatch_event_target.to_destination_target["archive"].arn, aws_iam_role.to_destination_role["archive"].name]
      } == {
      workflow = ["arn:aws:states:eu-central-1:123456789012:stateMachine:runs", "scalr-to-workflow-eu-central-1"]
      bus      = ["arn:aws:events:eu-central-1:210987654321:event-bus/runs", "scalr-to-bus-eu-central-1"]
      stream   = ["arn:aws:kinesis:eu-central-1:123456789012:stream/runs", "scalr-to-stream-eu-central-1"]
      archive  = ["arn:aws:firehose:eu-central-1:123456789012:deliverystream/audit", "scalr-to-archive-eu-central-1"]
    }
    error_message = "Each has its target and a role of its own."
  }
  assert {
    condition = [
      for document in [
        data.aws_iam_policy_document.to_destination_permissions["workflow"],
        data.aws_iam_policy_document.to_destination_permissions["bus"],
        data.aws_iam_policy_document.to_destination_permissions["stream"],
        data.aws_iam_policy_document.to_destination_permissions["archive"],
      ] : [one(document.statement).actions, one(document.statement).resources]
      ] == [
      [toset(["states:StartExecution"]), toset(["arn:aws:states:eu-central-1:123456789012:stateMachine:runs"])],
      [toset(["events:PutEvents"]), toset(["arn:aws:events:eu-central-1:210987654321:event-bus/runs"])],
      [toset(["kinesis:PutRecord", "kinesis:PutRecords"]), toset(["arn:aws:kinesis:eu-central-1:123456789012:stream/runs"])],
      [toset(["firehose:PutRecord", "firehose:PutRecordBatch"]), toset(["arn:aws:firehose:eu-central-1:123456789012:deliverystream/audit"])],
    ]
    error_message = "Each role allows what its target needs, and nothing else."
  }
  assert {
    condition     = aws_cloudwatch_event_target.to_destination_target["stream"].kinesis_target[0].partition_key_path == "$.id"
    error_message = "The partition key is the event's id by default."
  }
  assert {
    condition     = keys(output.required_permissions) == ["chat", "constant", "ordered", "queue", "raw", "topic"]
    error_message = "Owners of queues and topics alone must allow something."
  }
  assert {
    condition     = aws_cloudwatch_event_target.to_destination_target["keyed"].kinesis_target[0].partition_key_path == "$.detail.event.workspace"
    error_message = "The partition key is the given one."
  }

  # Log groups.
  assert {
    condition     = [for name in ["one", "two"] : aws_cloudwatch_event_target.to_destination_target[name].arn] == [for name in ["one", "two"] : "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/events/${name}"]
    error_message = "The rules deliver to the log groups."
  }
  assert {
    condition = [for statement in data.aws_iam_policy_document.log_delivery_document[0].statement : toset(statement.resources)] == [
      for statement in ["CreateLogStream", "PutLogEvents"] : toset([
        for name in ["scalr/run-executed", "scalr/audit-log", "one", "two"] : "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/events/${name}:*"
      ])
    ]
    error_message = "The two statements name the log groups of the destinations, too, and no other."
  }

  # Retries and input.
  assert {
    condition     = aws_cloudwatch_event_target.to_destination_target["chat"].retry_policy[0].maximum_retry_attempts == 0 && aws_cloudwatch_event_target.to_destination_target["chat"].retry_policy[0].maximum_event_age_in_seconds == 60
    error_message = "EventBridge retries as often and for as long as given."
  }
  assert {
    condition     = aws_cloudwatch_event_target.to_destination_target["chat"].input_transformer[0].input_paths == tomap({ workspace = "$.detail.event.workspace" }) && aws_cloudwatch_event_target.to_destination_target["chat"].input_transformer[0].input_template == "\"Run in <workspace>\""
    error_message = "The topic receives the transformed input."
  }
  assert {
    condition     = length(aws_cloudwatch_event_target.to_destination_target["raw"].input_transformer) == 0
    error_message = "Another destination of the same kind receives the event."
  }
  assert {
    condition     = aws_cloudwatch_event_target.to_destination_target["constant"].input_transformer[0].input_template == "\"A run has ended\""
    error_message = "A transformed input needs no paths."
  }
}

run "what_each_kind_has" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:a" } }
      b = { audit_log = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:b.fifo", message_group_id = "b" } }
      c = { run_executed = {}, sns = { topic_arn = "arn:aws:sns:eu-central-1:123456789012:c" } }
      d = { audit_log = {}, lambda = { function_arn = "arn:aws:lambda:eu-central-1:123456789012:function:d" } }
      e = { run_executed = {}, step_functions = { state_machine_arn = "arn:aws:states:eu-central-1:123456789012:stateMachine:e" } }
      f = { audit_log = {}, event_bus = { event_bus_arn = "arn:aws:events:eu-central-1:123456789012:event-bus/f" } }
      g = { run_executed = {}, cloudwatch_logs = { log_group_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/events/g" } }
      h = { audit_log = {}, kinesis = { stream_arn = "arn:aws:kinesis:eu-central-1:123456789012:stream/h" } }
      i = { run_executed = {}, firehose = { delivery_stream_arn = "arn:aws:firehose:eu-central-1:123456789012:deliverystream/i" } }
      j = { audit_log = {}, https = { url = "https://example.com/j", authorization = "API_KEY" } }
      k = { run_executed = {}, https = { url = "https://example.com/k", authorization = "BASIC", username = "k" } }
      l = { audit_log = {}, https = { url = "https://example.com/l", authorization = "OAUTH_CLIENT_CREDENTIALS", client_id = "l", authorization_endpoint = "https://example.com/token" } }
    }
    destination_secrets = { j = "j", k = "k", l = "l" }
  }
  assert {
    condition = alltrue([
      for made in [
        aws_cloudwatch_event_rule.to_destination,
        aws_cloudwatch_event_target.to_destination_target,
        aws_sqs_queue.to_destination_dlq,
        aws_cloudwatch_metric_alarm.alarm_to_destination_lost,
      ] : toset(keys(made)) == toset(keys(var.destinations))
    ])
    error_message = "Each destination has one rule, one target, one dead-letter queue, and alarms."
  }
  assert {
    condition     = keys(aws_iam_role.to_destination_role) == ["e", "f", "h", "i", "j", "k", "l"] && keys(aws_iam_role_policy.to_destination_role_policy) == keys(aws_iam_role.to_destination_role)
    error_message = "Only the kinds that need a role have one."
  }
  assert {
    condition     = keys(aws_lambda_permission.to_destination_permission) == ["d"]
    error_message = "Only functions have a permission."
  }
  assert {
    condition     = [keys(aws_cloudwatch_event_connection.to_destination_connection), keys(aws_cloudwatch_event_api_destination.to_destination_api_destination)] == [["j", "k", "l"], ["j", "k", "l"]]
    error_message = "Only endpoints have a connection and an API destination."
  }
  assert {
    condition     = [for name, target in aws_cloudwatch_event_target.to_destination_target : name if length(target.sqs_target) > 0] == ["b"] && [for name, target in aws_cloudwatch_event_target.to_destination_target : name if length(target.kinesis_target) > 0] == ["h"]
    error_message = "Only a FIFO queue has a message group, and only a stream a partition key."
  }
}

run "another_account" {
  command = plan

  variables {
    destinations = {
      queue = {
        run_executed  = {}
        cross_account = { target_arn = "arn:aws:sqs:eu-central-1:210987654321:runs.fifo", message_group_id = "runs" }
      }
      function = {
        run_executed  = {}
        cross_account = { target_arn = "arn:aws:lambda:eu-central-1:210987654321:function:runs" }
      }
      stream = {
        run_executed = {}
        kinesis      = { stream_arn = "arn:aws:kinesis:eu-central-1:210987654321:stream/runs" }
      }
    }
  }
  assert {
    condition     = sort(keys(aws_iam_role.to_destination_role)) == tolist(["function", "queue", "stream"]) && length(aws_lambda_permission.to_destination_permission) == 0
    error_message = "EventBridge delivers in a role, and no permission is added in the other account."
  }
  assert {
    condition     = aws_cloudwatch_event_target.to_destination_target["queue"].sqs_target[0].message_group_id == "runs"
    error_message = "A FIFO queue has a message group."
  }
  assert {
    condition = { for name, statement in output.required_permissions : name => jsondecode(statement) } == {
      queue = {
        Effect    = "Allow"
        Action    = "sqs:SendMessage"
        Resource  = "arn:aws:sqs:eu-central-1:210987654321:runs.fifo"
        Principal = { AWS = "arn:aws:iam::123456789012:role/scalr-to-queue-eu-central-1" }
      }
      function = {
        Effect    = "Allow"
        Action    = "lambda:InvokeFunction"
        Resource  = "arn:aws:lambda:eu-central-1:210987654321:function:runs"
        Principal = { AWS = "arn:aws:iam::123456789012:role/scalr-to-function-eu-central-1" }
      }
    }
    error_message = "The statements that the other account must add name the roles."
  }
  assert {
    condition     = output.required_permissions["queue"] != "" && aws_iam_role.to_destination_role["queue"].name == "scalr-to-queue-eu-central-1"
    error_message = "The statement names the role that is created."
  }
  assert {
    condition     = aws_cloudwatch_event_target.to_destination_target["stream"].arn == "arn:aws:kinesis:eu-central-1:210987654321:stream/runs"
    error_message = "EventBridge delivers to streams of other accounts."
  }
}

run "wrong_targets_and_a_secret_of_no_destination" {
  command = plan

  variables {
    destinations = {
      # A queue of another account.
      queue = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:210987654321:runs" } }
      # A queue of this account as of another.
      own = { run_executed = {}, cross_account = { target_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" } }
      # A stream in another region, where an event bus may be.
      stream = { run_executed = {}, kinesis = { stream_arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/runs" } }
      bus    = { run_executed = {}, event_bus = { event_bus_arn = "arn:aws:events:eu-west-1:210987654321:event-bus/runs" } }
      # With its secret. The other secret belongs to no destination.
      siem = { audit_log = {}, https = { url = "https://siem.example.com", authorization = "API_KEY" } }
    }
    destination_secrets = { siem = "secret", seim = "secret" }
  }
  expect_failures = [
    aws_cloudwatch_event_target.to_destination_target["queue"],
    aws_cloudwatch_event_target.to_destination_target["own"],
    aws_cloudwatch_event_target.to_destination_target["stream"],
    output.delivers,
  ]
}

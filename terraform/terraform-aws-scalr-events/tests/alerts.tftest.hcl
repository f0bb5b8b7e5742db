# Failed runs as readable messages.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  event_source_name = "aws.partner/scalr.com/account-name/integration-name"
}

run "a_topic_is_made" {
  variables {
    alerts = {}
  }
  assert {
    condition     = aws_sns_topic.run_alerts_topic[0].name == "scalr-run-alerts" && aws_sns_topic.run_alerts_topic[0].kms_master_key_id == "alias/aws/sns"
    error_message = "The topic is made, and encrypted."
  }
  assert {
    condition     = output.alert_topic_arn == aws_sns_topic.run_alerts_topic[0].arn && aws_lambda_function.run_alerts_function[0].environment[0].variables == tomap({ TOPIC_ARN = aws_sns_topic.run_alerts_topic[0].arn })
    error_message = "The function publishes to the topic."
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.run_alerts_rule[0].event_pattern) == { source = [{ prefix = "aws.partner/scalr.com" }], detail-type = ["RunExecuted"], detail = { event = { result = ["errored"] } } }
    error_message = "Runs that failed are alerts."
  }
  assert {
    condition     = aws_cloudwatch_event_target.run_alerts_rule_target[0].arn == aws_lambda_function.run_alerts_function[0].arn
    error_message = "The rule delivers to the function."
  }
  assert {
    condition     = length(aws_sns_topic_subscription.run_alerts_email) == 0
    error_message = "Nobody is subscribed."
  }
  assert {
    condition     = output.rule_arns.run_alerts == aws_cloudwatch_event_rule.run_alerts_rule[0].arn
    error_message = "The rule is an output."
  }
}

run "the_function_is_the_one_that_comes_with_the_module" {
  variables {
    alerts             = {}
    log_retention_days = 90
  }
  assert {
    condition     = aws_lambda_function.run_alerts_function[0].filename == "${path.module}/scalr-run-alerts.zip" && aws_lambda_function.run_alerts_function[0].source_code_hash == filebase64sha256("scalr-run-alerts.zip")
    error_message = "The package lies beside the module, and the hash is that of its bytes."
  }
  assert {
    condition     = aws_cloudwatch_log_group.run_alerts_function_log_group[0].name == "/aws/lambda/scalr-run-alerts" && aws_cloudwatch_log_group.run_alerts_function_log_group[0].retention_in_days == 90
    error_message = "Its log is kept as long as one says."
  }
  assert {
    condition     = aws_lambda_function_event_invoke_config.run_alerts_on_failure[0].destination_config[0].on_failure[0].destination == aws_sqs_queue.rule_dlq.arn
    error_message = "What it could not publish is kept."
  }
  assert {
    condition     = aws_lambda_permission.run_alerts_rule_permission[0].source_arn == "arn:aws:events:eu-central-1:123456789012:rule/aws.partner/scalr.com/account-name/integration-name/scalr-run-alerts"
    error_message = "The rule, and no other, may invoke it."
  }
}

run "runs_are_chosen" {
  variables {
    alerts = {
      results      = ["errored", "discarded"]
      environments = ["production*"]
      workspaces   = ["network"]
    }
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.run_alerts_rule[0].event_pattern).detail == { event = { result = ["errored", "discarded"], environment = [{ wildcard = "production*" }], workspace = ["network"] } }
    error_message = "Results, environments and workspaces choose runs."
  }
}

run "an_existing_topic_is_used" {
  variables {
    alerts = {
      topic_arn       = "arn:aws:sns:eu-central-1:123456789012:existing"
      email_addresses = ["platform@example.com"]
    }
  }
  assert {
    condition     = length(aws_sns_topic.run_alerts_topic) == 0 && output.alert_topic_arn == "arn:aws:sns:eu-central-1:123456789012:existing"
    error_message = "No second topic is made."
  }
  assert {
    condition     = aws_lambda_function.run_alerts_function[0].environment[0].variables["TOPIC_ARN"] == "arn:aws:sns:eu-central-1:123456789012:existing" && aws_sns_topic_subscription.run_alerts_email["platform@example.com"].topic_arn == "arn:aws:sns:eu-central-1:123456789012:existing"
    error_message = "Messages and subscriptions are the existing topic's."
  }
}

run "a_topic_whose_arn_is_known_only_after_apply" {
  command = plan

  module {
    source = "./tests/beside"
  }
}

run "the_topic_made_beside_is_the_one" {
  module {
    source = "./tests/beside"
  }
  assert {
    condition     = output.alert_topic_arn == aws_sns_topic.beside.arn
    error_message = "The function publishes to the topic that is made beside the module."
  }
}

run "addresses_are_subscribed" {
  variables {
    alerts = { email_addresses = ["platform@example.com", "on-call@example.com", "platform@example.com"] }
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
    error_message = "By e-mail, to the topic."
  }
}

run "the_role_is_bounded" {
  variables {
    alerts                   = {}
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  }
  assert {
    condition     = aws_iam_role.run_alerts_function_role[0].permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"
    error_message = "The function's role has the boundary."
  }
}

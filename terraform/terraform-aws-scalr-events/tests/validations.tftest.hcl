# Every wrong value is refused at plan time, one by one, and what is just allowed is not.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  event_source_name = "aws.partner/scalr.com/account-name/integration-name"
}

run "event_source_name_empty" {
  command = plan

  variables {
    event_source_name = ""
  }
  expect_failures = [var.event_source_name]
}

run "event_source_name_of_another_partner" {
  command = plan

  variables {
    event_source_name = "aws.partner/example.com/account-name/integration-name"
  }
  expect_failures = [var.event_source_name]
}

run "event_source_name_without_integration" {
  command = plan

  variables {
    event_source_name = "aws.partner/scalr.com/account-name"
  }
  expect_failures = [var.event_source_name]
}

run "event_source_name_an_arn" {
  command = plan

  variables {
    event_source_name = "arn:aws:events:eu-central-1::event-source/aws.partner/scalr.com/account-name/integration-name"
  }
  expect_failures = [var.event_source_name]
}

run "event_source_name_with_a_space" {
  command = plan

  variables {
    event_source_name = "aws.partner/scalr.com/account name/integration-name"
  }
  expect_failures = [var.event_source_name]
}

run "event_source_name_with_a_part_too_many" {
  command = plan

  variables {
    event_source_name = "aws.partner/scalr.com/account-name/integration-name/x"
  }
  expect_failures = [var.event_source_name]
}

run "run_log_retention_days_for_ever" {
  command = plan

  variables {
    run_log_retention_days = 0
  }
  expect_failures = [var.run_log_retention_days]
}

run "run_log_retention_days_unknown_period" {
  command = plan

  variables {
    run_log_retention_days = 31
  }
  expect_failures = [var.run_log_retention_days]
}

run "audit_log_retention_days_for_ever" {
  command = plan

  variables {
    audit_log_retention_days = 0
  }
  expect_failures = [var.audit_log_retention_days]
}

run "audit_log_retention_days_unknown_period" {
  command = plan

  variables {
    audit_log_retention_days = 31
  }
  expect_failures = [var.audit_log_retention_days]
}

run "log_retention_days_for_ever" {
  command = plan

  variables {
    log_retention_days = 0
  }
  expect_failures = [var.log_retention_days]
}

run "log_retention_days_unknown_period" {
  command = plan

  variables {
    log_retention_days = 31
  }
  expect_failures = [var.log_retention_days]
}

run "alerts_without_results" {
  command = plan

  variables {
    alerts = { results = [] }
  }
  expect_failures = [var.alerts]
}

run "alerts_topic_a_name" {
  command = plan

  variables {
    alerts = { topic_arn = "alerts" }
  }
  expect_failures = [var.alerts]
}

run "alerts_topic_of_another_service" {
  command = plan

  variables {
    alerts = { topic_arn = "arn:aws:sqs:eu-central-1:123456789012:alerts" }
  }
  expect_failures = [var.alerts]
}

run "alerts_no_address" {
  command = plan

  variables {
    alerts = { email_addresses = ["platform"] }
  }
  expect_failures = [var.alerts]
}

run "alerts_two_addresses_in_one" {
  command = plan

  variables {
    alerts = { email_addresses = ["a@example.com, b@example.com"] }
  }
  expect_failures = [var.alerts]
}

run "alerts_neither_topic_nor_leave_to_make_one" {
  command = plan

  variables {
    alerts = { create_topic = false }
  }
  expect_failures = [var.alerts]
}

run "alerts_two_topics" {
  command = plan

  variables {
    alerts = { create_topic = true, topic_arn = "arn:aws:sns:eu-central-1:123456789012:alerts" }
  }
  expect_failures = [var.alerts]
}

run "alarms_topic_a_name" {
  command = plan

  variables {
    alarms = { topic_arn = "alarms" }
  }
  expect_failures = [var.alarms]
}

run "alarms_fifo_topic" {
  command = plan

  variables {
    alarms = { topic_arn = "arn:aws:sns:eu-central-1:123456789012:alarms.fifo" }
  }
  expect_failures = [var.alarms]
}

run "alarms_no_address" {
  command = plan

  variables {
    alarms = { email_addresses = ["platform"] }
  }
  expect_failures = [var.alarms]
}

run "alerts_fifo_topic" {
  command = plan

  variables {
    alerts = { topic_arn = "arn:aws:sns:eu-central-1:123456789012:alerts.fifo" }
  }
  expect_failures = [var.alerts]
}

run "run_executed_filter_consecutive_asterisks" {
  command = plan

  variables {
    run_executed_filter = { results = ["applied"], workspaces = ["network", "app-**"] }
  }
  expect_failures = [var.run_executed_filter]
}

run "audit_log_filter_consecutive_asterisks" {
  command = plan

  variables {
    audit_log_filter = { actor_emails = ["**@example.com"] }
  }
  expect_failures = [var.audit_log_filter]
}

run "alerts_consecutive_asterisks" {
  command = plan

  variables {
    alerts = { environments = ["**"] }
  }
  expect_failures = [var.alerts]
}

run "destinations_runs_with_consecutive_asterisks" {
  command = plan

  variables {
    destinations = {
      queue = { run_executed = { tags = ["a**b"] }, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_audit_log_with_consecutive_asterisks" {
  command = plan

  variables {
    destinations = {
      queue = { audit_log = { actions = ["delete-***"] }, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_empty_name" {
  command = plan

  variables {
    destinations = {
      "" = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_name_with_a_space" {
  command = plan

  variables {
    destinations = {
      "a b" = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_name_too_long" {
  command = plan

  variables {
    destinations = {
      abcdefghijklmnopqrstu = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_without_filter" {
  command = plan

  variables {
    destinations = {
      a = { sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_with_both_filters" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, audit_log = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_without_target" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {} }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_with_two_targets" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" }, sns = { topic_arn = "arn:aws:sns:eu-central-1:123456789012:runs" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_retries_too_few" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" }, maximum_retry_attempts = -1 }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_retries_too_many" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" }, maximum_retry_attempts = 186 }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_retries_broken" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" }, maximum_retry_attempts = 1.5 }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_age_too_short" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" }, maximum_event_age_seconds = 59 }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_age_too_long" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" }, maximum_event_age_seconds = 86401 }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_age_broken" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" }, maximum_event_age_seconds = 60.5 }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_fifo_without_group" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs.fifo" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_fifo_with_an_empty_group" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs.fifo", message_group_id = "" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_fifo_with_too_long_a_group" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs.fifo", message_group_id = join("", [for i in range(129) : "g"]) } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_https_plain_http" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, https = { url = "http://example.com", authorization = "API_KEY" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_sqs_arn" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, sqs = { queue_arn = "https://sqs.eu-central-1.amazonaws.com/123456789012/q" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_sns_fifo_topic" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, sns = { topic_arn = "arn:aws:sns:eu-central-1:123456789012:t.fifo" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_lambda_alias" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, lambda = { function_arn = "arn:aws:lambda:eu-central-1:123456789012:function:f:live" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_step_functions_arn" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, step_functions = { state_machine_arn = "machine" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_event_bus_arn" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, event_bus = { event_bus_arn = "default" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_log_group_streams" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, cloudwatch_logs = { log_group_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/events/a:*" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_kinesis_arn" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, kinesis = { stream_arn = "stream" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_firehose_arn" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, firehose = { delivery_stream_arn = "stream" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_https_no_url" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, https = { url = "example.com", authorization = "API_KEY" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_https_url_with_a_space" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, https = { url = "https://example.com/a b", authorization = "API_KEY" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_https_secret_plain_http" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, https = { url = sensitive("http://example.com"), authorization = "API_KEY" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_https_unknown_method" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, https = { url = "https://example.com", method = "post", authorization = "API_KEY" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_https_unknown_authorization" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, https = { url = "https://example.com", authorization = "NONE" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_https_basic_without_username" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, https = { url = "https://example.com", authorization = "BASIC" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_https_oauth_without_client" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, https = { url = "https://example.com", authorization = "OAUTH_CLIENT_CREDENTIALS", authorization_endpoint = "https://example.com/token" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_https_oauth_without_endpoint" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, https = { url = "https://example.com", authorization = "OAUTH_CLIENT_CREDENTIALS", client_id = "scalr" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_https_oauth_plain_http" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, https = { url = "https://example.com", authorization = "OAUTH_CLIENT_CREDENTIALS", client_id = "scalr", authorization_endpoint = "http://example.com/token" } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_https_rate_too_low" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, https = { url = "https://example.com", authorization = "API_KEY", rate_limit_per_second = 0 } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_https_rate_too_high" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, https = { url = "https://example.com", authorization = "API_KEY", rate_limit_per_second = 301 } }
    }
  }
  expect_failures = [var.destinations]
}

run "destinations_https_rate_broken" {
  command = plan

  variables {
    destinations = {
      a = { run_executed = {}, https = { url = "https://example.com", authorization = "API_KEY", rate_limit_per_second = 1.5 } }
    }
  }
  expect_failures = [var.destinations]
}

run "name_prefix_upper_case" {
  command = plan

  variables {
    name_prefix = "Blue-"
  }
  expect_failures = [var.name_prefix]
}

run "name_prefix_begins_with_a_hyphen" {
  command = plan

  variables {
    name_prefix = "-blue"
  }
  expect_failures = [var.name_prefix]
}

run "name_prefix_too_long" {
  command = plan

  variables {
    name_prefix = "0123456789abcdef-"
  }
  expect_failures = [var.name_prefix]
}

run "kms_key_arn_an_alias" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:alias/scalr"
  }
  expect_failures = [var.kms_key_arn]
}

run "kms_key_arn_an_id" {
  command = plan

  variables {
    kms_key_arn = "1234abcd-12ab-34cd-56ef-1234567890ab"
  }
  expect_failures = [var.kms_key_arn]
}

run "permissions_boundary_arn_a_role" {
  command = plan

  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:role/boundary"
  }
  expect_failures = [var.permissions_boundary_arn]
}

run "permissions_boundary_arn_a_name" {
  command = plan

  variables {
    permissions_boundary_arn = "boundary"
  }
  expect_failures = [var.permissions_boundary_arn]
}

run "one_wrong_destination_among_right_ones" {
  command = plan

  variables {
    destinations = {
      right = { run_executed = {}, sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:right" } }
      wrong = { sqs = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:wrong" } }
    }
  }
  expect_failures = [var.destinations]
}

run "the_least_that_is_allowed" {
  command = plan

  variables {
    event_source_name        = "aws.partner/scalr.com/a/b"
    run_log_retention_days   = 1
    audit_log_retention_days = 1
    log_retention_days       = 1
    alerts                   = { results = ["*"], create_topic = true, email_addresses = ["a@b"] }
    destinations = {
      a = {
        run_executed              = {}
        https                     = { url = "https://a", authorization = "BASIC", username = "a", rate_limit_per_second = 1 }
        maximum_retry_attempts    = 0
        maximum_event_age_seconds = 60
      }
    }
    destination_secrets = { a = "a" }
  }
  override_data {
    target = data.aws_cloudwatch_event_source.event_bus_source
    values = {
      name  = "aws.partner/scalr.com/a/b"
      state = "PENDING"
    }
  }
}

run "the_most_that_is_allowed" {
  command = plan

  variables {
    run_log_retention_days   = 3653
    audit_log_retention_days = 3653
    log_retention_days       = 3653
    name_prefix              = "0123456789abcdef"
    kms_key_arn              = "arn:aws-cn:kms:cn-north-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab"
    permissions_boundary_arn = "arn:aws:iam::aws:policy/PowerUserAccess"
    alerts = {
      results         = ["errored", "a result that nobody has heard of"]
      topic_arn       = "arn:aws-us-gov:sns:us-gov-west-1:123456789012:Alerts_1-x"
      create_topic    = false
      email_addresses = ["first.last+scalr@sub.example.com"]
    }
    destinations = {
      abcdefghij-ABCDE_123 = {
        audit_log = {}
        https = {
          url                    = "https://example.com:8443/a?b=c#d"
          method                 = "PATCH"
          rate_limit_per_second  = 300
          authorization          = "OAUTH_CLIENT_CREDENTIALS"
          client_id              = "scalr"
          authorization_endpoint = "https://example.com/token"
        }
        maximum_retry_attempts    = 185
        maximum_event_age_seconds = 86400
      }
      fifo = {
        audit_log = {}
        sqs       = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs.fifo", message_group_id = join("", [for i in range(128) : "g"]) }
      }
      fair = {
        audit_log = {}
        sqs       = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs", message_group_id = "g" }
      }
    }
    destination_secrets = { abcdefghij-ABCDE_123 = "secret" }
  }
}

# Every wrong value is refused at plan time, one by one, and what is just allowed is not.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  cloud_account_id = "acc-1"
}

run "cloud_account_id_empty" {
  command = plan

  variables {
    cloud_account_id = ""
  }
  expect_failures = [var.cloud_account_id]
}

run "cloud_account_id_with_a_space" {
  command = plan

  variables {
    cloud_account_id = "acc 1"
  }
  expect_failures = [var.cloud_account_id]
}

run "cloud_account_id_too_long" {
  command = plan

  variables {
    cloud_account_id = join("", [for i in range(129) : "a"])
  }
  expect_failures = [var.cloud_account_id]
}

run "team_id_no_uuid" {
  command = plan

  variables {
    team_id = "default"
  }
  expect_failures = [var.team_id]
}

run "team_id_too_short" {
  command = plan

  variables {
    team_id = "d65e32d2-e18f-49a7-8cbf-e19205772ea"
  }
  expect_failures = [var.team_id]
}

run "sync_mechanisms_empty" {
  command = plan

  variables {
    sync_mechanisms = []
  }
  expect_failures = [var.sync_mechanisms]
}

run "sync_mechanisms_unknown" {
  command = plan

  variables {
    sync_mechanisms = ["tags", "polling"]
  }
  expect_failures = [var.sync_mechanisms]
}

run "sync_mechanisms_twice" {
  command = plan

  variables {
    sync_mechanisms = ["tags", "tags"]
  }
  expect_failures = [var.sync_mechanisms]
}

run "trail_log_retention_days_zero" {
  command = plan

  variables {
    trail_log_retention_days = 0
  }
  expect_failures = [var.trail_log_retention_days]
}

run "trail_log_retention_days_too_long" {
  command = plan

  variables {
    trail_log_retention_days = 3651
  }
  expect_failures = [var.trail_log_retention_days]
}

run "trail_log_retention_days_broken" {
  command = plan

  variables {
    trail_log_retention_days = 1.5
  }
  expect_failures = [var.trail_log_retention_days]
}

run "access_token_secret_arn_empty" {
  command = plan

  variables {
    access_token_secret_arn = ""
  }
  expect_failures = [var.access_token_secret_arn]
}

run "access_token_secret_arn_of_another_service" {
  command = plan

  variables {
    access_token_secret_arn = "arn:aws:ssm:ap-south-1:123456789012:parameter/token"
  }
  expect_failures = [var.access_token_secret_arn]
}

run "endpoint_url_http_elsewhere" {
  command = plan

  variables {
    endpoint_url = "http://portal-api.mechcloud.io/events"
  }
  expect_failures = [var.endpoint_url]
}

run "endpoint_url_looks_like_loopback" {
  command = plan

  variables {
    endpoint_url = "http://localhost.example.com/events"
  }
  expect_failures = [var.endpoint_url]
}

run "endpoint_url_with_a_query" {
  command = plan

  variables {
    endpoint_url = "https://portal-api.mechcloud.io/events?cloudAccountId=acc-1"
  }
  expect_failures = [var.endpoint_url]
}

run "endpoint_url_with_a_user" {
  command = plan

  variables {
    endpoint_url = "https://me:secret@portal-api.mechcloud.io/events"
  }
  expect_failures = [var.endpoint_url]
}

run "endpoint_url_no_url" {
  command = plan

  variables {
    endpoint_url = "portal-api.mechcloud.io"
  }
  expect_failures = [var.endpoint_url]
}

run "payload_unknown" {
  command = plan

  variables {
    payload = "small"
  }
  expect_failures = [var.payload]
}

run "on_failure_unknown" {
  command = plan

  variables {
    on_failure = "stop"
  }
  expect_failures = [var.on_failure]
}

run "archive_retention_days_zero" {
  command = plan

  variables {
    archive_retention_days = 0
  }
  expect_failures = [var.archive_retention_days]
}

run "archive_retention_days_too_long" {
  command = plan

  variables {
    archive_retention_days = 3651
  }
  expect_failures = [var.archive_retention_days]
}

run "archive_retention_days_broken" {
  command = plan

  variables {
    archive_retention_days = 7.5
  }
  expect_failures = [var.archive_retention_days]
}

run "alarms_topic_a_name" {
  command = plan

  variables {
    alarms = { topic_arn = "on-call" }
  }
  expect_failures = [var.alarms]
}

run "alarms_topic_of_another_service" {
  command = plan

  variables {
    alarms = { topic_arn = "arn:aws:sqs:ap-south-1:123456789012:on-call" }
  }
  expect_failures = [var.alarms]
}

run "alarms_topic_given_and_made" {
  command = plan

  variables {
    alarms = { topic_arn = "arn:aws:sns:ap-south-1:123456789012:on-call", create_topic = true }
  }
  expect_failures = [var.alarms]
}

run "alarms_email_address_without_at" {
  command = plan

  variables {
    alarms = { email_addresses = ["ops@example.com", "ops"] }
  }
  expect_failures = [var.alarms]
}

run "alarms_email_addresses_without_a_topic" {
  command = plan

  variables {
    alarms = { create_topic = false, email_addresses = ["ops@example.com"] }
  }
  expect_failures = [var.alarms]
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

run "batch_size_zero" {
  command = plan

  variables {
    batch_size = 0
  }
  expect_failures = [var.batch_size]
}

run "batch_size_too_large" {
  command = plan

  variables {
    batch_size = 11
  }
  expect_failures = [var.batch_size]
}

run "batch_size_broken" {
  command = plan

  variables {
    batch_size = 2.5
  }
  expect_failures = [var.batch_size]
}

run "function_timeout_too_short" {
  command = plan

  variables {
    function_timeout = 9
  }
  expect_failures = [var.function_timeout]
}

run "function_timeout_too_long" {
  command = plan

  variables {
    function_timeout = 901
  }
  expect_failures = [var.function_timeout]
}

run "function_timeout_broken" {
  command = plan

  variables {
    function_timeout = 0.5
  }
  expect_failures = [var.function_timeout]
}

run "function_memory_size_too_small" {
  command = plan

  variables {
    function_memory_size = 127
  }
  expect_failures = [var.function_memory_size]
}

run "function_memory_size_too_large" {
  command = plan

  variables {
    function_memory_size = 10241
  }
  expect_failures = [var.function_memory_size]
}

run "function_memory_size_broken" {
  command = plan

  variables {
    function_memory_size = 128.5
  }
  expect_failures = [var.function_memory_size]
}

run "runtime_unknown" {
  command = plan

  variables {
    runtime = "go1.x"
  }
  expect_failures = [var.runtime]
}

run "runtime_empty" {
  command = plan

  variables {
    runtime = ""
  }
  expect_failures = [var.runtime]
}

run "forwarder_package_six_layers" {
  command = plan

  variables {
    forwarder_package = { layers = [for i in range(6) : "arn:aws:lambda:ap-south-1:123456789012:layer:l:${i}"] }
  }
  expect_failures = [var.forwarder_package]
}

run "forwarder_package_unknown_architecture" {
  command = plan

  variables {
    forwarder_package = { architecture = "x86" }
  }
  expect_failures = [var.forwarder_package]
}

run "max_receive_count_too_small" {
  command = plan

  variables {
    max_receive_count = 1
  }
  expect_failures = [var.max_receive_count]
}

run "max_receive_count_too_large" {
  command = plan

  variables {
    max_receive_count = 1001
  }
  expect_failures = [var.max_receive_count]
}

run "max_receive_count_broken" {
  command = plan

  variables {
    max_receive_count = 5.5
  }
  expect_failures = [var.max_receive_count]
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
    log_retention_days = 8
  }
  expect_failures = [var.log_retention_days]
}

run "kms_key_arn_an_alias" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:ap-south-1:123456789012:alias/relay"
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

run "the_least_that_is_allowed" {
  command = plan

  variables {
    cloud_account_id         = "a"
    sync_mechanisms          = ["cloudtrail"]
    trail_log_retention_days = 1
    endpoint_url             = "http://127.0.0.1:8080"
    payload                  = "minimal"
    on_failure               = "dead-letter"
    archive_retention_days   = 1
    alarms                   = { enabled = false }
    batch_size               = 1
    function_timeout         = 10
    function_memory_size     = 128
    max_receive_count        = 2
    log_retention_days       = 1
  }
}

run "the_most_that_is_allowed" {
  command = plan

  variables {
    cloud_account_id         = join("", [for i in range(128) : "a"])
    sync_mechanisms          = ["cloudtrail", "tags"]
    trail_log_retention_days = 3650
    access_token_secret_arn  = "arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:token"
    endpoint_url             = "https://preview.example.com:8443/v1.0/events"
    name_prefix              = "0123456789abcdef"
    on_failure               = "pause"
    archive_retention_days   = 3650
    alarms = {
      topic_arn       = "arn:aws-us-gov:sns:us-gov-west-1:123456789012:on-call"
      create_topic    = false
      email_addresses = ["ops@example.com"]
    }
    batch_size               = 10
    function_timeout         = 900
    function_memory_size     = 10240
    runtime                  = "provided.al2023"
    forwarder_package        = { layers = [for i in range(5) : "arn:aws:lambda:ap-south-1:123456789012:layer:l:${i}"] }
    max_receive_count        = 1000
    log_retention_days       = 3653
    kms_key_arn              = "arn:aws-cn:kms:cn-north-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab"
    permissions_boundary_arn = "arn:aws:iam::aws:policy/PowerUserAccess"
  }
}

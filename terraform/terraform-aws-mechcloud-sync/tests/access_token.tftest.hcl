# The token's secret: made, or given.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  cloud_account_id = "acc-1"
}


run "an_empty_secret_is_made" {
  assert {
    condition     = length(aws_secretsmanager_secret.access_token) == 1
    error_message = "The secret is made."
  }
  assert {
    condition     = output.access_token_secret_arn == aws_secretsmanager_secret.access_token[0].arn
    error_message = "Its ARN is an output."
  }
  assert {
    condition     = aws_lambda_function.forwarder.environment[0].variables["ACCESS_TOKEN_SECRET_ARN"] == aws_secretsmanager_secret.access_token[0].arn
    error_message = "The forwarder reads it."
  }
}

run "an_existing_secret_is_used" {
  variables {
    access_token_secret_arn = "arn:aws:secretsmanager:ap-south-1:123456789012:secret:given-a1b2c3"
  }
  assert {
    condition     = length(aws_secretsmanager_secret.access_token) == 0
    error_message = "No second secret is made."
  }
  assert {
    condition     = output.access_token_secret_arn == "arn:aws:secretsmanager:ap-south-1:123456789012:secret:given-a1b2c3"
    error_message = "The output is the given secret."
  }
  assert {
    condition     = aws_lambda_function.forwarder.environment[0].variables["ACCESS_TOKEN_SECRET_ARN"] == "arn:aws:secretsmanager:ap-south-1:123456789012:secret:given-a1b2c3"
    error_message = "The forwarder reads the given secret."
  }
  assert {
    condition     = strcontains(output.access_token_command, "--secret-id arn:aws:secretsmanager:ap-south-1:123456789012:secret:given-a1b2c3 ")
    error_message = "The command fills the given secret."
  }
}

run "an_existing_secret_is_used_that_is_known_late" {
  variables {
    access_token_secret_arn    = "arn:aws:secretsmanager:ap-south-1:123456789012:secret:given-a1b2c3"
    create_access_token_secret = false
  }
  assert {
    condition     = length(aws_secretsmanager_secret.access_token) == 0
    error_message = "No second secret is made."
  }
}

run "neither_made_nor_given" {
  command = plan

  variables {
    create_access_token_secret = false
  }
  expect_failures = [output.access_token_secret_arn]
}

run "made_and_given" {
  command = plan

  variables {
    access_token_secret_arn    = "arn:aws:secretsmanager:ap-south-1:123456789012:secret:given-a1b2c3"
    create_access_token_secret = true
  }
  expect_failures = [output.access_token_secret_arn]
}

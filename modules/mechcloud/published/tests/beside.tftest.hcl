# What the relay is given may be made in the same apply.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "the_plan_needs_no_arn" {
  command = plan

  module {
    source = "./tests/beside"
  }
}

run "the_secret_is_the_given_one" {
  module {
    source = "./tests/beside"
  }
  assert {
    condition     = output.access_token_secret_arn == aws_secretsmanager_secret.token.arn
    error_message = "The relay reads the secret that is made beside it."
  }
}

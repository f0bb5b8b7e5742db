# AWS X-Ray.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  cloud_account_id = "acc-1"
}

run "off_by_default" {
  assert {
    condition     = aws_lambda_function.forwarder.tracing_config[0].mode == "PassThrough"
    error_message = "The function traces nothing of its own accord."
  }
  assert {
    condition     = !contains([for statement in data.aws_iam_policy_document.forwarder_permissions.statement : statement.sid], "Trace")
    error_message = "The function may not write traces."
  }
}

run "on" {
  variables {
    tracing = true
  }
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
}

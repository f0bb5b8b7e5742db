# The function's package: the forwarder that comes with the module, or one's own.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  cloud_account_id = "acc-1"
}


run "the_forwarder_that_comes_with_the_module" {
  assert {
    condition     = aws_lambda_function.forwarder.filename == "${path.module}/push-mgmt-events-to-mechcloud.zip"
    error_message = "The package lies beside the module."
  }
  assert {
    condition     = aws_lambda_function.forwarder.source_code_hash == filebase64sha256("push-mgmt-events-to-mechcloud.zip")
    error_message = "The hash is that of the package's bytes."
  }
  assert {
    condition     = aws_lambda_function.forwarder.handler == "index.handler" && aws_lambda_function.forwarder.runtime == "nodejs22.x"
    error_message = "The forwarder runs on Node.js."
  }
  assert {
    condition     = aws_lambda_function.forwarder.architectures == tolist(["arm64"]) && length(aws_lambda_function.forwarder.layers) == 0
    error_message = "It runs on arm64, without layers."
  }
}

run "a_package_of_ones_own" {
  variables {
    runtime              = "python3.12"
    function_timeout     = 20
    function_memory_size = 512
    forwarder_package = {
      filename     = "README.md"
      handler      = "lambda_function.lambda_handler"
      layers       = ["arn:aws:lambda:ap-south-1:123456789012:layer:requests:1"]
      architecture = "x86_64"
    }
  }
  assert {
    condition     = aws_lambda_function.forwarder.filename == "README.md" && aws_lambda_function.forwarder.source_code_hash == filebase64sha256("README.md")
    error_message = "The given file is used, and its hash."
  }
  assert {
    condition     = aws_lambda_function.forwarder.handler == "lambda_function.lambda_handler" && aws_lambda_function.forwarder.runtime == "python3.12"
    error_message = "Handler and runtime are the given ones."
  }
  assert {
    condition     = aws_lambda_function.forwarder.layers == tolist(["arn:aws:lambda:ap-south-1:123456789012:layer:requests:1"])
    error_message = "The layers are the given ones."
  }
  assert {
    condition     = aws_lambda_function.forwarder.architectures == tolist(["x86_64"])
    error_message = "The architecture is the given one."
  }
  assert {
    condition     = aws_lambda_function.forwarder.memory_size == 512 && aws_sqs_queue.management_events.visibility_timeout_seconds == 120
    error_message = "Memory and time-out are the given ones, and the visibility time-out follows."
  }
}

run "a_package_with_a_file_alone" {
  variables {
    forwarder_package = { filename = "README.md" }
  }
  assert {
    condition     = aws_lambda_function.forwarder.handler == "index.handler" && aws_lambda_function.forwarder.architectures == tolist(["arm64"])
    error_message = "What is left out has its default."
  }
}

run "the_role_is_bounded" {
  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
  }
  assert {
    condition     = aws_iam_role.forwarder_role.permissions_boundary == "arn:aws:iam::123456789012:policy/boundary"
    error_message = "The role has the boundary."
  }
}

# The function that MechCloud documents (Python, requests in a layer), instead of the module's own forwarder.
# https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws

provider "aws" {}

locals {
  function = "${path.module}/dist/function.zip"
  layer    = "${path.module}/dist/requests-layer.zip"
}

module "mechcloud_sync" {
  source = "../../terraform/terraform-aws-mechcloud-sync"

  cloud_account_id = var.cloud_account_id
  runtime          = "python3.12"
  on_failure       = "dead-letter" # this function does not pause
  forwarder_package = {
    filename = local.function
    handler  = "lambda_function.lambda_handler"
    layers   = [aws_lambda_layer_version.requests.arn]
  }
}

resource "aws_lambda_layer_version" "requests" {
  layer_name          = "mechcloud-requests"
  description         = "The Python package requests and its dependencies."
  filename            = local.layer
  source_code_hash    = try(filebase64sha256(local.layer), null)
  compatible_runtimes = ["python3.12"]

  lifecycle {
    precondition {
      condition     = fileexists(local.layer)
      error_message = "${local.layer} does not exist. Run python3 build.py first."
    }
  }
}

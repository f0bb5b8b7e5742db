# A function that replaces the access token every four hours, by one that an OpenID Connect issuer grants for client
# credentials (OAuth 2.0). MechCloud documents no credentials for machines: ask its support before you use this.

provider "aws" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  package = "${path.module}/dist/function.zip"
  # Composed, because the function's ARN is known only after the apply, and its name is known before.
  function_arn = join(":", [
    "arn", data.aws_partition.current.partition, "lambda", data.aws_region.current.id,
    data.aws_caller_identity.current.account_id, "function", aws_lambda_function.token_renewal.function_name,
  ])
}

module "mechcloud_sync" {
  source = "../../terraform/terraform-aws-mechcloud-sync"

  cloud_account_id           = var.cloud_account_id
  token_renewal_function_arn = local.function_arn
}

resource "aws_secretsmanager_secret" "client" {
  name        = "mechcloud-client"
  description = "JSON with client_id and client_secret."
}

resource "aws_lambda_function" "token_renewal" {
  function_name    = "mechcloud-token-renewal"
  role             = aws_iam_role.token_renewal.arn
  filename         = local.package
  source_code_hash = try(filebase64sha256(local.package), null)
  handler          = "index.handler"
  runtime          = "nodejs22.x"
  timeout          = 30

  environment {
    variables = {
      CLIENT_SECRET_ARN = aws_secretsmanager_secret.client.arn
      ISSUER_URL        = var.issuer_url
      AUDIENCE          = var.audience
      SCOPE             = var.scope
    }
  }

  lifecycle {
    precondition {
      condition     = fileexists(local.package)
      error_message = "${local.package} does not exist. Run node --import tsx build.ts first."
    }
  }
}

resource "aws_iam_role" "token_renewal" {
  name_prefix = "mechcloud-token-renewal-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "token_renewal" {
  name = "token-renewal"
  role = aws_iam_role.token_renewal.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = aws_secretsmanager_secret.client.arn
      },
      {
        Effect = "Allow"
        Action = [
          "secretsmanager:DescribeSecret",
          "secretsmanager:GetSecretValue",
          "secretsmanager:PutSecretValue",
          "secretsmanager:UpdateSecretVersionStage",
        ]
        Resource = module.mechcloud_sync.access_token_secret_arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:${data.aws_partition.current.partition}:logs:*:*:log-group:/aws/lambda/mechcloud-token-renewal*"
      },
    ]
  })
}

# After each run that changed something, a function copies the workspace's state from Scalr to an S3 bucket.

provider "aws" {}

locals {
  package = "${path.module}/dist/function.zip"
}

module "scalr_events" {
  source = "../.."

  event_source_name = var.event_source_name

  destinations = {
    state-backup = {
      run_executed = { results = ["applied"], dry_run = false }
      lambda       = { function_arn = aws_lambda_function.state_backup.arn }
    }
  }
}

resource "aws_lambda_function" "state_backup" {
  function_name    = "scalr-state-backup"
  role             = aws_iam_role.state_backup.arn
  filename         = local.package
  source_code_hash = try(filebase64sha256(local.package), null)
  handler          = "state_backup.lambda_handler"
  runtime          = "python3.12"
  timeout          = 60

  environment {
    variables = {
      BUCKET           = aws_s3_bucket.states.bucket
      SCALR_HOSTNAME   = var.scalr_hostname
      TOKEN_SECRET_ARN = aws_secretsmanager_secret.scalr_token.arn
    }
  }

  lifecycle {
    precondition {
      condition     = fileexists(local.package)
      error_message = "${local.package} does not exist. Run python3 build.py first."
    }
  }
}

# Events for which the function failed three times.
resource "aws_lambda_function_event_invoke_config" "state_backup" {
  function_name = aws_lambda_function.state_backup.function_name

  destination_config {
    on_failure {
      destination = aws_sqs_queue.failed.arn
    }
  }

  depends_on = [aws_iam_role_policy.state_backup]
}

resource "aws_sqs_queue" "failed" {
  name                      = "scalr-state-backup-failed"
  message_retention_seconds = 1209600
}

resource "aws_secretsmanager_secret" "scalr_token" {
  name        = "scalr-state-backup-token"
  description = "Token of a Scalr service account that can read states."
}

resource "aws_s3_bucket" "states" {
  bucket_prefix = "scalr-states-"
}

resource "aws_s3_bucket_versioning" "states" {
  bucket = aws_s3_bucket.states.bucket

  versioning_configuration {
    status = "Enabled"
  }
}

# States contain secrets.
resource "aws_s3_bucket_public_access_block" "states" {
  bucket                  = aws_s3_bucket.states.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "states" {
  bucket = aws_s3_bucket.states.bucket
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "DenyWithoutTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.states.arn, "${aws_s3_bucket.states.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })

  depends_on = [aws_s3_bucket_public_access_block.states]
}

resource "aws_cloudwatch_log_group" "state_backup" {
  name              = "/aws/lambda/scalr-state-backup"
  retention_in_days = 30
}

resource "aws_iam_role" "state_backup" {
  name_prefix = "scalr-state-backup-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "state_backup" {
  name = "state-backup"
  role = aws_iam_role.state_backup.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:PutObject", Resource = "${aws_s3_bucket.states.arn}/*" },
      { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = aws_secretsmanager_secret.scalr_token.arn },
      { Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.failed.arn },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.state_backup.arn}:*"
      },
    ]
  })
}

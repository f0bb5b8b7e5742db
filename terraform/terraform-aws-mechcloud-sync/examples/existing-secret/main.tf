# MechCloud's access token is in an existing secret, which somebody else fills.

provider "aws" {}

data "aws_secretsmanager_secret" "access_token" {
  name = var.access_token_secret_name
}

module "mechcloud_sync" {
  source = "../.."

  cloud_account_id        = var.cloud_account_id
  access_token_secret_arn = data.aws_secretsmanager_secret.access_token.arn
}

# Both mechanisms, with a trail that the account has already, and a secret that is there already.

terraform {
  required_version = ">= 1.5.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

provider "aws" {}

variable "cloud_account_id" {
  description = "The id that MechCloud gave the cloud account."
  type        = string
}

variable "access_token_secret_name" {
  description = "Name of the secret whose text is MechCloud's access token."
  type        = string
}

data "aws_secretsmanager_secret" "access_token" {
  name = var.access_token_secret_name
}

module "mechcloud_sync" {
  source = "../../terraform/terraform-aws-mechcloud-sync"

  cloud_account_id        = var.cloud_account_id
  sync_mechanisms         = ["tags", "cloudtrail"]
  create_trail            = false # any trail that logs management write events in this region will do
  access_token_secret_arn = data.aws_secretsmanager_secret.access_token.arn
  payload                 = "minimal"
}

output "rule_arns" {
  description = "The rules that notice changes."
  value       = module.mechcloud_sync.rule_arns
}

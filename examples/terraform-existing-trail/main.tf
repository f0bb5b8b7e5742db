# Both mechanisms, with an existing trail and an existing secret.

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
  description = "Id of the cloud account in MechCloud."
  type        = string
}

variable "access_token_secret_name" {
  description = "Name of the secret that contains MechCloud's access token."
  type        = string
}

data "aws_secretsmanager_secret" "access_token" {
  name = var.access_token_secret_name
}

module "mechcloud_sync" {
  source = "../../terraform/terraform-aws-mechcloud-sync"

  cloud_account_id        = var.cloud_account_id
  sync_mechanisms         = ["tags", "cloudtrail"]
  create_trail            = false # needs any trail that logs management write events in this region
  access_token_secret_arn = data.aws_secretsmanager_secret.access_token.arn
  payload                 = "minimal"
}

output "rule_arns" {
  description = "ARNs of the rules that detect changes."
  value       = module.mechcloud_sync.rule_arns
}

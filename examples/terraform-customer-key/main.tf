# Everything encrypted with a customer managed key, created in the same apply.

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

resource "aws_kms_key" "relay" {
  description         = "MechCloud sync"
  enable_key_rotation = true
  policy              = module.mechcloud_sync.kms_key_policy
}

module "mechcloud_sync" {
  source = "../../terraform/terraform-aws-mechcloud-sync"

  cloud_account_id = var.cloud_account_id
  sync_mechanisms  = ["tags", "cloudtrail"]
  kms_key_arn      = aws_kms_key.relay.arn
}

output "access_token_command" {
  description = "Command that stores MechCloud's access token."
  value       = module.mechcloud_sync.access_token_command
}

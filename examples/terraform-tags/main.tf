# The shortest configuration: changes of resources that have the tag Mc-Asset-Name.

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

module "mechcloud_sync" {
  source = "../../terraform/terraform-aws-mechcloud-sync"

  cloud_account_id = var.cloud_account_id
}

output "access_token_command" {
  description = "Command that stores MechCloud's access token."
  value       = module.mechcloud_sync.access_token_command
}

# A Scalr workspace: Scalr stores the state and runs Terraform; set the variables in the workspace.
# To sign in, run `terraform login example.scalr.io` or set TF_TOKEN_example_scalr_io.

terraform {
  required_version = ">= 1.5.0"

  backend "remote" {
    hostname     = "example.scalr.io"
    organization = "environment-name"

    workspaces {
      name = "mechcloud-sync"
    }
  }

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

provider "aws" {
  region = var.region
}

variable "region" {
  description = "Region that MechCloud visualizes."
  type        = string
}

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

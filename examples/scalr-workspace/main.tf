# A Scalr workspace: the state and the runs are Scalr's, the variables are the workspace's.
# `terraform login example.scalr.io`, or TF_TOKEN_example_scalr_io, signs in.

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
  description = "The region that is visualized."
  type        = string
}

variable "cloud_account_id" {
  description = "The id that MechCloud gave the cloud account."
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

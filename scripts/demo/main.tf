# The module as anybody would use it, on the local AWS.

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "cloud_account_id" {
  description = "Id of the cloud account at the stand-in."
  type        = string
}

variable "endpoint_url" {
  description = "Where the stand-in listens."
  type        = string
}

# Keys, region and endpoint come from the environment; the local AWS has no STS checks, metadata or bucket domains.
provider "aws" {
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  s3_use_path_style           = true
}

module "mechcloud_sync" {
  source = "../../terraform/terraform-aws-mechcloud-sync"

  cloud_account_id = var.cloud_account_id
  endpoint_url     = var.endpoint_url
  sync_mechanisms  = ["tags", "cloudtrail"]
}

output "access_token_secret_arn" {
  description = "The empty secret that takes the token."
  value       = module.mechcloud_sync.access_token_secret_arn
}

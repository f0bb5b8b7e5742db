# The modules as anybody would use them, on the local AWS.

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

variable "event_source_name" {
  description = "The partner event source that plays Scalr."
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
  source = "../terraform/terraform-aws-mechcloud-sync"

  cloud_account_id = var.cloud_account_id
  endpoint_url     = var.endpoint_url
  sync_mechanisms  = ["tags", "cloudtrail"]
}

module "scalr_events" {
  source = "../terraform/terraform-aws-scalr-events"

  event_source_name = var.event_source_name
  alerts            = {}
}

output "access_token_secret_arn" {
  description = "The empty secret that takes the token."
  value       = module.mechcloud_sync.access_token_secret_arn
}

output "scalr_log_group_names" {
  description = "Where runs and the audit log are kept."
  value       = [module.scalr_events.run_log_group_name, module.scalr_events.audit_log_group_name]
}

output "alert_topic_arn" {
  description = "Where failed runs become messages."
  value       = module.scalr_events.alert_topic_arn
}

# Both modules, as in any other configuration, on the local AWS.

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
  description = "Id of the cloud account in the stand-in for MechCloud."
  type        = string
}

variable "endpoint_url" {
  description = "URL of the stand-in for MechCloud."
  type        = string
}

variable "event_source_name" {
  description = "The partner event source that stands for Scalr."
  type        = string
}

# Keys, region and endpoint come from the environment. The local AWS has no metadata service and no bucket host names.
provider "aws" {
  skip_metadata_api_check = true
  skip_region_validation  = true
  s3_use_path_style       = true
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
  description = "ARN of the empty secret for the access token."
  value       = module.mechcloud_sync.access_token_secret_arn
}

output "scalr_log_group_names" {
  description = "Log groups of the runs and the audit log."
  value       = [module.scalr_events.run_log_group_name, module.scalr_events.audit_log_group_name]
}

output "alert_topic_arn" {
  description = "ARN of the topic for alerts on failed runs."
  value       = module.scalr_events.alert_topic_arn
}

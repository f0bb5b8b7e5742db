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

variable "webhook_url" {
  description = "URL of the page that stands for a chat's incoming webhook."
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

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

locals {
  # Composed: with a reference, the module's queues would wait until this one is created, which takes 25 s.
  automation_queue_arn = "arn:aws:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:automation"
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

  destinations = {
    automation = {
      audit_log = {}
      sqs       = { queue_arn = local.automation_queue_arn }
    }

    chat = {
      run_executed = { results = ["errored"] }

      https = {
        url           = var.webhook_url
        authorization = "API_KEY"
        api_key_name  = "X-Event-Relay"
      }
    }
  }

  destination_secrets = {
    chat = "demo"
  }
}

resource "aws_sqs_queue" "automation" {
  name = "automation"
}

resource "aws_sqs_queue_policy" "automation" {
  queue_url = aws_sqs_queue.automation.url

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [for statement in values(module.scalr_events.required_permissions) : jsondecode(statement)]
  })
}

output "access_token_secret_arn" {
  description = "ARN of the empty secret for the access token."
  value       = module.mechcloud_sync.access_token_secret_arn
}

output "alert_topic_arn" {
  description = "ARN of the topic for alerts on failed runs."
  value       = module.scalr_events.alert_topic_arn
}

output "automation_queue_url" {
  description = "URL of the queue that receives the audit log."
  value       = aws_sqs_queue.automation.url
}

output "dead_letter_queue_url" {
  description = "URL of the queue of events that MechCloud does not accept."
  value       = module.mechcloud_sync.dead_letter_queue_url
}

output "event_source_mapping_uuid" {
  description = "UUID of the mapping that feeds the forwarder from its queue."
  value       = module.mechcloud_sync.event_source_mapping_uuid
}

output "function_name" {
  description = "Name of the forwarder."
  value       = module.mechcloud_sync.function_name
}

output "queue_url" {
  description = "URL of the forwarder's queue."
  value       = module.mechcloud_sync.queue_url
}

output "rule_dead_letter_queue_url" {
  description = "URL of the queue of events that the rules could not deliver."
  value       = module.mechcloud_sync.rule_dead_letter_queue_url
}

output "scalr_log_group_names" {
  description = "Log groups of the runs and the audit log."
  value       = [module.scalr_events.run_log_group_name, module.scalr_events.audit_log_group_name]
}

# A successful run in one Scalr workspace starts a run in another, through Scalr's API.

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

variable "event_source_name" {
  description = "Name of the partner event source, aws.partner/scalr.com/<account>/<integration>."
  type        = string
}

variable "scalr_hostname" {
  description = "Host name of the Scalr account, such as example.scalr.io."
  type        = string
}

variable "scalr_token" {
  description = "Token of a service account that can start runs in the second workspace."
  type        = string
  sensitive   = true
}

variable "first" {
  description = "Names of the environment and the workspace whose successful runs start the second run."
  type        = object({ environment = string, workspace = string })
}

variable "second_workspace_id" {
  description = "Id of the second workspace, ws-…"
  type        = string

  validation {
    condition     = startswith(var.second_workspace_id, "ws-")
    error_message = "second_workspace_id must be the id of a workspace, ws-…, not ${var.second_workspace_id}."
  }
}

module "scalr_events" {
  source = "../../terraform/terraform-aws-scalr-events"

  event_source_name = var.event_source_name

  destinations = {
    start-second-run = {
      run_executed = {
        results      = ["applied"]
        environments = [var.first.environment]
        workspaces   = [var.first.workspace]
        destroy      = false
      }

      https = {
        url           = "https://${var.scalr_hostname}/api/iacp/v3/runs"
        authorization = "API_KEY"
        api_key_name  = "Authorization"
        headers       = { Accept = "application/vnd.api+json", Content-Type = "application/vnd.api+json" }
      }

      # A retry may start the run twice, and a run must not start a day late.
      maximum_retry_attempts    = 2
      maximum_event_age_seconds = 900

      # Scalr's API accepts JSON:API documents.
      input_transformer = {
        input_paths = { run = "$.detail.event.run-id", workspace = "$.detail.event.workspace" }
        input_template = replace(jsonencode({
          data = {
            type          = "runs"
            attributes    = { message = "After {run} of {workspace}" }
            relationships = { workspace = { data = { type = "workspaces", id = var.second_workspace_id } } }
          }
        }), "/[{](run|workspace)[}]/", "<$1>") # jsonencode escapes < and > as \u003c and \u003e
      }
    }
  }

  destination_secrets = {
    start-second-run = "Bearer ${var.scalr_token}"
  }
}

output "not_started" {
  description = "URL of the queue that contains the events for which no run was started."
  value       = module.scalr_events.destination_dead_letter_queue_urls["start-second-run"]
}

output "delivers" {
  description = "What is delivered to whom: the plan shows it."
  value       = module.scalr_events.delivers
}

# Sends failed runs to a chat, through an incoming webhook that accepts {"text": "…"} (Slack, Mattermost, …).

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

variable "webhook_url" {
  description = "URL of the chat's incoming webhook. Anyone who knows it can post to the chat."
  type        = string
  sensitive   = true
}

module "scalr_events" {
  source = "../../terraform/terraform-aws-scalr-events"

  event_source_name = var.event_source_name

  destinations = {
    chat = {
      run_executed = { results = ["errored"] }

      https = {
        url           = var.webhook_url
        authorization = "API_KEY"
        api_key_name  = "X-Event-Relay" # the webhook's secret is its URL, but EventBridge requires a header
      }

      input_transformer = {
        input_paths = {
          result      = "$.detail.event.result"
          workspace   = "$.detail.event.workspace"
          environment = "$.detail.event.environment"
          run         = "$.detail.event.run-id"
        }
        input_template = "{\"text\": \"Scalr run <result>: <workspace> (<environment>)\\nhttps://${var.scalr_hostname}/app/<environment>/<workspace>/runs/<run>\"}"
      }
    }
  }

  destination_secrets = {
    chat = "aws-event-relay"
  }
}

output "delivers" {
  description = "What is delivered to whom: the plan shows it."
  value       = module.scalr_events.delivers
}

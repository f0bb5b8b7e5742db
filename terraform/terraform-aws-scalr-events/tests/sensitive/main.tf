# A destination whose URL is a secret. The output is not sensitive, so the plan shows it.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "event_source_name" {
  type = string
}

variable "url" {
  type      = string
  sensitive = true
}

module "scalr_events" {
  source = "../.."

  event_source_name = var.event_source_name
  destinations = {
    chat = {
      run_executed = {}
      https        = { url = var.url, authorization = "API_KEY" }
    }
    queue = {
      run_executed = {}
      sqs          = { queue_arn = "arn:aws:sqs:eu-central-1:123456789012:runs" }
    }
  }
  destination_secrets = { chat = "unused" }
}

output "delivers" {
  value = module.scalr_events.delivers
}

output "destinations" {
  value = keys(module.scalr_events.destination_dead_letter_queue_urls)
}

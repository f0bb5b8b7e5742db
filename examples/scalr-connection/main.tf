# Both sides in one apply: the connection in Scalr, and the event bus with its rules in AWS.

terraform {
  required_version = ">= 1.5.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
    scalr = {
      source  = "Scalr/scalr"
      version = ">= 1.13.0"
    }
  }
}

provider "aws" {
  region = var.region
}

provider "scalr" {
  hostname = var.scalr_hostname # the token comes from SCALR_TOKEN
}

variable "region" {
  description = "Region that receives the events."
  type        = string
}

variable "scalr_hostname" {
  description = "Host name of the Scalr account, such as example.scalr.io."
  type        = string
}

data "aws_caller_identity" "current" {}

module "connection" {
  source = "../../terraform/terraform-aws-scalr-events/modules/connection"

  name           = "event-relay"
  aws_account_id = data.aws_caller_identity.current.account_id
  region         = var.region
}

module "scalr_events" {
  source = "../../terraform/terraform-aws-scalr-events"

  event_source_name = module.connection.event_source_name
}

output "next_steps" {
  description = "Remaining steps in Scalr."
  value       = module.connection.next_steps
}

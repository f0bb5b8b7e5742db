# Both sides in one apply: the connection in Scalr, and the event bus with its rules in AWS.

provider "aws" {
  region = var.region
}

provider "scalr" {
  hostname = var.scalr_hostname # the token comes from SCALR_TOKEN
}

data "aws_caller_identity" "current" {}

module "connection" {
  source = "../../modules/connection"

  name           = "event-relay"
  aws_account_id = data.aws_caller_identity.current.account_id
  region         = var.region
}

module "scalr_events" {
  source = "../.."

  event_source_name = module.connection.event_source_name
}

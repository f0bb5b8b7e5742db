# Readable e-mails about failed runs of production, and about this module's own alarms.

provider "aws" {}

module "scalr_events" {
  source = "../.."

  event_source_name = var.event_source_name
  alerts = {
    results         = ["errored"]
    environments    = ["production*"]
    email_addresses = var.email_addresses
  }
  alarms = {
    email_addresses = var.email_addresses
  }
}

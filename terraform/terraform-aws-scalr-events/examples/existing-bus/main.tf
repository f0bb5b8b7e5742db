# The event source is associated with an event bus already, in the console or by another configuration.

provider "aws" {}

module "scalr_events" {
  source = "../.."

  event_source_name = var.event_source_name
  create_event_bus  = false
}

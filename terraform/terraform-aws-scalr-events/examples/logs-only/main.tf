# The shortest configuration: runs and the audit log in CloudWatch Logs.

provider "aws" {}

module "scalr_events" {
  source = "../.."

  event_source_name = var.event_source_name
}

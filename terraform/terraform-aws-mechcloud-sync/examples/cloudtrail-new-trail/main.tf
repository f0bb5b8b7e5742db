# Changes of every VPC, subnet and instance, tagged or not, through a trail that is created for it.

provider "aws" {}

module "mechcloud_sync" {
  source = "../.."

  cloud_account_id         = var.cloud_account_id
  sync_mechanisms          = ["cloudtrail"]
  trail_log_retention_days = 3 # EventBridge does not read the trail's files
}

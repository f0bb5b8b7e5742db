# Changes of every VPC, subnet and instance, through an existing trail: any that logs management write events in this region.

provider "aws" {}

module "mechcloud_sync" {
  source = "../.."

  cloud_account_id = var.cloud_account_id
  sync_mechanisms  = ["cloudtrail"]
  create_trail     = false
}

# The shortest configuration: changes of resources that have the tag Mc-Asset-Name.

provider "aws" {}

module "mechcloud_sync" {
  source = "../.."

  cloud_account_id = var.cloud_account_id
}

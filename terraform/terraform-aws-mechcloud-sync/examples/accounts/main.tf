# Two accounts: a relay with a hub in this one, and a spoke in the other, whose events go to the other's cloud account.

provider "aws" {}

provider "aws" {
  alias = "other"

  assume_role {
    role_arn = "arn:aws:iam::${var.other_account_id}:role/${var.other_account_role}"
  }
}

module "mechcloud_sync" {
  source = "../.."

  cloud_account_id = var.cloud_account_id
  create_hub       = true
  cloud_accounts   = { (var.other_account_id) = var.other_cloud_account_id }
}

module "spoke" {
  source    = "../../modules/spoke"
  providers = { aws = aws.other }

  hub_bus_arn = module.mechcloud_sync.hub_bus_arn
}

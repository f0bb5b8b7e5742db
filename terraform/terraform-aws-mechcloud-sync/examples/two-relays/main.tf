# Two relays in one account and region: two cloud accounts of MechCloud, each of a team of its own, receive the same changes.

provider "aws" {}

module "mechcloud_sync" {
  source   = "../.."
  for_each = var.relays

  name_prefix      = "${each.key}-" # the names of a relay's resources must differ from those of the other
  cloud_account_id = each.value.cloud_account_id
  team_id          = each.value.team_id
}

# Everything encrypted with a customer managed key, created in the same apply.

provider "aws" {}

resource "aws_kms_key" "relay" {
  description         = "MechCloud sync"
  enable_key_rotation = true
  policy              = module.mechcloud_sync.kms_key_policy
}

module "mechcloud_sync" {
  source = "../.."

  cloud_account_id = var.cloud_account_id
  sync_mechanisms  = ["tags", "cloudtrail"]
  kms_key_arn      = aws_kms_key.relay.arn
}

# A key and a secret that are created in the same apply as the relay: their ARNs are known only after it.

resource "aws_kms_key" "relay" {
  policy = module.mechcloud_sync.kms_key_policy
}

resource "aws_secretsmanager_secret" "token" {
  name = "token"
}

module "mechcloud_sync" {
  source = "../.."

  cloud_account_id           = "acc-1"
  sync_mechanisms            = ["tags", "cloudtrail"]
  kms_key_arn                = aws_kms_key.relay.arn
  create_access_token_secret = false
  access_token_secret_arn    = aws_secretsmanager_secret.token.arn
}

output "access_token_secret_arn" {
  value = module.mechcloud_sync.access_token_secret_arn
}

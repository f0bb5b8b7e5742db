# Several copies in one account and root: with count and depends_on, and with for_each.

resource "aws_sns_topic" "before" {
  name = "before"
}

module "counted" {
  source = "../.."
  count  = 1

  cloud_account_id       = "acc-1"
  sync_mechanisms        = ["tags", "cloudtrail"]
  archive_retention_days = 7

  depends_on = [aws_sns_topic.before]
}

module "each" {
  source   = "../.."
  for_each = toset(["blue", "green"])

  name_prefix      = "${each.key}-"
  cloud_account_id = "acc-${each.key}"
}

output "function_names" {
  value = concat(module.counted[*].function_name, [for copy in module.each : copy.function_name])
}

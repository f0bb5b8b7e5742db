# Several copies in one account and root: with count and depends_on, and with for_each.

variable "event_source_name" {
  type = string
}

resource "aws_sns_topic" "before" {
  name = "before"
}

module "counted" {
  source = "../.."
  count  = 1

  event_source_name = var.event_source_name
  alerts            = { email_addresses = ["a@example.com"] }
  destinations = {
    function = {
      run_executed = {}
      lambda       = { function_arn = "arn:aws:lambda:eu-central-1:123456789012:function:deployments" }
    }
  }

  depends_on = [aws_sns_topic.before]
}

module "each" {
  source   = "../.."
  for_each = toset(["blue", "green"])

  name_prefix       = "${each.key}-"
  event_source_name = "${var.event_source_name}/${each.key}"
}

output "run_log_group_names" {
  value = concat(module.counted[*].run_log_group_name, [for copy in module.each : copy.run_log_group_name])
}

# Generated from modules/mechcloud/module/spoke.ts: change it there and run npm run build.

variable "alarms" {
  type = object({
    enabled         = optional(bool, true)
    topic_arn       = optional(string)
    create_topic    = optional(bool)
    email_addresses = optional(list(string), [])
  })
  description = "CloudWatch alarms and their topic. Without topic_arn and with create_topic = false, alarms are visible in CloudWatch only. The policy of an existing topic must let cloudwatch.amazonaws.com call sns:Publish, and that of its customer managed key kms:Decrypt and kms:GenerateDataKey; CloudWatch cannot use alias/aws/sns. `enabled`: Whether to create the alarms. `topic_arn`: Existing SNS topic. Must be the ARN of a standard SNS topic, `arn:aws:sns:<region>:<account>:<name>`. Null: a topic is created. `create_topic`: Whether to create the topic. Set false, beside `topic_arn`, if that ARN is known only after apply. Null: the topic is created if `topic_arn` is not set. `email_addresses`: E-mail addresses that are subscribed to the topic. Each recipient must confirm. Must be a list of e-mail addresses. Example: `{ email_addresses = [\"platform@example.com\"] }`."
  default     = {}
  nullable    = false

  validation {
    condition     = var.alarms.topic_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256})$", var.alarms.topic_arn))
    error_message = "alarms.topic_arn must be null or the ARN of a standard SNS topic, arn:aws:sns:<region>:<account>:<name>, not ${jsonencode(var.alarms.topic_arn)}."
  }

  validation {
    condition     = alltrue([for value in var.alarms.email_addresses : value == null ? false : can(regex("^(?:[^@\\s]+@[^@\\s]+)$", value))])
    error_message = "alarms.email_addresses must be a list of e-mail addresses, not ${jsonencode(var.alarms.email_addresses)}."
  }

  validation {
    condition     = var.alarms.topic_arn == null || var.alarms.create_topic != true
    error_message = "alarms.create_topic must be null or false if topic_arn is set, not ${jsonencode(var.alarms.create_topic)}."
  }

  validation {
    condition     = length(var.alarms.email_addresses) == 0 || (var.alarms.enabled && (var.alarms.topic_arn != null || var.alarms.create_topic != false))
    error_message = "alarms.email_addresses must be empty if there is no topic, or if enabled is false, not ${jsonencode(var.alarms.email_addresses)}."
  }
}

variable "hub_bus_arn" {
  type        = string
  description = "The hub's event bus: the output `hub_bus_arn` of the module that has `create_hub`, in another region or account. Must be the ARN of a hub's event bus, `arn:aws:events:<region>:<account>:event-bus/<prefix>mechcloud-hub`."
  nullable    = false

  validation {
    condition     = can(regex("^(?:arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/[a-z0-9-]*mechcloud-hub)$", var.hub_bus_arn))
    error_message = "hub_bus_arn must be the ARN of a hub's event bus, arn:aws:events:<region>:<account>:event-bus/<prefix>mechcloud-hub, not ${jsonencode(var.hub_bus_arn)}."
  }
}

variable "kms_key_arn" {
  type        = string
  description = "Customer managed KMS key that encrypts everything stored. Its policy must contain the statements of the key policy that the module returns. Must be the ARN of a KMS key, `arn:aws:kms:<region>:<account>:key/<id>`. Null: keys that AWS owns or manages."
  default     = null
  nullable    = true

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+)$", var.kms_key_arn))
    error_message = "kms_key_arn must be null or the ARN of a KMS key, arn:aws:kms:<region>:<account>:key/<id>, not ${jsonencode(var.kms_key_arn)}."
  }
}

variable "name_prefix" {
  type        = string
  description = "Prefix of all names, so that one account and region can have several copies. Must be empty or up to 16 lower-case letters, digits and hyphens that begin with a letter or digit."
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(?:(?:[a-z0-9][a-z0-9-]{0,15})?)$", var.name_prefix))
    error_message = "name_prefix must be empty or up to 16 lower-case letters, digits and hyphens that begin with a letter or digit, not ${jsonencode(var.name_prefix)}."
  }
}

variable "permissions_boundary_arn" {
  type        = string
  description = "IAM policy that is the permissions boundary of each role. Must be the ARN of an IAM policy, `arn:aws:iam::<account>:policy/<name>`. Null: no permissions boundary."
  default     = null
  nullable    = true

  validation {
    condition     = var.permissions_boundary_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:iam::(?:[0-9]{12}|aws):policy/.+)$", var.permissions_boundary_arn))
    error_message = "permissions_boundary_arn must be null or the ARN of an IAM policy, arn:aws:iam::<account>:policy/<name>, not ${jsonencode(var.permissions_boundary_arn)}."
  }
}

variable "runbook_url" {
  type        = string
  description = "Where your team reads docs/operations.md of this repository, such as `https://git.example.com/your-team/aws-event-relay/blob/main/docs/operations.md`: the alarms' descriptions add the section. Must be docs/operations.md, or a URL of up to 200 characters, without spaces, quotes, backslashes and fragment, that begins with https://."
  default     = "docs/operations.md"
  nullable    = false

  validation {
    condition     = can(regex("^(?:docs/operations\\.md|https://[^\\s#\"\\\\]{1,192})$", var.runbook_url))
    error_message = "runbook_url must be docs/operations.md, or a URL of up to 200 characters, without spaces, quotes, backslashes and fragment, that begins with https://, not ${jsonencode(var.runbook_url)}."
  }
}

variable "sync_mechanisms" {
  type        = list(string)
  description = "How changes are noticed: `tags` (fast, for resources that have the tag `Mc-Asset-Name`), `cloudtrail` (slower, for every resource), or both. Must be a list of at least one of tags, cloudtrail, without duplicates."
  default     = ["tags"]
  nullable    = false

  validation {
    condition     = length(var.sync_mechanisms) > 0 && length(distinct(var.sync_mechanisms)) == length(var.sync_mechanisms) && length(setsubtract(var.sync_mechanisms, ["tags", "cloudtrail"])) == 0
    error_message = "sync_mechanisms must be a list of at least one of tags, cloudtrail, without duplicates, not ${jsonencode(var.sync_mechanisms)}."
  }
}

variable "tags" {
  type        = map(string)
  description = "Tags for every resource that supports tags."
  default     = {}
  nullable    = false
}

# Generated from modules/mechcloud/module/definition.ts: change it there and run npm run build.

variable "access_token_secret_arn" {
  type        = string
  description = "Existing secret whose text is MechCloud's access token. A customer managed key of that secret, other than `kms_key_arn`, must let the function's role (output function_role_arn) call kms:Decrypt. Must be the ARN of a secret, `arn:aws:secretsmanager:<region>:<account>:secret:<name>`. Null: an empty secret, for which there is a command that stores the token."
  default     = null
  nullable    = true

  validation {
    condition     = var.access_token_secret_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:.+)$", var.access_token_secret_arn))
    error_message = "access_token_secret_arn must be null or the ARN of a secret, arn:aws:secretsmanager:<region>:<account>:secret:<name>, not ${jsonencode(var.access_token_secret_arn)}."
  }
}

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

variable "architecture" {
  type        = string
  description = "Instruction set of the function. Not every region has `arm64`: China's have `x86_64` only. Must be one of arm64, x86_64."
  default     = "arm64"
  nullable    = false

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "architecture must be one of arm64, x86_64, not ${jsonencode(var.architecture)}."
  }
}

variable "archive_retention_days" {
  type        = number
  description = "How long EventBridge archives the events, in days, so that they can be replayed. Must be a whole number of days from 1 to 3650. Null: no archive."
  default     = null
  nullable    = true

  validation {
    condition     = var.archive_retention_days == null ? true : var.archive_retention_days >= 1 && var.archive_retention_days <= 3650 && floor(var.archive_retention_days) == var.archive_retention_days
    error_message = "archive_retention_days must be null or a whole number of days from 1 to 3650, not ${jsonencode(var.archive_retention_days)}."
  }
}

variable "batch_size" {
  type        = number
  description = "Maximum number of events in one invocation of the function. Must be a whole number from 1 to 10."
  default     = 10
  nullable    = false

  validation {
    condition     = var.batch_size >= 1 && var.batch_size <= 10 && floor(var.batch_size) == var.batch_size
    error_message = "batch_size must be a whole number from 1 to 10, not ${jsonencode(var.batch_size)}."
  }
}

variable "cloud_account_id" {
  type        = string
  description = "The id of the cloud account in MechCloud: Infrastructure → Cloud Accounts in its console. Must be the id that MechCloud's console shows, 1 to 128 letters, digits, hyphens and underscores."
  nullable    = false

  validation {
    condition     = var.cloud_account_id != "your-cloud-account-id" && can(regex("^(?:[A-Za-z0-9_-]{1,128})$", var.cloud_account_id))
    error_message = "cloud_account_id must be the id that MechCloud's console shows, 1 to 128 letters, digits, hyphens and underscores, not ${jsonencode(var.cloud_account_id)}."
  }
}

variable "cloud_accounts" {
  type        = map(string)
  description = "The ids of the cloud accounts in MechCloud of other AWS accounts, by AWS account number. An event is posted for the cloud account of the AWS account that it happened in; an event of an AWS account that has none is set aside in the dead-letter queue. Must be a map of at most 50 AWS account numbers of 12 digits to cloud account ids of 1 to 128 letters, digits, hyphens and underscores, and at most 2800 characters as JSON."
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.cloud_accounts) <= 50 && length(jsonencode(var.cloud_accounts)) <= 2800 && alltrue([for value in keys(var.cloud_accounts) : value == null ? false : can(regex("^(?:[0-9]{12})$", value))]) && alltrue([for value in values(var.cloud_accounts) : value == null ? false : can(regex("^(?:[A-Za-z0-9_-]{1,128})$", value))])
    error_message = "cloud_accounts must be a map of at most 50 AWS account numbers of 12 digits to cloud account ids of 1 to 128 letters, digits, hyphens and underscores, and at most 2800 characters as JSON, not ${jsonencode(var.cloud_accounts)}."
  }
}

variable "create_access_token_secret" {
  type        = bool
  description = "Whether to create the secret. Set false, beside `access_token_secret_arn`, if that ARN is known only after apply. Null: the secret is created if `access_token_secret_arn` is not set."
  default     = null
  nullable    = true
}

variable "create_dashboard" {
  type        = bool
  description = "Whether to create a CloudWatch dashboard."
  default     = true
  nullable    = false
}

variable "create_hub" {
  type        = bool
  description = "Whether to create an event bus for the events of other regions and accounts, which the module `spoke` sends. It accepts events of this account and of those in `cloud_accounts`."
  default     = false
  nullable    = false
}

variable "create_trail" {
  type        = bool
  description = "Whether to create a trail for the mechanism `cloudtrail`. Set false if an existing trail logs management write events in this region; an account can have five trails in a region."
  default     = true
  nullable    = false
}

variable "endpoint_url" {
  type        = string
  description = "The URL that events are posted to. Must be an https URL without query or user, or an http URL of a loopback host."
  default     = "https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events"
  nullable    = false

  validation {
    condition     = can(regex("^(?:https://[^\\s?#@]+|http://(?:localhost|127\\.0\\.0\\.1|\\[::1\\])(?::[0-9]+)?(?:/[^\\s?#]*)?)$", var.endpoint_url))
    error_message = "endpoint_url must be an https URL without query or user, or an http URL of a loopback host, not ${jsonencode(var.endpoint_url)}."
  }
}

variable "forwarder_package" {
  type = object({
    filename = optional(string)
    handler  = optional(string, "index.handler")
    layers   = optional(list(string), [])
  })
  description = "Function package to use instead of the forwarder, with the matching runtime. `filename`: Path of the zip file. Must be the path of a zip file. Null: the function package that comes with the module. `handler`: The function in the package that Lambda calls. Must be 1 to 128 characters without spaces. `layers`: ARNs of Lambda layers. Must be a list of at most 5 ARNs of versions of layers, `arn:aws:lambda:<region>:<account>:layer:<name>:<version>`. Example: `{ filename = \"function.zip\", handler = \"lambda_function.lambda_handler\" }`."
  default     = {}
  nullable    = false

  validation {
    condition     = var.forwarder_package.filename == null ? true : can(regex("^(?:\\S(?:.*\\S)?)$", var.forwarder_package.filename))
    error_message = "forwarder_package.filename must be null or the path of a zip file, not ${jsonencode(var.forwarder_package.filename)}."
  }

  validation {
    condition     = can(regex("^(?:\\S{1,128})$", var.forwarder_package.handler))
    error_message = "forwarder_package.handler must be 1 to 128 characters without spaces, not ${jsonencode(var.forwarder_package.handler)}."
  }

  validation {
    condition     = length(var.forwarder_package.layers) <= 5 && alltrue([for value in var.forwarder_package.layers : value == null ? false : can(regex("^(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:layer:[A-Za-z0-9_-]+:[0-9]+)$", value))])
    error_message = "forwarder_package.layers must be a list of at most 5 ARNs of versions of layers, arn:aws:lambda:<region>:<account>:layer:<name>:<version>, not ${jsonencode(var.forwarder_package.layers)}."
  }
}

variable "function_memory_size" {
  type        = number
  description = "Memory of the function, in MB. Must be a whole number of MB from 128 to 10240."
  default     = 512
  nullable    = false

  validation {
    condition     = var.function_memory_size >= 128 && var.function_memory_size <= 10240 && floor(var.function_memory_size) == var.function_memory_size
    error_message = "function_memory_size must be a whole number of MB from 128 to 10240, not ${jsonencode(var.function_memory_size)}."
  }
}

variable "function_timeout" {
  type        = number
  description = "Time-out of one invocation of the function, in seconds. A received event is hidden from other receivers for six times as long. Must be a whole number of seconds from 10 to 900."
  default     = 30
  nullable    = false

  validation {
    condition     = var.function_timeout >= 10 && var.function_timeout <= 900 && floor(var.function_timeout) == var.function_timeout
    error_message = "function_timeout must be a whole number of seconds from 10 to 900, not ${jsonencode(var.function_timeout)}."
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

variable "log_retention_days" {
  type        = number
  description = "How long the function's log is kept, in days. Must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, not ${jsonencode(var.log_retention_days)}."
  }
}

variable "max_receive_count" {
  type        = number
  description = "How often an event is received before SQS moves it to the dead-letter queue. A relay that pauses receives each waiting event again after each pause; 1000 is enough for 14 days. Must be a whole number from 2 to 1000. Null: 1000, the most that SQS allows; 10 if `on_failure` is `dead-letter`."
  default     = null
  nullable    = true

  validation {
    condition     = var.max_receive_count == null ? true : var.max_receive_count >= 2 && var.max_receive_count <= 1000 && floor(var.max_receive_count) == var.max_receive_count
    error_message = "max_receive_count must be null or a whole number from 2 to 1000, not ${jsonencode(var.max_receive_count)}."
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

variable "on_failure" {
  type        = string
  description = "What happens if MechCloud is down or refuses the access token: `pause` keeps the events in the queue, in order, and the relay tries again by itself after 1 to 60 minutes; `dead-letter` lets events move to the dead-letter queue. Must be one of pause, dead-letter."
  default     = "pause"
  nullable    = false

  validation {
    condition     = contains(["pause", "dead-letter"], var.on_failure)
    error_message = "on_failure must be one of pause, dead-letter, not ${jsonencode(var.on_failure)}."
  }
}

variable "organization_id" {
  type        = string
  description = "Organization in AWS Organizations whose accounts may send to the event bus of `create_hub`, too. Events of an account that is not in `cloud_accounts` are set aside. Must be the id of an organization, o- and 10 to 32 lower-case letters and digits. Null: only this account and those in `cloud_accounts` may send."
  default     = null
  nullable    = true

  validation {
    condition     = var.organization_id == null ? true : can(regex("^(?:o-[a-z0-9]{10,32})$", var.organization_id))
    error_message = "organization_id must be null or the id of an organization, o- and 10 to 32 lower-case letters and digits, not ${jsonencode(var.organization_id)}."
  }
}

variable "payload" {
  type        = string
  description = "`full` posts each event unchanged. `minimal` posts only what MechCloud needs: no principal, IP address or user agent, and no account number except in the ARNs of tag changes. Must be one of full, minimal."
  default     = "full"
  nullable    = false

  validation {
    condition     = contains(["full", "minimal"], var.payload)
    error_message = "payload must be one of full, minimal, not ${jsonencode(var.payload)}."
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

variable "runtime" {
  type        = string
  description = "Lambda runtime of the function. Must be the identifier of a Lambda runtime, such as nodejs22.x or python3.12."
  default     = "nodejs22.x"
  nullable    = false

  validation {
    condition     = can(regex("^(?:(?:nodejs|python|java|dotnet|ruby|provided)[a-z0-9.]*)$", var.runtime))
    error_message = "runtime must be the identifier of a Lambda runtime, such as nodejs22.x or python3.12, not ${jsonencode(var.runtime)}."
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

variable "team_id" {
  type        = string
  description = "The id of the MechCloud team that the cloud account belongs to. The default is MechCloud's default team. Must be a UUID."
  default     = "d65e32d2-e18f-49a7-8cbf-e19205772ea0"
  nullable    = false

  validation {
    condition     = can(regex("^(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$", var.team_id))
    error_message = "team_id must be a UUID, not ${jsonencode(var.team_id)}."
  }
}

variable "token_renewal_function_arn" {
  type        = string
  description = "Function of yours that gets a new access token: Secrets Manager invokes it every four hours to rotate the secret. Must be the ARN of a Lambda function, `arn:aws:lambda:<region>:<account>:function:<name>`. Null: a person stores the token."
  default     = null
  nullable    = true

  validation {
    condition     = var.token_renewal_function_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+)$", var.token_renewal_function_arn))
    error_message = "token_renewal_function_arn must be null or the ARN of a Lambda function, arn:aws:lambda:<region>:<account>:function:<name>, not ${jsonencode(var.token_renewal_function_arn)}."
  }
}

variable "token_warning_hours" {
  type        = number
  description = "How many hours before the access token expires an alarm goes off, if the token is a JWT that says so. `0`: no such alarm. Must be a whole number of hours from 0 to 720."
  default     = 2
  nullable    = false

  validation {
    condition     = var.token_warning_hours >= 0 && var.token_warning_hours <= 720 && floor(var.token_warning_hours) == var.token_warning_hours
    error_message = "token_warning_hours must be a whole number of hours from 0 to 720, not ${jsonencode(var.token_warning_hours)}."
  }
}

variable "tracing" {
  type        = bool
  description = "Whether AWS X-Ray traces the function."
  default     = false
  nullable    = false
}

variable "trail_log_retention_days" {
  type        = number
  description = "How long the trail's bucket keeps the log files, in days. EventBridge does not read them. Must be a whole number of days from 1 to 3650."
  default     = 7
  nullable    = false

  validation {
    condition     = var.trail_log_retention_days >= 1 && var.trail_log_retention_days <= 3650 && floor(var.trail_log_retention_days) == var.trail_log_retention_days
    error_message = "trail_log_retention_days must be a whole number of days from 1 to 3650, not ${jsonencode(var.trail_log_retention_days)}."
  }
}

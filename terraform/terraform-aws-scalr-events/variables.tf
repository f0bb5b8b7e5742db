# Generated from modules/scalr/module/definition.ts: change it there and run npm run build.

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

variable "alerts" {
  type = object({
    results         = optional(list(string), ["errored"])
    environments    = optional(list(string), [])
    workspaces      = optional(list(string), [])
    topic_arn       = optional(string)
    create_topic    = optional(bool)
    email_addresses = optional(list(string), [])
  })
  description = "Alerts on runs: readable messages in an SNS topic. A customer managed key of an existing topic, other than kms_key_arn, must let the role scalr-run-alerts-<region> call kms:Decrypt and kms:GenerateDataKey. `results`: Results of the runs. `environments`: Names of environments; empty: all. `workspaces`: Names of workspaces; empty: all. `topic_arn`: Existing SNS topic. Must be the ARN of a standard SNS topic, `arn:aws:sns:<region>:<account>:<name>`. Null: a topic is created. `create_topic`: Whether to create the topic. Set false, beside `topic_arn`, if that ARN is known only after apply. Null: the topic is created if `topic_arn` is not set. `email_addresses`: E-mail addresses that are subscribed to the topic. Each recipient must confirm. Must be a list of e-mail addresses. Null: no alerts. Example: `{ environments = [\"production*\"], email_addresses = [\"platform@example.com\"] }`."
  default     = null
  nullable    = true

  validation {
    condition     = var.alerts == null ? true : var.alerts.topic_arn == null ? true : can(regex("^(?:arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256})$", var.alerts.topic_arn))
    error_message = "alerts.topic_arn must be null or the ARN of a standard SNS topic, arn:aws:sns:<region>:<account>:<name>, not ${jsonencode(try(var.alerts.topic_arn, null))}."
  }

  validation {
    condition     = var.alerts == null ? true : alltrue([for value in var.alerts.email_addresses : value == null ? false : can(regex("^(?:[^@\\s]+@[^@\\s]+)$", value))])
    error_message = "alerts.email_addresses must be a list of e-mail addresses, not ${jsonencode(try(var.alerts.email_addresses, null))}."
  }

  validation {
    condition     = var.alerts == null ? true : length(var.alerts.results) > 0
    error_message = "alerts.results must be a list of at least one result, not ${jsonencode(try(var.alerts.results, null))}."
  }

  validation {
    condition     = var.alerts == null ? true : length([for text in concat(var.alerts.results, var.alerts.environments, var.alerts.workspaces) : text if !(try(text != "" && (!strcontains(text, "*") || can(regex("^(?:\\*?(?:[^*\\\\]|\\\\[*\\\\]))*\\*?$", text))), false))]) == 0
    error_message = "alerts must be an object in which every result, environment and workspace is a text of at least one character and without **; if it has an asterisk, each \\ must be followed by * or \\, not ${jsonencode(try([for text in concat(var.alerts.results, var.alerts.environments, var.alerts.workspaces) : text if !(try(text != "" && (!strcontains(text, "*") || can(regex("^(?:\\*?(?:[^*\\\\]|\\\\[*\\\\]))*\\*?$", text))), false))], null))}."
  }

  validation {
    condition     = var.alerts == null ? true : var.alerts.create_topic == null || var.alerts.create_topic == (var.alerts.topic_arn == null)
    error_message = "alerts.create_topic must be null, false with topic_arn, or true without it, not ${jsonencode(try(var.alerts.create_topic, null))}."
  }
}

variable "architecture" {
  type        = string
  description = "Instruction set of the alerts' function. Not every region has `arm64`: China's have `x86_64` only. Must be one of arm64, x86_64."
  default     = "arm64"
  nullable    = false

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "architecture must be one of arm64, x86_64, not ${jsonencode(var.architecture)}."
  }
}

variable "audit_log_filter" {
  type = object({
    actions      = optional(list(string), [])
    target_types = optional(list(string), [])
    environments = optional(list(string), [])
    actor_emails = optional(list(string), [])
    results      = optional(list(string), [])
  })
  description = "Entries of the audit log to log. An omitted attribute selects all. * in a text matches any characters. Example: `{ actions = [\"delete-*\"] }`."
  default     = {}
  nullable    = false

  validation {
    condition     = length([for text in concat(var.audit_log_filter.actions, var.audit_log_filter.target_types, var.audit_log_filter.environments, var.audit_log_filter.actor_emails, var.audit_log_filter.results) : text if !(try(text != "" && (!strcontains(text, "*") || can(regex("^(?:\\*?(?:[^*\\\\]|\\\\[*\\\\]))*\\*?$", text))), false))]) == 0
    error_message = "audit_log_filter must be a filter in which every text is a text of at least one character and without **; if it has an asterisk, each \\ must be followed by * or \\, not ${jsonencode([for text in concat(var.audit_log_filter.actions, var.audit_log_filter.target_types, var.audit_log_filter.environments, var.audit_log_filter.actor_emails, var.audit_log_filter.results) : text if !(try(text != "" && (!strcontains(text, "*") || can(regex("^(?:\\*?(?:[^*\\\\]|\\\\[*\\\\]))*\\*?$", text))), false))])}."
  }
}

variable "audit_log_retention_days" {
  type        = number
  description = "How long the audit log is kept, in days. Must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  default     = 365
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.audit_log_retention_days)
    error_message = "audit_log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, not ${jsonencode(var.audit_log_retention_days)}."
  }
}

variable "create_dashboard" {
  type        = bool
  description = "Whether to create a CloudWatch dashboard."
  default     = true
  nullable    = false
}

variable "create_event_bus" {
  type        = bool
  description = "Whether to create the event bus, which associates the event source with it. Set false if the event source is associated with an existing event bus."
  default     = true
  nullable    = false
}

variable "create_log_resource_policy" {
  type        = bool
  description = "Whether to create the resource policy that lets the rules write to log groups. Set false if one of the account's ten such policies already lets EventBridge write to /aws/events/*."
  default     = true
  nullable    = false
}

variable "destination_secrets" {
  type        = map(string)
  description = "Secrets of https destinations by the destination's name: the API key's value, the password, or the client secret. They become part of a secret that EventBridge manages, and of Terraform's state."
  default     = {}
  nullable    = false
  sensitive   = true

  validation {
    condition     = alltrue([for secret in values(var.destination_secrets) : secret == null ? false : length(secret) > 0])
    error_message = format("destination_secrets must be a map of secrets that are not empty; the empty ones are %s.", jsonencode(nonsensitive(sensitive([for name, secret in var.destination_secrets : name if secret == null ? true : length(secret) == 0]))))
  }
}

variable "destinations" {
  type = map(object({
    run_executed = optional(object({
      results      = optional(list(string), [])
      environments = optional(list(string), [])
      workspaces   = optional(list(string), [])
      sources      = optional(list(string), [])
      dry_run      = optional(bool)
      destroy      = optional(bool)
      tags         = optional(list(string), [])
    }))
    audit_log = optional(object({
      actions      = optional(list(string), [])
      target_types = optional(list(string), [])
      environments = optional(list(string), [])
      actor_emails = optional(list(string), [])
      results      = optional(list(string), [])
    }))
    sqs = optional(object({
      queue_arn        = string
      message_group_id = optional(string)
    }))
    sns = optional(object({
      topic_arn = string
    }))
    lambda = optional(object({
      function_arn = string
    }))
    cross_account = optional(object({
      target_arn       = string
      message_group_id = optional(string)
    }))
    step_functions = optional(object({
      state_machine_arn = string
    }))
    event_bus = optional(object({
      event_bus_arn = string
    }))
    cloudwatch_logs = optional(object({
      log_group_arn = string
    }))
    kinesis = optional(object({
      stream_arn         = string
      partition_key_path = optional(string, "$.id")
    }))
    firehose = optional(object({
      delivery_stream_arn = string
    }))
    https = optional(object({
      url                    = string
      method                 = optional(string, "POST")
      headers                = optional(map(string), {})
      rate_limit_per_second  = optional(number, 300)
      authorization          = string
      api_key_name           = optional(string, "Authorization")
      username               = optional(string, "")
      client_id              = optional(string, "")
      authorization_endpoint = optional(string, "")
      oauth_body             = optional(map(string), { "grant_type" : "client_credentials" })
    }))
    input_transformer = optional(object({
      input_paths    = optional(map(string), {})
      input_template = string
    }))
    maximum_retry_attempts    = optional(number, 185)
    maximum_event_age_seconds = optional(number, 86400)
  }))
  description = "Destinations of events, by name. Each has run_executed or audit_log (a filter; {} matches all events), and one of sqs, sns, lambda, cross_account, step_functions, event_bus, cloudwatch_logs, kinesis, firehose, https. The secret of an https destination (the API key's value, the password or the client secret) is in destination_secrets. Example: `{ deployments = { run_executed = { results = [\"applied\"] }, sqs = { queue_arn = \"arn:aws:sqs:eu-central-1:123456789012:deployments\" } } }`."
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination != null])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, "", "must be an object", jsonencode(destination)) if !(destination != null)]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name in keys(var.destinations) : can(regex("^(?:[A-Za-z0-9_-]{1,20})$", name))])
    error_message = format("The name of a destination must be %s, not %s.", "1 to 20 letters, digits, hyphens and underscores", jsonencode([for name in keys(var.destinations) : name if !(can(regex("^(?:[A-Za-z0-9_-]{1,20})$", name)))]))
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(length([for part in ["run_executed", "audit_log"] : part if destination[part] != null]) == 1, false)])
    error_message = nonsensitive(sensitive(replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, "", "must have exactly one of run_executed, audit_log", jsonencode([for part in ["run_executed", "audit_log"] : part if destination[part] != null])) if !(destination == null ? true : try(length([for part in ["run_executed", "audit_log"] : part if destination[part] != null]) == 1, false))]), "\\u003c", "<"), "\\u003e", ">")))
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(length([for text in concat(try(concat(destination.run_executed.results, destination.run_executed.environments, destination.run_executed.workspaces, destination.run_executed.sources, destination.run_executed.tags), []), try(concat(destination.audit_log.actions, destination.audit_log.target_types, destination.audit_log.environments, destination.audit_log.actor_emails, destination.audit_log.results), [])) : text if !(try(text != "" && (!strcontains(text, "*") || can(regex("^(?:\\*?(?:[^*\\\\]|\\\\[*\\\\]))*\\*?$", text))), false))]) == 0, false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, "", "must have a filter in which every text is a text of at least one character and without **; if it has an asterisk, each \\ must be followed by * or \\", jsonencode([for text in concat(try(concat(destination.run_executed.results, destination.run_executed.environments, destination.run_executed.workspaces, destination.run_executed.sources, destination.run_executed.tags), []), try(concat(destination.audit_log.actions, destination.audit_log.target_types, destination.audit_log.environments, destination.audit_log.actor_emails, destination.audit_log.results), [])) : text if !(try(text != "" && (!strcontains(text, "*") || can(regex("^(?:\\*?(?:[^*\\\\]|\\\\[*\\\\]))*\\*?$", text))), false))])) if !(destination == null ? true : try(length([for text in concat(try(concat(destination.run_executed.results, destination.run_executed.environments, destination.run_executed.workspaces, destination.run_executed.sources, destination.run_executed.tags), []), try(concat(destination.audit_log.actions, destination.audit_log.target_types, destination.audit_log.environments, destination.audit_log.actor_emails, destination.audit_log.results), [])) : text if !(try(text != "" && (!strcontains(text, "*") || can(regex("^(?:\\*?(?:[^*\\\\]|\\\\[*\\\\]))*\\*?$", text))), false))]) == 0, false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(length([for part in ["sqs", "sns", "lambda", "cross_account", "step_functions", "event_bus", "cloudwatch_logs", "kinesis", "firehose", "https"] : part if destination[part] != null]) == 1, false)])
    error_message = nonsensitive(sensitive(replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, "", "must have exactly one of sqs, sns, lambda, cross_account, step_functions, event_bus, cloudwatch_logs, kinesis, firehose, https", jsonencode([for part in ["sqs", "sns", "lambda", "cross_account", "step_functions", "event_bus", "cloudwatch_logs", "kinesis", "firehose", "https"] : part if destination[part] != null])) if !(destination == null ? true : try(length([for part in ["sqs", "sns", "lambda", "cross_account", "step_functions", "event_bus", "cloudwatch_logs", "kinesis", "firehose", "https"] : part if destination[part] != null]) == 1, false))]), "\\u003c", "<"), "\\u003e", ">")))
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.sqs == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:sqs:[a-z0-9-]+:[0-9]{12}:(?:[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo))$", destination.sqs.queue_arn)), false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".sqs.queue_arn", "must be the ARN of an SQS queue, arn:aws:sqs:<region>:<account>:<name>", jsonencode(destination.sqs.queue_arn)) if !(destination == null ? true : try(destination.sqs == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:sqs:[a-z0-9-]+:[0-9]{12}:(?:[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo))$", destination.sqs.queue_arn)), false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.sqs == null ? true : try(destination.sqs.message_group_id == null ? !try(endswith(destination.sqs.queue_arn, ".fifo"), false) : can(regex("^(?:.{1,128})$", destination.sqs.message_group_id)), false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".sqs.message_group_id", "must be 1 to 128 characters if the queue is a FIFO queue", jsonencode(destination.sqs.message_group_id)) if !(destination == null ? true : try(destination.sqs == null ? true : try(destination.sqs.message_group_id == null ? !try(endswith(destination.sqs.queue_arn, ".fifo"), false) : can(regex("^(?:.{1,128})$", destination.sqs.message_group_id)), false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.sns == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256})$", destination.sns.topic_arn)), false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".sns.topic_arn", "must be the ARN of a standard SNS topic, arn:aws:sns:<region>:<account>:<name>", jsonencode(destination.sns.topic_arn)) if !(destination == null ? true : try(destination.sns == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256})$", destination.sns.topic_arn)), false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.lambda == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+)$", destination.lambda.function_arn)), false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".lambda.function_arn", "must be the ARN of a Lambda function without version or alias, arn:aws:lambda:<region>:<account>:function:<name>", jsonencode(destination.lambda.function_arn)) if !(destination == null ? true : try(destination.lambda == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+)$", destination.lambda.function_arn)), false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.cross_account == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:(?:sqs:[a-z0-9-]+:[0-9]{12}:(?:[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo)|sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}|lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+))$", destination.cross_account.target_arn)), false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".cross_account.target_arn", "must be the ARN of an SQS queue, a standard SNS topic, or a Lambda function without version or alias", jsonencode(destination.cross_account.target_arn)) if !(destination == null ? true : try(destination.cross_account == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:(?:sqs:[a-z0-9-]+:[0-9]{12}:(?:[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo)|sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}|lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+))$", destination.cross_account.target_arn)), false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.cross_account == null ? true : try(destination.cross_account.message_group_id == null ? !try(endswith(destination.cross_account.target_arn, ".fifo"), false) : can(regex("^(?:.{1,128})$", destination.cross_account.message_group_id)), false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".cross_account.message_group_id", "must be 1 to 128 characters if the queue is a FIFO queue", jsonencode(destination.cross_account.message_group_id)) if !(destination == null ? true : try(destination.cross_account == null ? true : try(destination.cross_account.message_group_id == null ? !try(endswith(destination.cross_account.target_arn, ".fifo"), false) : can(regex("^(?:.{1,128})$", destination.cross_account.message_group_id)), false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.step_functions == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:states:[a-z0-9-]+:[0-9]{12}:stateMachine:[^:]+(?::[^:]+)?)$", destination.step_functions.state_machine_arn)), false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".step_functions.state_machine_arn", "must be the ARN of a Step Functions state machine, arn:aws:states:<region>:<account>:stateMachine:<name>", jsonencode(destination.step_functions.state_machine_arn)) if !(destination == null ? true : try(destination.step_functions == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:states:[a-z0-9-]+:[0-9]{12}:stateMachine:[^:]+(?::[^:]+)?)$", destination.step_functions.state_machine_arn)), false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.event_bus == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/.+)$", destination.event_bus.event_bus_arn)), false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".event_bus.event_bus_arn", "must be the ARN of an event bus, arn:aws:events:<region>:<account>:event-bus/<name>", jsonencode(destination.event_bus.event_bus_arn)) if !(destination == null ? true : try(destination.event_bus == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/.+)$", destination.event_bus.event_bus_arn)), false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.cloudwatch_logs == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:logs:[a-z0-9-]+:[0-9]{12}:log-group:[^:*]+)$", destination.cloudwatch_logs.log_group_arn)), false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".cloudwatch_logs.log_group_arn", "must be the ARN of a log group without :* at the end, arn:aws:logs:<region>:<account>:log-group:<name>", jsonencode(destination.cloudwatch_logs.log_group_arn)) if !(destination == null ? true : try(destination.cloudwatch_logs == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:logs:[a-z0-9-]+:[0-9]{12}:log-group:[^:*]+)$", destination.cloudwatch_logs.log_group_arn)), false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.kinesis == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:kinesis:[a-z0-9-]+:[0-9]{12}:stream/.+)$", destination.kinesis.stream_arn)), false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".kinesis.stream_arn", "must be the ARN of a Kinesis data stream, arn:aws:kinesis:<region>:<account>:stream/<name>", jsonencode(destination.kinesis.stream_arn)) if !(destination == null ? true : try(destination.kinesis == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:kinesis:[a-z0-9-]+:[0-9]{12}:stream/.+)$", destination.kinesis.stream_arn)), false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.kinesis == null ? true : try(can(regex("^(?:\\$.{0,255})$", destination.kinesis.partition_key_path)), false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".kinesis.partition_key_path", "must be a JSON path of at most 256 characters, such as $.id", jsonencode(destination.kinesis.partition_key_path)) if !(destination == null ? true : try(destination.kinesis == null ? true : try(can(regex("^(?:\\$.{0,255})$", destination.kinesis.partition_key_path)), false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.firehose == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:firehose:[a-z0-9-]+:[0-9]{12}:deliverystream/.+)$", destination.firehose.delivery_stream_arn)), false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".firehose.delivery_stream_arn", "must be the ARN of a Firehose stream, arn:aws:firehose:<region>:<account>:deliverystream/<name>", jsonencode(destination.firehose.delivery_stream_arn)) if !(destination == null ? true : try(destination.firehose == null ? true : try(can(regex("^(?:arn:aws[a-z-]*:firehose:[a-z0-9-]+:[0-9]{12}:deliverystream/.+)$", destination.firehose.delivery_stream_arn)), false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.https == null ? true : try(can(regex("^(?:https://[^\\s]+)$", destination.https.url)), false), false)])
    error_message = nonsensitive(sensitive(replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".https.url", "must be a URL without spaces that begins with https://", jsonencode(try(keys(destination.https.url), length(destination.https.url) > 7 ? join("", [substr(destination.https.url, 0, 7), "…"]) : destination.https.url, destination.https.url))) if !(destination == null ? true : try(destination.https == null ? true : try(can(regex("^(?:https://[^\\s]+)$", destination.https.url)), false), false))]), "\\u003c", "<"), "\\u003e", ">")))
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.https == null ? true : try(contains(["POST", "PUT", "PATCH", "GET", "DELETE", "HEAD", "OPTIONS"], destination.https.method), false), false)])
    error_message = nonsensitive(sensitive(replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".https.method", "must be one of POST, PUT, PATCH, GET, DELETE, HEAD, OPTIONS", jsonencode(try(keys(destination.https.method), length(destination.https.method) > 7 ? join("", [substr(destination.https.method, 0, 7), "…"]) : destination.https.method, destination.https.method))) if !(destination == null ? true : try(destination.https == null ? true : try(contains(["POST", "PUT", "PATCH", "GET", "DELETE", "HEAD", "OPTIONS"], destination.https.method), false), false))]), "\\u003c", "<"), "\\u003e", ">")))
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.https == null ? true : try(alltrue([for value in values(destination.https.headers) : value != null]), false), false)])
    error_message = nonsensitive(sensitive(replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".https.headers", "must be a map without null", jsonencode(try(keys(destination.https.headers), length(destination.https.headers) > 7 ? join("", [substr(destination.https.headers, 0, 7), "…"]) : destination.https.headers, destination.https.headers))) if !(destination == null ? true : try(destination.https == null ? true : try(alltrue([for value in values(destination.https.headers) : value != null]), false), false))]), "\\u003c", "<"), "\\u003e", ">")))
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.https == null ? true : try(destination.https.rate_limit_per_second >= 1 && destination.https.rate_limit_per_second <= 300 && floor(destination.https.rate_limit_per_second) == destination.https.rate_limit_per_second, false), false)])
    error_message = nonsensitive(sensitive(replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".https.rate_limit_per_second", "must be a whole number of requests per second from 1 to 300", jsonencode(try(keys(destination.https.rate_limit_per_second), length(destination.https.rate_limit_per_second) > 7 ? join("", [substr(destination.https.rate_limit_per_second, 0, 7), "…"]) : destination.https.rate_limit_per_second, destination.https.rate_limit_per_second))) if !(destination == null ? true : try(destination.https == null ? true : try(destination.https.rate_limit_per_second >= 1 && destination.https.rate_limit_per_second <= 300 && floor(destination.https.rate_limit_per_second) == destination.https.rate_limit_per_second, false), false))]), "\\u003c", "<"), "\\u003e", ">")))
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.https == null ? true : try(contains(["API_KEY", "BASIC", "OAUTH_CLIENT_CREDENTIALS"], destination.https.authorization), false), false)])
    error_message = nonsensitive(sensitive(replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".https.authorization", "must be one of API_KEY, BASIC, OAUTH_CLIENT_CREDENTIALS", jsonencode(try(keys(destination.https.authorization), length(destination.https.authorization) > 7 ? join("", [substr(destination.https.authorization, 0, 7), "…"]) : destination.https.authorization, destination.https.authorization))) if !(destination == null ? true : try(destination.https == null ? true : try(contains(["API_KEY", "BASIC", "OAUTH_CLIENT_CREDENTIALS"], destination.https.authorization), false), false))]), "\\u003c", "<"), "\\u003e", ">")))
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.https == null ? true : try(alltrue([for value in values(destination.https.oauth_body) : value != null]), false), false)])
    error_message = nonsensitive(sensitive(replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".https.oauth_body", "must be a map without null", jsonencode(try(keys(destination.https.oauth_body), length(destination.https.oauth_body) > 7 ? join("", [substr(destination.https.oauth_body, 0, 7), "…"]) : destination.https.oauth_body, destination.https.oauth_body))) if !(destination == null ? true : try(destination.https == null ? true : try(alltrue([for value in values(destination.https.oauth_body) : value != null]), false), false))]), "\\u003c", "<"), "\\u003e", ">")))
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.https == null ? true : try(destination.https.authorization != "API_KEY" || can(regex("^(?:[\\s\\S]+)$", destination.https.api_key_name)), false), false)])
    error_message = nonsensitive(sensitive(replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".https.api_key_name", "must be a text that is not empty if authorization is API_KEY", jsonencode(try(keys(destination.https.api_key_name), length(destination.https.api_key_name) > 7 ? join("", [substr(destination.https.api_key_name, 0, 7), "…"]) : destination.https.api_key_name, destination.https.api_key_name))) if !(destination == null ? true : try(destination.https == null ? true : try(destination.https.authorization != "API_KEY" || can(regex("^(?:[\\s\\S]+)$", destination.https.api_key_name)), false), false))]), "\\u003c", "<"), "\\u003e", ">")))
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.https == null ? true : try(destination.https.authorization != "BASIC" || can(regex("^(?:[\\s\\S]+)$", destination.https.username)), false), false)])
    error_message = nonsensitive(sensitive(replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".https.username", "must be a text that is not empty if authorization is BASIC", jsonencode(try(keys(destination.https.username), length(destination.https.username) > 7 ? join("", [substr(destination.https.username, 0, 7), "…"]) : destination.https.username, destination.https.username))) if !(destination == null ? true : try(destination.https == null ? true : try(destination.https.authorization != "BASIC" || can(regex("^(?:[\\s\\S]+)$", destination.https.username)), false), false))]), "\\u003c", "<"), "\\u003e", ">")))
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.https == null ? true : try(destination.https.authorization != "OAUTH_CLIENT_CREDENTIALS" || can(regex("^(?:[\\s\\S]+)$", destination.https.client_id)), false), false)])
    error_message = nonsensitive(sensitive(replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".https.client_id", "must be a text that is not empty if authorization is OAUTH_CLIENT_CREDENTIALS", jsonencode(try(keys(destination.https.client_id), length(destination.https.client_id) > 7 ? join("", [substr(destination.https.client_id, 0, 7), "…"]) : destination.https.client_id, destination.https.client_id))) if !(destination == null ? true : try(destination.https == null ? true : try(destination.https.authorization != "OAUTH_CLIENT_CREDENTIALS" || can(regex("^(?:[\\s\\S]+)$", destination.https.client_id)), false), false))]), "\\u003c", "<"), "\\u003e", ">")))
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.https == null ? true : try(destination.https.authorization != "OAUTH_CLIENT_CREDENTIALS" || can(regex("^(?:https://[^\\s]+)$", destination.https.authorization_endpoint)), false), false)])
    error_message = nonsensitive(sensitive(replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".https.authorization_endpoint", "must be a URL without spaces that begins with https:// if authorization is OAUTH_CLIENT_CREDENTIALS", jsonencode(try(keys(destination.https.authorization_endpoint), length(destination.https.authorization_endpoint) > 7 ? join("", [substr(destination.https.authorization_endpoint, 0, 7), "…"]) : destination.https.authorization_endpoint, destination.https.authorization_endpoint))) if !(destination == null ? true : try(destination.https == null ? true : try(destination.https.authorization != "OAUTH_CLIENT_CREDENTIALS" || can(regex("^(?:https://[^\\s]+)$", destination.https.authorization_endpoint)), false), false))]), "\\u003c", "<"), "\\u003e", ">")))
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.input_transformer == null ? true : try(length(destination.input_transformer.input_paths) <= 100 && length(destination.input_transformer.input_template) >= 1 && length(destination.input_transformer.input_template) <= 8192 && alltrue([for name in keys(destination.input_transformer.input_paths) : can(regex("^[A-Za-z0-9_-]{1,256}$", name)) && !startswith(name, "AWS")]) && alltrue([for value in values(destination.input_transformer.input_paths) : value == null ? false : can(regex("^(?:\\$.{0,255})$", value))]) && alltrue([for name in flatten(regexall("<([A-Za-z0-9_.-]+)>", destination.input_transformer.input_template)) : startswith(name, "aws.events.") || contains(keys(destination.input_transformer.input_paths), name)]), false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".input_transformer", "must have at most 100 input paths, and a template of 1 to 8192 characters in which each <name> is that of an input path, or begins with aws.events.; paths begin with $, and their names are letters, digits, hyphens and underscores, and do not begin with AWS", jsonencode(destination.input_transformer)) if !(destination == null ? true : try(destination.input_transformer == null ? true : try(length(destination.input_transformer.input_paths) <= 100 && length(destination.input_transformer.input_template) >= 1 && length(destination.input_transformer.input_template) <= 8192 && alltrue([for name in keys(destination.input_transformer.input_paths) : can(regex("^[A-Za-z0-9_-]{1,256}$", name)) && !startswith(name, "AWS")]) && alltrue([for value in values(destination.input_transformer.input_paths) : value == null ? false : can(regex("^(?:\\$.{0,255})$", value))]) && alltrue([for name in flatten(regexall("<([A-Za-z0-9_.-]+)>", destination.input_transformer.input_template)) : startswith(name, "aws.events.") || contains(keys(destination.input_transformer.input_paths), name)]), false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : try(destination.cloudwatch_logs == null, true) ? true : destination == null ? true : try(destination.input_transformer == null ? true : try(can(regex("^(?:\\s*\\{\\s*(?:\"timestamp\"\\s*:\\s*(?:<[^<>]+>|\"(?:[^\"\\\\]|\\\\.)*\")\\s*,\\s*\"message\"\\s*:\\s*(?:<[^<>]+>|\"(?:[^\"\\\\]|\\\\.)*\")|\"message\"\\s*:\\s*(?:<[^<>]+>|\"(?:[^\"\\\\]|\\\\.)*\")\\s*,\\s*\"timestamp\"\\s*:\\s*(?:<[^<>]+>|\"(?:[^\"\\\\]|\\\\.)*\"))\\s*\\}\\s*)$", destination.input_transformer.input_template)), false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".input_transformer.input_template", "must be of the form {\"timestamp\": <time>, \"message\": \"…\"} for a log group, with values that are placeholders or texts", jsonencode(destination.input_transformer.input_template)) if !(try(destination.cloudwatch_logs == null, true) ? true : destination == null ? true : try(destination.input_transformer == null ? true : try(can(regex("^(?:\\s*\\{\\s*(?:\"timestamp\"\\s*:\\s*(?:<[^<>]+>|\"(?:[^\"\\\\]|\\\\.)*\")\\s*,\\s*\"message\"\\s*:\\s*(?:<[^<>]+>|\"(?:[^\"\\\\]|\\\\.)*\")|\"message\"\\s*:\\s*(?:<[^<>]+>|\"(?:[^\"\\\\]|\\\\.)*\")\\s*,\\s*\"timestamp\"\\s*:\\s*(?:<[^<>]+>|\"(?:[^\"\\\\]|\\\\.)*\"))\\s*\\}\\s*)$", destination.input_transformer.input_template)), false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.maximum_retry_attempts == null ? true : try(destination.maximum_retry_attempts >= 0 && destination.maximum_retry_attempts <= 185 && floor(destination.maximum_retry_attempts) == destination.maximum_retry_attempts, false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".maximum_retry_attempts", "must be a whole number from 0 to 185", jsonencode(destination.maximum_retry_attempts)) if !(destination == null ? true : try(destination.maximum_retry_attempts == null ? true : try(destination.maximum_retry_attempts >= 0 && destination.maximum_retry_attempts <= 185 && floor(destination.maximum_retry_attempts) == destination.maximum_retry_attempts, false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }

  validation {
    condition     = alltrue([for name, destination in var.destinations : destination == null ? true : try(destination.maximum_event_age_seconds == null ? true : try(destination.maximum_event_age_seconds >= 60 && destination.maximum_event_age_seconds <= 86400 && floor(destination.maximum_event_age_seconds) == destination.maximum_event_age_seconds, false), false)])
    error_message = replace(replace(join(" ", [for name, destination in var.destinations : format("destinations.%s%s %s, not %s.", name, ".maximum_event_age_seconds", "must be a whole number of seconds from 60 to 86400", jsonencode(destination.maximum_event_age_seconds)) if !(destination == null ? true : try(destination.maximum_event_age_seconds == null ? true : try(destination.maximum_event_age_seconds >= 60 && destination.maximum_event_age_seconds <= 86400 && floor(destination.maximum_event_age_seconds) == destination.maximum_event_age_seconds, false), false))]), "\\u003c", "<"), "\\u003e", ">")
  }
}

variable "event_source_name" {
  type        = string
  description = "Name of the partner event source, as Scalr and the EventBridge console show it. Must be the name that Scalr shows, of the form `aws.partner/scalr.com/<account>/<integration>`, with at most 256 characters."
  nullable    = false

  validation {
    condition     = length(var.event_source_name) <= 256 && var.event_source_name != "aws.partner/scalr.com/your-account/your-integration" && can(regex("^(?:aws\\.partner/scalr\\.com(?:/[.A-Za-z0-9_-]+)+)$", var.event_source_name))
    error_message = "event_source_name must be the name that Scalr shows, of the form aws.partner/scalr.com/<account>/<integration>, with at most 256 characters, not ${jsonencode(var.event_source_name)}."
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

variable "run_executed_filter" {
  type = object({
    results      = optional(list(string), [])
    environments = optional(list(string), [])
    workspaces   = optional(list(string), [])
    sources      = optional(list(string), [])
    dry_run      = optional(bool)
    destroy      = optional(bool)
    tags         = optional(list(string), [])
  })
  description = "Runs to log. An omitted attribute selects all. * in a text matches any characters. Example: `{ environments = [\"production*\"], dry_run = false }`."
  default     = {}
  nullable    = false

  validation {
    condition     = length([for text in concat(var.run_executed_filter.results, var.run_executed_filter.environments, var.run_executed_filter.workspaces, var.run_executed_filter.sources, var.run_executed_filter.tags) : text if !(try(text != "" && (!strcontains(text, "*") || can(regex("^(?:\\*?(?:[^*\\\\]|\\\\[*\\\\]))*\\*?$", text))), false))]) == 0
    error_message = "run_executed_filter must be a filter in which every text is a text of at least one character and without **; if it has an asterisk, each \\ must be followed by * or \\, not ${jsonencode([for text in concat(var.run_executed_filter.results, var.run_executed_filter.environments, var.run_executed_filter.workspaces, var.run_executed_filter.sources, var.run_executed_filter.tags) : text if !(try(text != "" && (!strcontains(text, "*") || can(regex("^(?:\\*?(?:[^*\\\\]|\\\\[*\\\\]))*\\*?$", text))), false))])}."
  }
}

variable "run_log_retention_days" {
  type        = number
  description = "How long the log of runs is kept, in days. Must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.run_log_retention_days)
    error_message = "run_log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, not ${jsonencode(var.run_log_retention_days)}."
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
  description = "Lambda runtime of the alerts' function. Must be a Node.js runtime from nodejs22.x on, such as nodejs24.x."
  default     = "nodejs22.x"
  nullable    = false

  validation {
    condition     = can(regex("^(?:nodejs(?:2[2-9]|[3-9][0-9])\\.x)$", var.runtime))
    error_message = "runtime must be a Node.js runtime from nodejs22.x on, such as nodejs24.x, not ${jsonencode(var.runtime)}."
  }
}

variable "tags" {
  type        = map(string)
  description = "Tags for every resource that supports tags."
  default     = {}
  nullable    = false
}

# Generated from modules/scalr/module/definition.ts: change it there and run npm run build.

data "aws_caller_identity" "current" {}

data "aws_cloudwatch_event_bus" "event_bus_existing" {
  count = !var.create_event_bus ? 1 : 0

  name = var.event_source_name
}

data "aws_iam_policy_document" "alarms_policy" {
  count = var.alarms.enabled && coalesce(var.alarms.create_topic, var.alarms.topic_arn == null) ? 1 : 0

  statement {
    sid       = "AllowAlarms"
    actions   = ["sns:Publish"]
    resources = [one(aws_sns_topic.alarms[*].arn)]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:cloudwatch:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:alarm:*",
      ]
    }
  }

  statement {
    sid       = "DenyInsecureTransport"
    effect    = "Deny"
    actions   = ["sns:Publish"]
    resources = [one(aws_sns_topic.alarms[*].arn)]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

data "aws_iam_policy_document" "key_policy" {
  dynamic "statement" {
    for_each = var.alarms.enabled ? [true] : []

    content {
      sid       = "AllowAlarms"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = ["cloudwatch.amazonaws.com"]
      }

      condition {
        test     = "ArnLike"
        variable = "aws:SourceArn"
        values = [
          "arn:${data.aws_partition.current.partition}:cloudwatch:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:alarm:*",
        ]
      }
    }
  }

  statement {
    sid       = "AllowAccount"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type = "AWS"
      identifiers = [
        "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root",
      ]
    }
  }

  statement {
    sid       = "AllowRules"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.event_source_name}/${var.name_prefix}scalr-*",
      ]
    }
  }

  statement {
    sid       = "AllowLogs"
    actions   = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${data.aws_region.current.id}.${data.aws_partition.current.dns_suffix}"]
    }

    condition {
      test     = "ArnEquals"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values = [
        "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/events/${var.name_prefix}scalr/run-executed",
        "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/events/${var.name_prefix}scalr/audit-log",
        "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/${var.name_prefix}scalr-run-alerts",
      ]
    }
  }
}

data "aws_iam_policy_document" "log_delivery_document" {
  count = var.create_log_resource_policy ? 1 : 0

  statement {
    sid       = "CreateLogStream"
    actions   = ["logs:CreateLogStream"]
    resources = concat(["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/events/${var.name_prefix}scalr/run-executed:*", "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/events/${var.name_prefix}scalr/audit-log:*"], formatlist("%s:*", [for name, destination in var.destinations : destination.cloudwatch_logs.log_group_arn if destination.cloudwatch_logs != null]))

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com", "delivery.logs.amazonaws.com"]
    }
  }

  statement {
    sid       = "PutLogEvents"
    actions   = ["logs:PutLogEvents"]
    resources = concat(["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/events/${var.name_prefix}scalr/run-executed:*", "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/events/${var.name_prefix}scalr/audit-log:*"], formatlist("%s:*", [for name, destination in var.destinations : destination.cloudwatch_logs.log_group_arn if destination.cloudwatch_logs != null]))

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com", "delivery.logs.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.event_source_name}/${var.name_prefix}scalr-*",
      ]
    }
  }
}

data "aws_iam_policy_document" "rule_dlq_policy" {
  statement {
    sid       = "DenyInsecureTransport"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.rule_dlq.arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }

  statement {
    sid       = "AllowRunExecutedRule"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.rule_dlq.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${local.event_bus_name}/${var.name_prefix}scalr-run-executed",
      ]
    }
  }

  statement {
    sid       = "AllowAuditLogRule"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.rule_dlq.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${local.event_bus_name}/${var.name_prefix}scalr-audit-log",
      ]
    }
  }

  statement {
    sid       = "AllowRunAlertsRule"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.rule_dlq.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${local.event_bus_name}/${var.name_prefix}scalr-run-alerts",
      ]
    }
  }
}

data "aws_iam_policy_document" "run_alerts_function_permissions" {
  count = var.alerts != null ? 1 : 0

  dynamic "statement" {
    for_each = (var.kms_key_arn != null) ? [true] : []

    content {
      sid       = "Encrypt"
      actions   = ["kms:GenerateDataKey"]
      resources = [var.kms_key_arn]
    }
  }

  dynamic "statement" {
    for_each = (var.kms_key_arn != null) ? [true] : []

    content {
      sid       = "Decrypt"
      actions   = ["kms:Decrypt"]
      resources = [var.kms_key_arn]
    }
  }

  statement {
    sid       = "WriteLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${one(aws_cloudwatch_log_group.run_alerts_function_log_group[*].arn)}:*"]
  }

  statement {
    sid       = "Publish"
    actions   = ["sns:Publish"]
    resources = [coalesce(try(var.alerts.topic_arn, null), one(aws_sns_topic.run_alerts_topic[*].arn))]
  }

  statement {
    sid       = "KeepUndelivered"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.rule_dlq.arn]
  }
}

data "aws_iam_policy_document" "run_alerts_function_trust" {
  statement {
    sid     = "AssumeByLambda"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "to_destination_dlq_policy" {
  for_each = var.destinations

  statement {
    sid       = "DenyInsecureTransport"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.to_destination_dlq[each.key].arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }

  statement {
    sid       = "AllowToDestination"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.to_destination_dlq[each.key].arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${local.event_bus_name}/${var.name_prefix}scalr-to-${each.key}",
      ]
    }
  }
}

data "aws_iam_policy_document" "to_destination_permissions" {
  for_each = { for name, destination in var.destinations : name => destination if contains(["cross_account", "step_functions", "event_bus", "kinesis", "firehose", "https"], local.destination_kinds[name]) }

  dynamic "statement" {
    for_each = (local.destination_kinds[each.key] == "cross_account") ? [true] : []

    content {
      sid       = "DeliverCrossAccount"
      actions   = ["lambda:InvokeFunction", "sns:Publish", "sqs:SendMessage"]
      resources = [each.value.cross_account.target_arn]
    }
  }

  dynamic "statement" {
    for_each = (local.destination_kinds[each.key] == "step_functions") ? [true] : []

    content {
      sid       = "DeliverStepFunctions"
      actions   = ["states:StartExecution"]
      resources = [each.value.step_functions.state_machine_arn]
    }
  }

  dynamic "statement" {
    for_each = (local.destination_kinds[each.key] == "event_bus") ? [true] : []

    content {
      sid       = "DeliverEventBus"
      actions   = ["events:PutEvents"]
      resources = [each.value.event_bus.event_bus_arn]
    }
  }

  dynamic "statement" {
    for_each = (local.destination_kinds[each.key] == "kinesis") ? [true] : []

    content {
      sid       = "DeliverKinesis"
      actions   = ["kinesis:PutRecord", "kinesis:PutRecords"]
      resources = [each.value.kinesis.stream_arn]
    }
  }

  dynamic "statement" {
    for_each = (local.destination_kinds[each.key] == "firehose") ? [true] : []

    content {
      sid       = "DeliverFirehose"
      actions   = ["firehose:PutRecord", "firehose:PutRecordBatch"]
      resources = [each.value.firehose.delivery_stream_arn]
    }
  }

  dynamic "statement" {
    for_each = (local.destination_kinds[each.key] == "https") ? [true] : []

    content {
      sid       = "DeliverHttps"
      actions   = ["events:InvokeApiDestination"]
      resources = [aws_cloudwatch_event_api_destination.to_destination_api_destination[each.key].arn]
    }
  }
}

data "aws_iam_policy_document" "to_destination_trust" {
  for_each = { for name, destination in var.destinations : name => destination if contains(["cross_account", "step_functions", "event_bus", "kinesis", "firehose", "https"], local.destination_kinds[name]) }

  statement {
    sid     = "AssumeByRule"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${local.event_bus_name}/${var.name_prefix}scalr-to-${each.key}",
      ]
    }
  }
}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  audit_log_pattern = format("%s%s}", "{\"source\":[{\"prefix\":\"aws.partner/scalr.com\"}],\"detail-type\":[\"AuditLog\"]", [for body in [join(",", compact([[for body in [join(",", compact([[for matcher in [join(",", [for text in var.audit_log_filter.actions : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"action\"", matcher)][0]]))] : body == "" ? "" : format("%s:{%s}", "\"request\"", body)][0], [for body in [join(",", compact([[for matcher in [join(",", [for text in var.audit_log_filter.target_types : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"type\"", matcher)][0], [for body in [join(",", compact([[for body in [join(",", compact([[for matcher in [join(",", [for text in var.audit_log_filter.environments : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"display-name\"", matcher)][0]]))] : body == "" ? "" : format("%s:{%s}", "\"environment\"", body)][0]]))] : body == "" ? "" : format("%s:{%s}", "\"context\"", body)][0]]))] : body == "" ? "" : format("%s:{%s}", "\"target\"", body)][0], [for body in [join(",", compact([[for matcher in [join(",", [for text in var.audit_log_filter.actor_emails : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"email\"", matcher)][0]]))] : body == "" ? "" : format("%s:{%s}", "\"actor\"", body)][0], [for body in [join(",", compact([[for matcher in [join(",", [for text in var.audit_log_filter.results : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"result\"", matcher)][0]]))] : body == "" ? "" : format("%s:{%s}", "\"outcome\"", body)][0]]))] : body == "" ? "" : format(",%s:{%s}", "\"detail\"", body)][0])
  delivers = [
    "${[for pattern in [jsondecode(local.run_executed_pattern)] : { RunExecuted = [for phrases in [join(", ", compact([try(join(" ", ["with result", join(" or ", [for matcher in pattern.detail["event"]["result"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["of environment", join(" or ", [for matcher in pattern.detail["event"]["environment"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["of workspace", join(" or ", [for matcher in pattern.detail["event"]["workspace"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["from source", join(" or ", [for matcher in pattern.detail["event"]["source"] : try(matcher.wildcard, matcher)])]), ""), try(pattern.detail["event"]["is-dry"][0] ? "that are dry runs" : "that are no dry runs", ""), try(pattern.detail["event"]["is-destroy"][0] ? "that destroy" : "that do not destroy", ""), try(join(" ", ["with tag", join(" or ", [for matcher in pattern.detail["tags"] : try(matcher.wildcard, matcher)])]), "")]))] : phrases == "" ? "all runs" : join(" ", ["runs", phrases])][0], AuditLog = [for phrases in [join(", ", compact([try(join(" ", ["of action", join(" or ", [for matcher in pattern.detail["request"]["action"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["on target type", join(" or ", [for matcher in pattern.detail["target"]["type"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["in environment", join(" or ", [for matcher in pattern.detail["target"]["context"]["environment"]["display-name"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["by actor", join(" or ", [for matcher in pattern.detail["actor"]["email"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["with result", join(" or ", [for matcher in pattern.detail["outcome"]["result"] : try(matcher.wildcard, matcher)])]), "")]))] : phrases == "" ? "all audit log entries" : join(" ", ["audit log entries", phrases])][0] }[pattern["detail-type"][0]]][0]} → log group /aws/events/${var.name_prefix}scalr/run-executed",
    "${[for pattern in [jsondecode(local.audit_log_pattern)] : { RunExecuted = [for phrases in [join(", ", compact([try(join(" ", ["with result", join(" or ", [for matcher in pattern.detail["event"]["result"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["of environment", join(" or ", [for matcher in pattern.detail["event"]["environment"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["of workspace", join(" or ", [for matcher in pattern.detail["event"]["workspace"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["from source", join(" or ", [for matcher in pattern.detail["event"]["source"] : try(matcher.wildcard, matcher)])]), ""), try(pattern.detail["event"]["is-dry"][0] ? "that are dry runs" : "that are no dry runs", ""), try(pattern.detail["event"]["is-destroy"][0] ? "that destroy" : "that do not destroy", ""), try(join(" ", ["with tag", join(" or ", [for matcher in pattern.detail["tags"] : try(matcher.wildcard, matcher)])]), "")]))] : phrases == "" ? "all runs" : join(" ", ["runs", phrases])][0], AuditLog = [for phrases in [join(", ", compact([try(join(" ", ["of action", join(" or ", [for matcher in pattern.detail["request"]["action"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["on target type", join(" or ", [for matcher in pattern.detail["target"]["type"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["in environment", join(" or ", [for matcher in pattern.detail["target"]["context"]["environment"]["display-name"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["by actor", join(" or ", [for matcher in pattern.detail["actor"]["email"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["with result", join(" or ", [for matcher in pattern.detail["outcome"]["result"] : try(matcher.wildcard, matcher)])]), "")]))] : phrases == "" ? "all audit log entries" : join(" ", ["audit log entries", phrases])][0] }[pattern["detail-type"][0]]][0]} → log group /aws/events/${var.name_prefix}scalr/audit-log",
    var.alerts != null ? join("", [[for pattern in [jsondecode(local.run_alerts_pattern)] : { RunExecuted = [for phrases in [join(", ", compact([try(join(" ", ["with result", join(" or ", [for matcher in pattern.detail["event"]["result"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["of environment", join(" or ", [for matcher in pattern.detail["event"]["environment"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["of workspace", join(" or ", [for matcher in pattern.detail["event"]["workspace"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["from source", join(" or ", [for matcher in pattern.detail["event"]["source"] : try(matcher.wildcard, matcher)])]), ""), try(pattern.detail["event"]["is-dry"][0] ? "that are dry runs" : "that are no dry runs", ""), try(pattern.detail["event"]["is-destroy"][0] ? "that destroy" : "that do not destroy", ""), try(join(" ", ["with tag", join(" or ", [for matcher in pattern.detail["tags"] : try(matcher.wildcard, matcher)])]), "")]))] : phrases == "" ? "all runs" : join(" ", ["runs", phrases])][0], AuditLog = [for phrases in [join(", ", compact([try(join(" ", ["of action", join(" or ", [for matcher in pattern.detail["request"]["action"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["on target type", join(" or ", [for matcher in pattern.detail["target"]["type"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["in environment", join(" or ", [for matcher in pattern.detail["target"]["context"]["environment"]["display-name"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["by actor", join(" or ", [for matcher in pattern.detail["actor"]["email"] : try(matcher.wildcard, matcher)])]), ""), try(join(" ", ["with result", join(" or ", [for matcher in pattern.detail["outcome"]["result"] : try(matcher.wildcard, matcher)])]), "")]))] : phrases == "" ? "all audit log entries" : join(" ", ["audit log entries", phrases])][0] }[pattern["detail-type"][0]]][0], " → ", join("", [(length(try(var.alerts.email_addresses, [])) < 1) ? "no e-mail addresses" : join("", ["e-mail to ", length(try(var.alerts.email_addresses, [])), (length(try(var.alerts.email_addresses, [])) == 1) ? " address" : " addresses"]), try(coalesce(var.alerts.create_topic, var.alerts.topic_arn == null), false) ? " (own topic)" : " (existing topic)"])]) : "no alerts on runs",
    var.alarms.enabled ? join("", ["alarms → ", join("", [(length(var.alarms.enabled ? var.alarms.email_addresses : []) < 1) ? "no e-mail addresses" : join("", ["e-mail to ", length(var.alarms.enabled ? var.alarms.email_addresses : []), (length(var.alarms.enabled ? var.alarms.email_addresses : []) == 1) ? " address" : " addresses"]), var.alarms.enabled && coalesce(var.alarms.create_topic, var.alarms.topic_arn == null) ? " (own topic)" : " (existing topic)"])]) : "no alarms",
  ]
  destination_kinds    = { for name, destination in var.destinations : name => nonsensitive(sensitive(one([for kind in ["sqs", "sns", "lambda", "cross_account", "step_functions", "event_bus", "cloudwatch_logs", "kinesis", "firehose", "https"] : kind if destination[kind] != null]))) }
  destination_patterns = { for name, destination in var.destinations : name => destination.run_executed == null ? format("%s%s}", "{\"source\":[{\"prefix\":\"aws.partner/scalr.com\"}],\"detail-type\":[\"AuditLog\"]", [for body in [join(",", compact([[for body in [join(",", compact([[for matcher in [join(",", [for text in destination.audit_log.actions : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"action\"", matcher)][0]]))] : body == "" ? "" : format("%s:{%s}", "\"request\"", body)][0], [for body in [join(",", compact([[for matcher in [join(",", [for text in destination.audit_log.target_types : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"type\"", matcher)][0], [for body in [join(",", compact([[for body in [join(",", compact([[for matcher in [join(",", [for text in destination.audit_log.environments : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"display-name\"", matcher)][0]]))] : body == "" ? "" : format("%s:{%s}", "\"environment\"", body)][0]]))] : body == "" ? "" : format("%s:{%s}", "\"context\"", body)][0]]))] : body == "" ? "" : format("%s:{%s}", "\"target\"", body)][0], [for body in [join(",", compact([[for matcher in [join(",", [for text in destination.audit_log.actor_emails : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"email\"", matcher)][0]]))] : body == "" ? "" : format("%s:{%s}", "\"actor\"", body)][0], [for body in [join(",", compact([[for matcher in [join(",", [for text in destination.audit_log.results : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"result\"", matcher)][0]]))] : body == "" ? "" : format("%s:{%s}", "\"outcome\"", body)][0]]))] : body == "" ? "" : format(",%s:{%s}", "\"detail\"", body)][0]) : format("%s%s}", "{\"source\":[{\"prefix\":\"aws.partner/scalr.com\"}],\"detail-type\":[\"RunExecuted\"]", [for body in [join(",", compact([[for body in [join(",", compact([[for matcher in [join(",", [for text in destination.run_executed.results : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"result\"", matcher)][0], [for matcher in [join(",", [for text in destination.run_executed.environments : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"environment\"", matcher)][0], [for matcher in [join(",", [for text in destination.run_executed.workspaces : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"workspace\"", matcher)][0], [for matcher in [join(",", [for text in destination.run_executed.sources : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"source\"", matcher)][0], [for matcher in [destination.run_executed.dry_run == null ? "" : tostring(destination.run_executed.dry_run)] : matcher == "" ? "" : format("%s:[%s]", "\"is-dry\"", matcher)][0], [for matcher in [destination.run_executed.destroy == null ? "" : tostring(destination.run_executed.destroy)] : matcher == "" ? "" : format("%s:[%s]", "\"is-destroy\"", matcher)][0]]))] : body == "" ? "" : format("%s:{%s}", "\"event\"", body)][0], [for matcher in [join(",", [for text in destination.run_executed.tags : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"tags\"", matcher)][0]]))] : body == "" ? "" : format(",%s:{%s}", "\"detail\"", body)][0]) }
  destination_role_arn = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/${var.name_prefix}scalr-to-%s-${data.aws_region.current.id}"
  destination_rule_arn = "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.event_source_name}/${var.name_prefix}scalr-to-%s"
  event_bus_name       = coalesce(one(aws_cloudwatch_event_bus.event_bus[*].name), one(data.aws_cloudwatch_event_bus.event_bus_existing[*].name))
  prefix_option        = var.name_prefix == "" ? "" : " --prefix ${var.name_prefix}"
  run_alerts_pattern   = [for filter in [{ results = try(var.alerts.results, []), environments = try(var.alerts.environments, []), workspaces = try(var.alerts.workspaces, []), sources = [], tags = [], dry_run = null, destroy = null }] : format("%s%s}", "{\"source\":[{\"prefix\":\"aws.partner/scalr.com\"}],\"detail-type\":[\"RunExecuted\"]", [for body in [join(",", compact([[for body in [join(",", compact([[for matcher in [join(",", [for text in filter.results : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"result\"", matcher)][0], [for matcher in [join(",", [for text in filter.environments : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"environment\"", matcher)][0], [for matcher in [join(",", [for text in filter.workspaces : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"workspace\"", matcher)][0], [for matcher in [join(",", [for text in filter.sources : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"source\"", matcher)][0], [for matcher in [filter.dry_run == null ? "" : tostring(filter.dry_run)] : matcher == "" ? "" : format("%s:[%s]", "\"is-dry\"", matcher)][0], [for matcher in [filter.destroy == null ? "" : tostring(filter.destroy)] : matcher == "" ? "" : format("%s:[%s]", "\"is-destroy\"", matcher)][0]]))] : body == "" ? "" : format("%s:{%s}", "\"event\"", body)][0], [for matcher in [join(",", [for text in filter.tags : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"tags\"", matcher)][0]]))] : body == "" ? "" : format(",%s:{%s}", "\"detail\"", body)][0])][0]
  run_executed_pattern = format("%s%s}", "{\"source\":[{\"prefix\":\"aws.partner/scalr.com\"}],\"detail-type\":[\"RunExecuted\"]", [for body in [join(",", compact([[for body in [join(",", compact([[for matcher in [join(",", [for text in var.run_executed_filter.results : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"result\"", matcher)][0], [for matcher in [join(",", [for text in var.run_executed_filter.environments : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"environment\"", matcher)][0], [for matcher in [join(",", [for text in var.run_executed_filter.workspaces : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"workspace\"", matcher)][0], [for matcher in [join(",", [for text in var.run_executed_filter.sources : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"source\"", matcher)][0], [for matcher in [var.run_executed_filter.dry_run == null ? "" : tostring(var.run_executed_filter.dry_run)] : matcher == "" ? "" : format("%s:[%s]", "\"is-dry\"", matcher)][0], [for matcher in [var.run_executed_filter.destroy == null ? "" : tostring(var.run_executed_filter.destroy)] : matcher == "" ? "" : format("%s:[%s]", "\"is-destroy\"", matcher)][0]]))] : body == "" ? "" : format("%s:{%s}", "\"event\"", body)][0], [for matcher in [join(",", [for text in var.run_executed_filter.tags : strcontains(text, "*") ? jsonencode({ wildcard = text }) : jsonencode(text)])] : matcher == "" ? "" : format("%s:[%s]", "\"tags\"", matcher)][0]]))] : body == "" ? "" : format(",%s:{%s}", "\"detail\"", body)][0])
}

resource "aws_cloudwatch_dashboard" "dashboard" {
  count = var.create_dashboard ? 1 : 0

  dashboard_body = "{\"widgets\":[{\"type\":\"text\",\"x\":0,\"y\":0,\"width\":24,\"height\":2,\"properties\":{\"markdown\":\"# Scalr events\\nRuns and the audit log of a Scalr account, and where they go. What an alarm means: ${var.runbook_url}\"}},{\"type\":\"metric\",\"x\":0,\"y\":2,\"width\":12,\"height\":6,\"properties\":{\"title\":\"Events in, by rule\",\"region\":\"${data.aws_region.current.id}\",\"view\":\"timeSeries\",\"period\":60,\"yAxis\":{\"left\":{\"label\":\"events\",\"min\":0,\"showUnits\":false},\"right\":{\"min\":0,\"showUnits\":false}},\"metrics\":[[{\"expression\":\"SEARCH('{AWS/Events,EventBusName,RuleName} EventBusName=\\\"${local.event_bus_name}\\\" MetricName=\\\"TriggeredRules\\\"', 'Sum', 60)\"}]]}},{\"type\":\"metric\",\"x\":12,\"y\":2,\"width\":12,\"height\":6,\"properties\":{\"title\":\"Deliveries, by rule\",\"region\":\"${data.aws_region.current.id}\",\"view\":\"timeSeries\",\"period\":60,\"yAxis\":{\"left\":{\"label\":\"deliveries\",\"min\":0,\"showUnits\":false},\"right\":{\"min\":0,\"showUnits\":false}},\"metrics\":[[{\"expression\":\"SEARCH('{AWS/Events,EventBusName,RuleName} EventBusName=\\\"${local.event_bus_name}\\\" MetricName=\\\"Invocations\\\"', 'Sum', 60)\"}]]}},{\"type\":\"metric\",\"x\":0,\"y\":8,\"width\":12,\"height\":6,\"properties\":{\"title\":\"Not delivered, by rule\",\"region\":\"${data.aws_region.current.id}\",\"view\":\"timeSeries\",\"period\":60,\"yAxis\":{\"left\":{\"label\":\"deliveries\",\"min\":0,\"showUnits\":false},\"right\":{\"min\":0,\"showUnits\":false}},\"metrics\":[[{\"expression\":\"SEARCH('{AWS/Events,EventBusName,RuleName} EventBusName=\\\"${local.event_bus_name}\\\" MetricName=\\\"FailedInvocations\\\"', 'Sum', 60)\"}],[{\"expression\":\"SEARCH('{AWS/Events,EventBusName,RuleName} EventBusName=\\\"${local.event_bus_name}\\\" MetricName=\\\"InvocationsSentToDlq\\\"', 'Sum', 60)\"}],[{\"expression\":\"SEARCH('{AWS/Events,EventBusName,RuleName} EventBusName=\\\"${local.event_bus_name}\\\" MetricName=\\\"InvocationsFailedToBeSentToDlq\\\"', 'Sum', 60)\"}]]}},{\"type\":\"metric\",\"x\":12,\"y\":8,\"width\":12,\"height\":6,\"properties\":{\"title\":\"Time to deliver, by rule\",\"region\":\"${data.aws_region.current.id}\",\"view\":\"timeSeries\",\"period\":60,\"yAxis\":{\"left\":{\"label\":\"ms\",\"min\":0,\"showUnits\":false},\"right\":{\"min\":0,\"showUnits\":false}},\"metrics\":[[{\"expression\":\"SEARCH('{AWS/Events,EventBusName,RuleName} EventBusName=\\\"${local.event_bus_name}\\\" MetricName=\\\"IngestionToInvocationSuccessLatency\\\"', 'p99', 60)\"}]]}},{\"type\":\"metric\",\"x\":0,\"y\":14,\"width\":12,\"height\":6,\"properties\":{\"title\":\"Logged\",\"region\":\"${data.aws_region.current.id}\",\"view\":\"timeSeries\",\"period\":60,\"yAxis\":{\"left\":{\"label\":\"events\",\"min\":0,\"showUnits\":false},\"right\":{\"min\":0,\"showUnits\":false}},\"metrics\":[[\"AWS/Logs\",\"IncomingLogEvents\",\"LogGroupName\",\"${aws_cloudwatch_log_group.run_executed.name}\",{\"label\":\"runs\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AWS/Logs\",\"IncomingLogEvents\",\"LogGroupName\",\"${aws_cloudwatch_log_group.audit_log.name}\",{\"label\":\"audit log\",\"stat\":\"Sum\",\"yAxis\":\"left\"}]]}},{\"type\":\"metric\",\"x\":12,\"y\":14,\"width\":12,\"height\":6,\"properties\":{\"title\":\"Waiting\",\"region\":\"${data.aws_region.current.id}\",\"view\":\"timeSeries\",\"period\":60,\"yAxis\":{\"left\":{\"label\":\"events\",\"min\":0,\"showUnits\":false},\"right\":{\"min\":0,\"showUnits\":false}},\"metrics\":[[\"AWS/SQS\",\"ApproximateNumberOfMessagesVisible\",\"QueueName\",\"${aws_sqs_queue.rule_dlq.name}\",{\"label\":\"in the logs' and alerts' dead-letter queue\",\"stat\":\"Maximum\",\"yAxis\":\"left\"}]]}}]}"
  dashboard_name = "${var.name_prefix}scalr-events-${data.aws_region.current.id}"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_event_api_destination" "to_destination_api_destination" {
  for_each = { for name, destination in var.destinations : name => destination if contains(["https"], local.destination_kinds[name]) }

  connection_arn                   = aws_cloudwatch_event_connection.to_destination_connection[each.key].arn
  http_method                      = each.value.https.method
  invocation_endpoint              = each.value.https.url
  invocation_rate_limit_per_second = each.value.https.rate_limit_per_second
  name                             = "${var.name_prefix}scalr-to-${each.key}"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_event_bus" "event_bus" {
  count = var.create_event_bus ? 1 : 0

  event_source_name = var.event_source_name
  name              = var.event_source_name
  tags              = var.tags

  depends_on = [aws_cloudwatch_log_group.run_executed]
}

resource "aws_cloudwatch_event_connection" "to_destination_connection" {
  for_each = { for name, destination in var.destinations : name => destination if contains(["https"], local.destination_kinds[name]) }

  authorization_type = (each.value.https.authorization == "API_KEY") ? "API_KEY" : (each.value.https.authorization == "BASIC") ? "BASIC" : "OAUTH_CLIENT_CREDENTIALS"
  name               = "${var.name_prefix}scalr-to-${each.key}"

  auth_parameters {
    dynamic "api_key" {
      for_each = (each.value.https.authorization == "API_KEY") ? [true] : []

      content {
        key   = each.value.https.api_key_name
        value = var.destination_secrets[each.key]
      }
    }

    dynamic "basic" {
      for_each = (each.value.https.authorization == "BASIC") ? [true] : []

      content {
        password = var.destination_secrets[each.key]
        username = each.value.https.username
      }
    }

    dynamic "invocation_http_parameters" {
      for_each = (length(each.value.https.headers) >= 1) ? [each.value.https.headers] : []

      content {
        dynamic "header" {
          for_each = invocation_http_parameters.value

          content {
            is_value_secret = false
            key             = header.key
            value           = header.value
          }
        }
      }
    }

    dynamic "oauth" {
      for_each = (each.value.https.authorization == "OAUTH_CLIENT_CREDENTIALS") ? [true] : []

      content {
        authorization_endpoint = each.value.https.authorization_endpoint
        http_method            = "POST"

        client_parameters {
          client_id     = each.value.https.client_id
          client_secret = var.destination_secrets[each.key]
        }

        oauth_http_parameters {
          dynamic "body" {
            for_each = each.value.https.oauth_body

            content {
              is_value_secret = false
              key             = body.key
              value           = body.value
            }
          }
        }
      }
    }
  }

  lifecycle {
    create_before_destroy = true

    precondition {
      condition     = contains(nonsensitive(keys(var.destination_secrets)), each.key)
      error_message = "destination_secrets must hold the secret of the https destination ${each.key}."
    }
  }

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_event_rule" "audit_log_rule" {
  description    = "Scalr's audit log"
  event_bus_name = local.event_bus_name
  event_pattern  = local.audit_log_pattern
  name           = "${var.name_prefix}scalr-audit-log"
  tags           = var.tags

  lifecycle {
    precondition {
      condition     = (length(local.audit_log_pattern) <= 2048)
      error_message = "The event pattern of the rule ${var.name_prefix}scalr-audit-log must be at most 2048 characters of JSON, not ${length(local.audit_log_pattern)}."
    }
  }

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_event_rule" "run_alerts_rule" {
  count = var.alerts != null ? 1 : 0

  description    = "Scalr runs that somebody wants to know of"
  event_bus_name = local.event_bus_name
  event_pattern  = local.run_alerts_pattern
  name           = "${var.name_prefix}scalr-run-alerts"
  tags           = var.tags

  lifecycle {
    precondition {
      condition     = (length(local.run_alerts_pattern) <= 2048)
      error_message = "The event pattern of the rule ${var.name_prefix}scalr-run-alerts must be at most 2048 characters of JSON, not ${length(local.run_alerts_pattern)}."
    }
  }

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_event_rule" "run_executed_rule" {
  description    = "Scalr's runs"
  event_bus_name = local.event_bus_name
  event_pattern  = local.run_executed_pattern
  name           = "${var.name_prefix}scalr-run-executed"
  tags           = var.tags

  lifecycle {
    precondition {
      condition     = (length(local.run_executed_pattern) <= 2048)
      error_message = "The event pattern of the rule ${var.name_prefix}scalr-run-executed must be at most 2048 characters of JSON, not ${length(local.run_executed_pattern)}."
    }
  }

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_event_rule" "to_destination" {
  for_each = var.destinations

  description    = "Scalr's events for a destination"
  event_bus_name = local.event_bus_name
  event_pattern  = local.destination_patterns[each.key]
  name           = "${var.name_prefix}scalr-to-${each.key}"
  tags           = var.tags

  lifecycle {
    precondition {
      condition     = (length(local.destination_patterns[each.key]) <= 2048)
      error_message = "The event pattern of the rule ${var.name_prefix}scalr-to-${each.key} must be at most 2048 characters of JSON, not ${length(local.destination_patterns[each.key])}."
    }
  }

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_event_target" "audit_log_rule_target" {
  arn            = aws_cloudwatch_log_group.audit_log.arn
  event_bus_name = local.event_bus_name
  rule           = aws_cloudwatch_event_rule.audit_log_rule.name

  dead_letter_config {
    arn = aws_sqs_queue.rule_dlq.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  depends_on = [aws_sqs_queue_policy.rule_dlq_access, aws_cloudwatch_log_resource_policy.log_delivery]
}

resource "aws_cloudwatch_event_target" "run_alerts_rule_target" {
  count = var.alerts != null ? 1 : 0

  arn            = one(aws_lambda_function.run_alerts_function[*].arn)
  event_bus_name = local.event_bus_name
  rule           = one(aws_cloudwatch_event_rule.run_alerts_rule[*].name)

  dead_letter_config {
    arn = aws_sqs_queue.rule_dlq.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  depends_on = [aws_sqs_queue_policy.rule_dlq_access, aws_lambda_permission.run_alerts_rule_permission]
}

resource "aws_cloudwatch_event_target" "run_executed_rule_target" {
  arn            = aws_cloudwatch_log_group.run_executed.arn
  event_bus_name = local.event_bus_name
  rule           = aws_cloudwatch_event_rule.run_executed_rule.name

  dead_letter_config {
    arn = aws_sqs_queue.rule_dlq.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  depends_on = [aws_sqs_queue_policy.rule_dlq_access, aws_cloudwatch_log_resource_policy.log_delivery]
}

resource "aws_cloudwatch_event_target" "to_destination_target" {
  for_each = var.destinations

  arn            = (local.destination_kinds[each.key] == "sqs") ? each.value.sqs.queue_arn : (local.destination_kinds[each.key] == "sns") ? each.value.sns.topic_arn : (local.destination_kinds[each.key] == "lambda") ? each.value.lambda.function_arn : (local.destination_kinds[each.key] == "cross_account") ? each.value.cross_account.target_arn : (local.destination_kinds[each.key] == "step_functions") ? each.value.step_functions.state_machine_arn : (local.destination_kinds[each.key] == "event_bus") ? each.value.event_bus.event_bus_arn : (local.destination_kinds[each.key] == "cloudwatch_logs") ? each.value.cloudwatch_logs.log_group_arn : (local.destination_kinds[each.key] == "kinesis") ? each.value.kinesis.stream_arn : (local.destination_kinds[each.key] == "firehose") ? each.value.firehose.delivery_stream_arn : (local.destination_kinds[each.key] == "https") ? aws_cloudwatch_event_api_destination.to_destination_api_destination[each.key].arn : null
  event_bus_name = local.event_bus_name
  role_arn       = contains(["cross_account", "step_functions", "event_bus", "kinesis", "firehose", "https"], local.destination_kinds[each.key]) ? aws_iam_role.to_destination_role[each.key].arn : null
  rule           = aws_cloudwatch_event_rule.to_destination[each.key].name

  dead_letter_config {
    arn = aws_sqs_queue.to_destination_dlq[each.key].arn
  }

  dynamic "input_transformer" {
    for_each = (each.value.input_transformer == null) ? [] : [each.value.input_transformer]

    content {
      input_paths    = input_transformer.value.input_paths
      input_template = input_transformer.value.input_template
    }
  }

  dynamic "kinesis_target" {
    for_each = compact([(local.destination_kinds[each.key] == "kinesis") ? each.value.kinesis.partition_key_path : null])

    content {
      partition_key_path = kinesis_target.value
    }
  }

  dynamic "sqs_target" {
    for_each = compact([(local.destination_kinds[each.key] == "sqs") ? each.value.sqs.message_group_id : (local.destination_kinds[each.key] == "cross_account") ? each.value.cross_account.message_group_id : null])

    content {
      message_group_id = sqs_target.value
    }
  }

  retry_policy {
    maximum_event_age_in_seconds = each.value.maximum_event_age_seconds
    maximum_retry_attempts       = each.value.maximum_retry_attempts
  }

  lifecycle {
    precondition {
      condition     = (local.destination_kinds[each.key] == "sqs") ? ((element(split(":", each.value.sqs.queue_arn), 3) == data.aws_region.current.id) && (element(split(":", each.value.sqs.queue_arn), 4) == data.aws_caller_identity.current.account_id)) : true
      error_message = "The target of the rule ${var.name_prefix}scalr-to-${each.key} must be in the rule's account and region, not ${try(each.value.sqs.queue_arn, "")}. The kind cross_account (CrossAccountTarget) is for other accounts."
    }

    precondition {
      condition     = (local.destination_kinds[each.key] == "sns") ? ((element(split(":", each.value.sns.topic_arn), 3) == data.aws_region.current.id) && (element(split(":", each.value.sns.topic_arn), 4) == data.aws_caller_identity.current.account_id)) : true
      error_message = "The target of the rule ${var.name_prefix}scalr-to-${each.key} must be in the rule's account and region, not ${try(each.value.sns.topic_arn, "")}. The kind cross_account (CrossAccountTarget) is for other accounts."
    }

    precondition {
      condition     = (local.destination_kinds[each.key] == "lambda") ? ((element(split(":", each.value.lambda.function_arn), 3) == data.aws_region.current.id) && (element(split(":", each.value.lambda.function_arn), 4) == data.aws_caller_identity.current.account_id)) : true
      error_message = "The target of the rule ${var.name_prefix}scalr-to-${each.key} must be in the rule's account and region, not ${try(each.value.lambda.function_arn, "")}. The kind cross_account (CrossAccountTarget) is for other accounts."
    }

    precondition {
      condition     = (local.destination_kinds[each.key] == "cross_account") ? ((element(split(":", each.value.cross_account.target_arn), 3) == data.aws_region.current.id) && !(element(split(":", each.value.cross_account.target_arn), 4) == data.aws_caller_identity.current.account_id)) : true
      error_message = "The target of the rule ${var.name_prefix}scalr-to-${each.key} must be in the rule's region and another account, not ${try(each.value.cross_account.target_arn, "")}."
    }

    precondition {
      condition     = (local.destination_kinds[each.key] == "step_functions") ? ((element(split(":", each.value.step_functions.state_machine_arn), 3) == data.aws_region.current.id) && (element(split(":", each.value.step_functions.state_machine_arn), 4) == data.aws_caller_identity.current.account_id)) : true
      error_message = "The target of the rule ${var.name_prefix}scalr-to-${each.key} must be in the rule's account and region, not ${try(each.value.step_functions.state_machine_arn, "")}."
    }

    precondition {
      condition     = (local.destination_kinds[each.key] == "cloudwatch_logs") ? ((element(split(":", each.value.cloudwatch_logs.log_group_arn), 3) == data.aws_region.current.id) && (element(split(":", each.value.cloudwatch_logs.log_group_arn), 4) == data.aws_caller_identity.current.account_id)) : true
      error_message = "The target of the rule ${var.name_prefix}scalr-to-${each.key} must be in the rule's account and region, not ${try(each.value.cloudwatch_logs.log_group_arn, "")}."
    }

    precondition {
      condition     = (local.destination_kinds[each.key] == "kinesis") ? (element(split(":", each.value.kinesis.stream_arn), 3) == data.aws_region.current.id) : true
      error_message = "The target of the rule ${var.name_prefix}scalr-to-${each.key} must be in the rule's region, not ${try(each.value.kinesis.stream_arn, "")}."
    }

    precondition {
      condition     = (local.destination_kinds[each.key] == "firehose") ? ((element(split(":", each.value.firehose.delivery_stream_arn), 3) == data.aws_region.current.id) && (element(split(":", each.value.firehose.delivery_stream_arn), 4) == data.aws_caller_identity.current.account_id)) : true
      error_message = "The target of the rule ${var.name_prefix}scalr-to-${each.key} must be in the rule's account and region, not ${try(each.value.firehose.delivery_stream_arn, "")}."
    }
  }

  depends_on = [
    aws_sqs_queue_policy.to_destination_dlq_access,
    aws_iam_role_policy.to_destination_role_policy,
    aws_lambda_permission.to_destination_permission,
    aws_cloudwatch_log_resource_policy.log_delivery,
  ]
}

resource "aws_cloudwatch_log_group" "audit_log" {
  kms_key_id        = var.kms_key_arn
  name              = "/aws/events/${var.name_prefix}scalr/audit-log"
  retention_in_days = var.audit_log_retention_days
  tags              = var.tags

  depends_on = [aws_cloudwatch_event_bus.event_bus]
}

resource "aws_cloudwatch_log_group" "run_alerts_function_log_group" {
  count = var.alerts != null ? 1 : 0

  kms_key_id        = var.kms_key_arn
  name              = "/aws/lambda/${var.name_prefix}scalr-run-alerts"
  retention_in_days = var.log_retention_days
  tags              = var.tags

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_log_group" "run_executed" {
  kms_key_id        = var.kms_key_arn
  name              = "/aws/events/${var.name_prefix}scalr/run-executed"
  retention_in_days = var.run_log_retention_days
  tags              = var.tags
}

resource "aws_cloudwatch_log_resource_policy" "log_delivery" {
  count = var.create_log_resource_policy ? 1 : 0

  policy_document = one(data.aws_iam_policy_document.log_delivery_document[*].json)
  policy_name     = "${var.name_prefix}scalr-events"

  lifecycle {
    precondition {
      condition     = (length(jsonencode(jsondecode(one(data.aws_iam_policy_document.log_delivery_document[*].json)))) <= 5120)
      error_message = "The resource policy ${var.name_prefix}scalr-events of CloudWatch Logs must have at most 5120 characters, not ${length(jsonencode(jsondecode(one(data.aws_iam_policy_document.log_delivery_document[*].json))))}. Deliver to fewer log groups, or let a policy of your own allow the deliveries (create_log_resource_policy = false)."
    }
  }

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_metric_alarm" "alarm_audit_log_failed_invocations" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}scalr-audit-log-failed-invocations"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = local.event_bus_name
    RuleName     = aws_cloudwatch_event_rule.audit_log_rule.name
  }
  evaluation_periods = 1
  metric_name        = "FailedInvocations"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_metric_alarm" "alarm_audit_log_lost" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}scalr-audit-log-lost"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = local.event_bus_name
    RuleName     = aws_cloudwatch_event_rule.audit_log_rule.name
  }
  evaluation_periods = 1
  metric_name        = "InvocationsFailedToBeSentToDlq"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_metric_alarm" "alarm_rule_dlq_depth" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events lie in the dead-letter queue. Runbook: ${var.runbook_url}#dead-letter-queue"
  alarm_name          = "${aws_sqs_queue.rule_dlq.name}-depth"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    QueueName = aws_sqs_queue.rule_dlq.name
  }
  evaluation_periods = 1
  metric_name        = "ApproximateNumberOfMessagesVisible"
  namespace          = "AWS/SQS"
  ok_actions         = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  period             = 60
  statistic          = "Maximum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "ignore"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_metric_alarm" "alarm_run_alerts_dropped" {
  count = (var.alarms.enabled && var.alerts != null) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Lambda dropped events before it invoked the function. Runbook: ${var.runbook_url}#lost-alerts"
  alarm_name          = "${one(aws_lambda_function.run_alerts_function[*].function_name)}-dropped"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    FunctionName = one(aws_lambda_function.run_alerts_function[*].function_name)
  }
  evaluation_periods = 1
  metric_name        = "AsyncEventsDropped"
  namespace          = "AWS/Lambda"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_metric_alarm" "alarm_run_alerts_errors" {
  count = (var.alarms.enabled && var.alerts != null) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "The function fails as a whole. Runbook: ${var.runbook_url}#function-errors"
  alarm_name          = "${one(aws_lambda_function.run_alerts_function[*].function_name)}-errors"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    FunctionName = one(aws_lambda_function.run_alerts_function[*].function_name)
  }
  evaluation_periods = 1
  metric_name        = "Errors"
  namespace          = "AWS/Lambda"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_metric_alarm" "alarm_run_alerts_failed_invocations" {
  count = (var.alarms.enabled && var.alerts != null) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}scalr-run-alerts-failed-invocations"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = local.event_bus_name
    RuleName     = one(aws_cloudwatch_event_rule.run_alerts_rule[*].name)
  }
  evaluation_periods = 1
  metric_name        = "FailedInvocations"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_metric_alarm" "alarm_run_alerts_lost" {
  count = (var.alarms.enabled && var.alerts != null) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}scalr-run-alerts-lost"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = local.event_bus_name
    RuleName     = one(aws_cloudwatch_event_rule.run_alerts_rule[*].name)
  }
  evaluation_periods = 1
  metric_name        = "InvocationsFailedToBeSentToDlq"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_metric_alarm" "alarm_run_alerts_near_timeout" {
  count = (var.alarms.enabled && var.alerts != null) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "An invocation nearly took all of its time. Runbook: ${var.runbook_url}#function-near-time-out"
  alarm_name          = "${one(aws_lambda_function.run_alerts_function[*].function_name)}-near-timeout"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    FunctionName = one(aws_lambda_function.run_alerts_function[*].function_name)
  }
  evaluation_periods = 1
  metric_name        = "Duration"
  namespace          = "AWS/Lambda"
  period             = 60
  statistic          = "Maximum"
  tags               = var.tags
  threshold          = 6000
  treat_missing_data = "notBreaching"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_metric_alarm" "alarm_run_alerts_throttles" {
  count = (var.alarms.enabled && var.alerts != null) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Lambda has no room for the function. Runbook: ${var.runbook_url}#function-throttles"
  alarm_name          = "${one(aws_lambda_function.run_alerts_function[*].function_name)}-throttles"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  datapoints_to_alarm = 3
  dimensions = {
    FunctionName = one(aws_lambda_function.run_alerts_function[*].function_name)
  }
  evaluation_periods = 5
  metric_name        = "Throttles"
  namespace          = "AWS/Lambda"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_metric_alarm" "alarm_run_alerts_undelivered" {
  count = (var.alarms.enabled && var.alerts != null) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events that the function failed on could not be sent to the dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-alerts"
  alarm_name          = "${one(aws_lambda_function.run_alerts_function[*].function_name)}-undelivered"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    FunctionName = one(aws_lambda_function.run_alerts_function[*].function_name)
  }
  evaluation_periods = 1
  metric_name        = "DestinationDeliveryFailures"
  namespace          = "AWS/Lambda"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_metric_alarm" "alarm_run_executed_failed_invocations" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}scalr-run-executed-failed-invocations"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = local.event_bus_name
    RuleName     = aws_cloudwatch_event_rule.run_executed_rule.name
  }
  evaluation_periods = 1
  metric_name        = "FailedInvocations"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_metric_alarm" "alarm_run_executed_lost" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}scalr-run-executed-lost"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = local.event_bus_name
    RuleName     = aws_cloudwatch_event_rule.run_executed_rule.name
  }
  evaluation_periods = 1
  metric_name        = "InvocationsFailedToBeSentToDlq"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_metric_alarm" "alarm_to_destination_dlq_depth" {
  for_each = var.alarms.enabled ? var.destinations : {}

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events lie in the dead-letter queue. Runbook: ${var.runbook_url}#dead-letter-queue"
  alarm_name          = "${aws_sqs_queue.to_destination_dlq[each.key].name}-depth"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    QueueName = aws_sqs_queue.to_destination_dlq[each.key].name
  }
  evaluation_periods = 1
  metric_name        = "ApproximateNumberOfMessagesVisible"
  namespace          = "AWS/SQS"
  ok_actions         = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  period             = 60
  statistic          = "Maximum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "ignore"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_metric_alarm" "alarm_to_destination_failed_invocations" {
  for_each = var.alarms.enabled ? var.destinations : {}

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}scalr-to-${each.key}-failed-invocations"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = local.event_bus_name
    RuleName     = aws_cloudwatch_event_rule.to_destination[each.key].name
  }
  evaluation_periods = 1
  metric_name        = "FailedInvocations"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_metric_alarm" "alarm_to_destination_lost" {
  for_each = var.alarms.enabled ? var.destinations : {}

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}scalr-to-${each.key}-lost"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = local.event_bus_name
    RuleName     = aws_cloudwatch_event_rule.to_destination[each.key].name
  }
  evaluation_periods = 1
  metric_name        = "InvocationsFailedToBeSentToDlq"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_query_definition" "audit_log_query_changes_by_workspace" {
  log_group_names = [aws_cloudwatch_log_group.audit_log.name]
  name            = "${var.name_prefix}scalr-audit-log/changes by workspace"
  query_string    = "filter ispresent(`detail.target.context.workspace.display-name`)\n| stats count(*) as changes, max(@timestamp) as latest by `detail.target.context.environment.display-name` as environment, `detail.target.context.workspace.display-name` as workspace, detail.request.action as action\n| sort changes desc"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_query_definition" "audit_log_query_failed_actions" {
  log_group_names = [aws_cloudwatch_log_group.audit_log.name]
  name            = "${var.name_prefix}scalr-audit-log/failed actions"
  query_string    = "fields @timestamp, detail.actor.email as actor, detail.request.action as action, `detail.target.display-name` as target, detail.outcome.result as result, `detail.outcome.status-code` as status\n| filter detail.outcome.result != \"SUCCESS\"\n| sort @timestamp desc\n| limit 500"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_query_definition" "audit_log_query_who_did_what" {
  log_group_names = [aws_cloudwatch_log_group.audit_log.name]
  name            = "${var.name_prefix}scalr-audit-log/who did what"
  query_string    = "fields @timestamp, detail.actor.email as actor, detail.request.action as action, detail.target.type as type, `detail.target.display-name` as target, detail.outcome.result as result, `detail.request.ip-address` as address\n| sort @timestamp desc\n| limit 500"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_query_definition" "run_executed_query_durations_of_runs" {
  log_group_names = [aws_cloudwatch_log_group.run_executed.name]
  name            = "${var.name_prefix}scalr-run-executed/durations of runs"
  query_string    = "stats count(*) as runs, avg(detail.event.duration) / 1000000000 as averageSeconds, max(detail.event.duration) / 1000000000 as longestSeconds by detail.event.environment as environment, detail.event.workspace as workspace\n| sort longestSeconds desc"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_cloudwatch_query_definition" "run_executed_query_failed_runs_by_workspace" {
  log_group_names = [aws_cloudwatch_log_group.run_executed.name]
  name            = "${var.name_prefix}scalr-run-executed/failed runs by workspace"
  query_string    = "filter detail.event.result = \"errored\"\n| stats count(*) as failures, max(@timestamp) as latest by detail.event.environment as environment, detail.event.workspace as workspace\n| sort failures desc"

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_iam_role" "run_alerts_function_role" {
  count = var.alerts != null ? 1 : 0

  assume_role_policy   = data.aws_iam_policy_document.run_alerts_function_trust.json
  name                 = "${var.name_prefix}scalr-run-alerts-${data.aws_region.current.id}"
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_iam_role" "to_destination_role" {
  for_each = { for name, destination in var.destinations : name => destination if contains(["cross_account", "step_functions", "event_bus", "kinesis", "firehose", "https"], local.destination_kinds[name]) }

  assume_role_policy   = data.aws_iam_policy_document.to_destination_trust[each.key].json
  name                 = "${var.name_prefix}scalr-to-${each.key}-${data.aws_region.current.id}"
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_iam_role_policy" "run_alerts_function_role_policy" {
  count = var.alerts != null ? 1 : 0

  name   = "run-alerts"
  policy = one(data.aws_iam_policy_document.run_alerts_function_permissions[*].json)
  role   = one(aws_iam_role.run_alerts_function_role[*].id)
}

resource "aws_iam_role_policy" "to_destination_role_policy" {
  for_each = { for name, destination in var.destinations : name => destination if contains(["cross_account", "step_functions", "event_bus", "kinesis", "firehose", "https"], local.destination_kinds[name]) }

  name   = "deliver"
  policy = data.aws_iam_policy_document.to_destination_permissions[each.key].json
  role   = aws_iam_role.to_destination_role[each.key].id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lambda_function" "run_alerts_function" {
  count = var.alerts != null ? 1 : 0

  architectures    = [var.architecture]
  description      = "Publishes Scalr's runs as readable messages"
  filename         = join("/", [path.module, "scalr-run-alerts.zip"])
  function_name    = "${var.name_prefix}scalr-run-alerts"
  handler          = "index.handler"
  kms_key_arn      = var.kms_key_arn
  memory_size      = 128
  role             = one(aws_iam_role.run_alerts_function_role[*].arn)
  runtime          = var.runtime
  source_code_hash = filebase64sha256(join("/", [path.module, "scalr-run-alerts.zip"]))
  tags             = var.tags
  timeout          = 10

  environment {
    variables = {
      RELAY_VERSION = "0.1.0"
      TOPIC_ARN     = coalesce(try(var.alerts.topic_arn, null), one(aws_sns_topic.run_alerts_topic[*].arn))
    }
  }

  tracing_config {
    mode = "PassThrough"
  }

  depends_on = [aws_cloudwatch_log_group.run_alerts_function_log_group]
}

resource "aws_lambda_function_event_invoke_config" "run_alerts_on_failure" {
  count = var.alerts != null ? 1 : 0

  function_name                = one(aws_lambda_function.run_alerts_function[*].function_name)
  maximum_event_age_in_seconds = 21600
  maximum_retry_attempts       = 2

  destination_config {
    on_failure {
      destination = aws_sqs_queue.rule_dlq.arn
    }
  }

  depends_on = [aws_iam_role_policy.run_alerts_function_role_policy]
}

resource "aws_lambda_permission" "run_alerts_rule_permission" {
  count = var.alerts != null ? 1 : 0

  action        = "lambda:InvokeFunction"
  function_name = one(aws_lambda_function.run_alerts_function[*].arn)
  principal     = "events.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${local.event_bus_name}/${var.name_prefix}scalr-run-alerts"

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_lambda_permission" "to_destination_permission" {
  for_each = { for name, destination in var.destinations : name => destination if contains(["lambda"], local.destination_kinds[name]) }

  action        = "lambda:InvokeFunction"
  function_name = each.value.lambda.function_arn
  principal     = "events.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${local.event_bus_name}/${var.name_prefix}scalr-to-${each.key}"

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_sns_topic" "alarms" {
  count = var.alarms.enabled && coalesce(var.alarms.create_topic, var.alarms.topic_arn == null) ? 1 : 0

  kms_master_key_id = var.kms_key_arn
  name              = "${var.name_prefix}scalr-alarms"
  tags              = var.tags

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_sns_topic" "run_alerts_topic" {
  count = (var.alerts != null && try(coalesce(var.alerts.create_topic, var.alerts.topic_arn == null), false)) ? 1 : 0

  kms_master_key_id = coalesce(var.kms_key_arn, "alias/aws/sns")
  name              = "${var.name_prefix}scalr-run-alerts"
  tags              = var.tags

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_sns_topic_policy" "alarms_access" {
  count = var.alarms.enabled && coalesce(var.alarms.create_topic, var.alarms.topic_arn == null) ? 1 : 0

  arn    = one(aws_sns_topic.alarms[*].arn)
  policy = one(data.aws_iam_policy_document.alarms_policy[*].json)
}

resource "aws_sns_topic_subscription" "alarms_email" {
  for_each = toset(var.alarms.enabled ? var.alarms.email_addresses : [])

  endpoint  = each.value
  protocol  = "email"
  topic_arn = coalesce(var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn))

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_sns_topic_subscription" "run_alerts_email" {
  for_each = toset(try(var.alerts.email_addresses, []))

  endpoint  = each.value
  protocol  = "email"
  topic_arn = coalesce(try(var.alerts.topic_arn, null), one(aws_sns_topic.run_alerts_topic[*].arn))

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_sqs_queue" "rule_dlq" {
  kms_master_key_id         = var.kms_key_arn
  message_retention_seconds = 1209600
  name                      = "${var.name_prefix}scalr-rule-dlq"
  sqs_managed_sse_enabled   = (var.kms_key_arn == null) ? true : null
  tags                      = var.tags

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_sqs_queue" "to_destination_dlq" {
  for_each = var.destinations

  kms_master_key_id         = var.kms_key_arn
  message_retention_seconds = 1209600
  name                      = "${var.name_prefix}scalr-to-${each.key}-dlq"
  sqs_managed_sse_enabled   = (var.kms_key_arn == null) ? true : null
  tags                      = var.tags

  depends_on = [aws_cloudwatch_log_group.audit_log]
}

resource "aws_sqs_queue_policy" "rule_dlq_access" {
  policy    = data.aws_iam_policy_document.rule_dlq_policy.json
  queue_url = aws_sqs_queue.rule_dlq.url
}

resource "aws_sqs_queue_policy" "to_destination_dlq_access" {
  for_each = var.destinations

  policy    = data.aws_iam_policy_document.to_destination_dlq_policy[each.key].json
  queue_url = aws_sqs_queue.to_destination_dlq[each.key].url
}

# Generated from modules/mechcloud/module/definition.ts: change it there and run npm run build.

data "aws_caller_identity" "current" {}

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

data "aws_iam_policy_document" "forwarder_pause" {
  count = (var.on_failure == "pause") ? 1 : 0

  statement {
    sid     = "Pause"
    actions = ["lambda:GetEventSourceMapping", "lambda:UpdateEventSourceMapping"]
    resources = [
      "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:event-source-mapping:${aws_lambda_event_source_mapping.forwarder_event_source_mapping.uuid}",
    ]

    condition {
      test     = "ArnEqualsIfExists"
      variable = "lambda:FunctionArn"
      values   = [aws_lambda_function.forwarder.arn]
    }
  }
}

data "aws_iam_policy_document" "forwarder_permissions" {
  dynamic "statement" {
    for_each = (var.on_failure == "pause") ? [true] : []

    content {
      sid     = "FindEventSourceMapping"
      actions = ["ssm:GetParameter"]
      resources = [
        "arn:${data.aws_partition.current.partition}:ssm:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:parameter/event-relay/${var.name_prefix}push-mgmt-events-to-mechcloud/event-source-mapping",
      ]
    }
  }

  dynamic "statement" {
    for_each = (var.on_failure == "pause") ? [true] : []

    content {
      sid     = "ScheduleWakeUp"
      actions = ["scheduler:CreateSchedule"]
      resources = [
        "arn:${data.aws_partition.current.partition}:scheduler:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:schedule/${var.name_prefix}push-mgmt-events-to-mechcloud/*",
      ]
    }
  }

  dynamic "statement" {
    for_each = (var.on_failure == "pause") ? [true] : []

    content {
      sid     = "PassScheduleRole"
      actions = ["iam:PassRole"]
      resources = [
        "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/${var.name_prefix}push-mgmt-events-to-mechcloud-run-${data.aws_region.current.id}",
      ]

      condition {
        test     = "StringEquals"
        variable = "iam:PassedToService"
        values   = ["scheduler.amazonaws.com"]
      }
    }
  }

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

  dynamic "statement" {
    for_each = var.tracing ? [true] : []

    content {
      sid       = "Trace"
      actions   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
      resources = ["*"]
    }
  }

  statement {
    sid       = "WriteLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.forwarder_log_group.arn}:*"]
  }

  statement {
    sid = "ConsumeQueue"
    actions = [
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ChangeMessageVisibility",
      "sqs:SendMessage",
    ]
    resources = [aws_sqs_queue.management_events.arn]
  }

  statement {
    sid       = "SetAside"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.management_events_dlq.arn]
  }

  statement {
    sid       = "ReadAccessToken"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [try(coalesce(var.access_token_secret_arn, one(aws_secretsmanager_secret.access_token[*].arn)), "")]
  }
}

data "aws_iam_policy_document" "forwarder_trust" {
  statement {
    sid     = "AssumeByLambda"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "forwarder_wake_up_permissions" {
  count = (var.on_failure == "pause") ? 1 : 0

  statement {
    sid     = "WakeUp"
    actions = ["lambda:InvokeFunction"]
    resources = [
      "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:function:${var.name_prefix}push-mgmt-events-to-mechcloud",
    ]
  }
}

data "aws_iam_policy_document" "forwarder_wake_up_trust" {
  count = (var.on_failure == "pause") ? 1 : 0

  statement {
    sid     = "AssumeByScheduler"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
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
        "arn:${data.aws_partition.current.partition}:scheduler:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:schedule-group/${var.name_prefix}push-mgmt-events-to-mechcloud",
      ]
    }
  }
}

data "aws_iam_policy_document" "hub_policy" {
  count = (var.create_hub && ((length(var.cloud_accounts) >= 1) || (var.organization_id != null))) ? 1 : 0

  dynamic "statement" {
    for_each = (length(var.cloud_accounts) >= 1) ? [true] : []

    content {
      sid     = "AllowAccounts"
      actions = ["events:PutEvents"]
      resources = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:event-bus/${var.name_prefix}mechcloud-hub",
      ]

      principals {
        type        = "AWS"
        identifiers = formatlist("arn:${data.aws_partition.current.partition}:iam::%s:root", keys(var.cloud_accounts))
      }
    }
  }

  dynamic "statement" {
    for_each = (var.organization_id != null) ? [true] : []

    content {
      sid     = "AllowOrganization"
      actions = ["events:PutEvents"]
      resources = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:event-bus/${var.name_prefix}mechcloud-hub",
      ]

      principals {
        type        = "AWS"
        identifiers = ["*"]
      }

      condition {
        test     = "StringEquals"
        variable = "aws:PrincipalOrgID"
        values   = [var.organization_id]
      }
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

  dynamic "statement" {
    for_each = (contains(var.sync_mechanisms, "cloudtrail") && var.create_trail) ? [true] : []

    content {
      sid       = "AllowTrailEncrypt"
      actions   = ["kms:GenerateDataKey*", "kms:Decrypt"]
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = ["cloudtrail.amazonaws.com"]
      }

      condition {
        test     = "StringEquals"
        variable = "aws:SourceArn"
        values = [
          "arn:${data.aws_partition.current.partition}:cloudtrail:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:trail/${var.name_prefix}mc-management-events",
        ]
      }
    }
  }

  dynamic "statement" {
    for_each = (contains(var.sync_mechanisms, "cloudtrail") && var.create_trail) ? [true] : []

    content {
      sid       = "AllowTrailDescribeKey"
      actions   = ["kms:DescribeKey"]
      resources = ["*"]

      principals {
        type        = "Service"
        identifiers = ["cloudtrail.amazonaws.com"]
      }

      condition {
        test     = "StringEquals"
        variable = "aws:SourceArn"
        values = [
          "arn:${data.aws_partition.current.partition}:cloudtrail:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:trail/${var.name_prefix}mc-management-events",
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
    sid       = "AllowInstanceStateChange"
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
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-instance-state-change-events",
      ]
    }
  }

  statement {
    sid       = "AllowTagChange"
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
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-tag-change-events",
      ]
    }
  }

  statement {
    sid       = "AllowCloudtrail"
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
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-cloudtrail-events",
      ]
    }
  }

  statement {
    sid       = "AllowHub"
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
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mechcloud-hub/*",
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
        "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/${var.name_prefix}push-mgmt-events-to-mechcloud",
      ]
    }
  }
}

data "aws_iam_policy_document" "management_events_dlq_policy" {
  statement {
    sid       = "DenyInsecureTransport"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.management_events_dlq.arn]

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

data "aws_iam_policy_document" "management_events_policy" {
  statement {
    sid       = "DenyInsecureTransport"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.management_events.arn]

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
    sid       = "AllowInstanceStateChange"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.management_events.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-instance-state-change-events",
      ]
    }
  }

  statement {
    sid       = "AllowTagChange"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.management_events.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-tag-change-events",
      ]
    }
  }

  statement {
    sid       = "AllowCloudtrail"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.management_events.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-cloudtrail-events",
      ]
    }
  }

  statement {
    sid       = "AllowHub"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.management_events.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mechcloud-hub/*",
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
    sid       = "AllowInstanceStateChange"
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
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-instance-state-change-events",
      ]
    }
  }

  statement {
    sid       = "AllowTagChange"
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
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-tag-change-events",
      ]
    }
  }

  statement {
    sid       = "AllowCloudtrail"
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
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-cloudtrail-events",
      ]
    }
  }

  statement {
    sid       = "AllowHub"
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
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mechcloud-hub/*",
      ]
    }
  }
}

data "aws_iam_policy_document" "trail_bucket_policy" {
  count = (contains(var.sync_mechanisms, "cloudtrail") && var.create_trail) ? 1 : 0

  statement {
    sid       = "DenyInsecureTransport"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [one(aws_s3_bucket.trail_bucket[*].arn), "${one(aws_s3_bucket.trail_bucket[*].arn)}/*"]

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
    sid       = "AllowTrailAclCheck"
    actions   = ["s3:GetBucketAcl"]
    resources = [one(aws_s3_bucket.trail_bucket[*].arn)]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:cloudtrail:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:trail/${var.name_prefix}mc-management-events",
      ]
    }
  }

  statement {
    sid     = "AllowTrailWrite"
    actions = ["s3:PutObject"]
    resources = [
      "${one(aws_s3_bucket.trail_bucket[*].arn)}/AWSLogs/${data.aws_caller_identity.current.account_id}/*",
    ]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:cloudtrail:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:trail/${var.name_prefix}mc-management-events",
      ]
    }

    condition {
      test     = "StringEquals"
      variable = "s3:x-amz-acl"
      values   = ["bucket-owner-full-control"]
    }
  }
}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  prefix_option = var.name_prefix == "" ? "" : " --prefix ${var.name_prefix}"
}

resource "aws_cloudtrail" "trail" {
  count = (contains(var.sync_mechanisms, "cloudtrail") && var.create_trail) ? 1 : 0

  enable_log_file_validation    = true
  include_global_service_events = false
  is_multi_region_trail         = false
  kms_key_id                    = var.kms_key_arn
  name                          = "${var.name_prefix}mc-management-events"
  s3_bucket_name                = one(aws_s3_bucket.trail_bucket[*].id)
  tags                          = var.tags

  event_selector {
    include_management_events = true
    read_write_type           = "WriteOnly"
  }

  depends_on = [aws_s3_bucket_policy.trail_bucket_access]
}

resource "aws_cloudwatch_dashboard" "dashboard" {
  count = var.create_dashboard ? 1 : 0

  dashboard_body = "{\"widgets\":[{\"type\":\"text\",\"x\":0,\"y\":0,\"width\":24,\"height\":2,\"properties\":{\"markdown\":\"# MechCloud sync\\nChanges of VPCs, subnets and instances on their way to MechCloud. What an alarm means: ${var.runbook_url}\"}},{\"type\":\"metric\",\"x\":0,\"y\":2,\"width\":12,\"height\":6,\"properties\":{\"title\":\"Events in, by rule\",\"region\":\"${data.aws_region.current.id}\",\"view\":\"timeSeries\",\"period\":60,\"yAxis\":{\"left\":{\"label\":\"events\",\"min\":0,\"showUnits\":false},\"right\":{\"min\":0,\"showUnits\":false}},\"metrics\":[[\"AWS/Events\",\"TriggeredRules\",\"RuleName\",\"${var.name_prefix}mc-instance-state-change-events\",{\"label\":\"${var.name_prefix}mc-instance-state-change-events\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AWS/Events\",\"TriggeredRules\",\"RuleName\",\"${var.name_prefix}mc-tag-change-events\",{\"label\":\"${var.name_prefix}mc-tag-change-events\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AWS/Events\",\"TriggeredRules\",\"RuleName\",\"${var.name_prefix}mc-cloudtrail-events\",{\"label\":\"${var.name_prefix}mc-cloudtrail-events\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[{\"expression\":\"SEARCH('{AWS/Events,EventBusName,RuleName} EventBusName=\\\"${var.name_prefix}mechcloud-hub\\\" MetricName=\\\"TriggeredRules\\\"', 'Sum', 60)\"}]]}},{\"type\":\"metric\",\"x\":12,\"y\":2,\"width\":12,\"height\":6,\"properties\":{\"title\":\"Delivered, by type\",\"region\":\"${data.aws_region.current.id}\",\"view\":\"timeSeries\",\"period\":60,\"yAxis\":{\"left\":{\"label\":\"events\",\"min\":0,\"showUnits\":false},\"right\":{\"min\":0,\"showUnits\":false}},\"metrics\":[[{\"expression\":\"SEARCH('{AwsEventRelay,service,eventType} service=\\\"${aws_lambda_function.forwarder.function_name}\\\" MetricName=\\\"Delivered\\\"', 'Sum', 60)\"}]]}},{\"type\":\"metric\",\"x\":0,\"y\":8,\"width\":12,\"height\":6,\"properties\":{\"title\":\"Not delivered, or posted again\",\"region\":\"${data.aws_region.current.id}\",\"view\":\"timeSeries\",\"period\":60,\"yAxis\":{\"left\":{\"label\":\"events\",\"min\":0,\"showUnits\":false},\"right\":{\"min\":0,\"showUnits\":false}},\"metrics\":[[\"AwsEventRelay\",\"Refused\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"refused\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AwsEventRelay\",\"Failed\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"in trouble\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AwsEventRelay\",\"Unauthorized\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"token refused\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AwsEventRelay\",\"Held\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"held back\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AwsEventRelay\",\"Invalid\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"not JSON\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AwsEventRelay\",\"Unmapped\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"of unknown accounts\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AwsEventRelay\",\"Isolated\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"tried apart\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AwsEventRelay\",\"SetAside\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"set aside\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AwsEventRelay\",\"MoveFailed\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"could not be set aside\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AwsEventRelay\",\"Retried\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"posted again\",\"stat\":\"Sum\",\"yAxis\":\"left\"}]]}},{\"type\":\"metric\",\"x\":12,\"y\":8,\"width\":12,\"height\":6,\"properties\":{\"title\":\"Waiting\",\"region\":\"${data.aws_region.current.id}\",\"view\":\"timeSeries\",\"period\":60,\"yAxis\":{\"left\":{\"label\":\"events\",\"min\":0,\"showUnits\":false},\"right\":{\"min\":0,\"showUnits\":false}},\"metrics\":[[\"AWS/SQS\",\"ApproximateNumberOfMessagesVisible\",\"QueueName\",\"${aws_sqs_queue.management_events.name}\",{\"label\":\"in the queue\",\"stat\":\"Maximum\",\"yAxis\":\"left\"}],[\"AWS/SQS\",\"ApproximateNumberOfMessagesVisible\",\"QueueName\",\"${aws_sqs_queue.management_events_dlq.name}\",{\"label\":\"in the dead-letter queue\",\"stat\":\"Maximum\",\"yAxis\":\"left\"}],[\"AWS/SQS\",\"ApproximateNumberOfMessagesVisible\",\"QueueName\",\"${aws_sqs_queue.rule_dlq.name}\",{\"label\":\"in the rules' dead-letter queue\",\"stat\":\"Maximum\",\"yAxis\":\"left\"}],[\"AWS/SQS\",\"ApproximateAgeOfOldestMessage\",\"QueueName\",\"${aws_sqs_queue.management_events.name}\",{\"label\":\"age of the oldest (s)\",\"stat\":\"Maximum\",\"yAxis\":\"right\"}]]}},{\"type\":\"metric\",\"x\":0,\"y\":14,\"width\":12,\"height\":6,\"properties\":{\"title\":\"MechCloud's answer\",\"region\":\"${data.aws_region.current.id}\",\"view\":\"timeSeries\",\"period\":60,\"yAxis\":{\"left\":{\"label\":\"ms\",\"min\":0,\"showUnits\":false},\"right\":{\"min\":0,\"showUnits\":false}},\"metrics\":[[\"AwsEventRelay\",\"Latency\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"median\",\"stat\":\"p50\",\"yAxis\":\"left\"}],[\"AwsEventRelay\",\"Latency\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"99th percentile\",\"stat\":\"p99\",\"yAxis\":\"left\"}]]}},{\"type\":\"metric\",\"x\":12,\"y\":14,\"width\":12,\"height\":6,\"properties\":{\"title\":\"From change to MechCloud\",\"region\":\"${data.aws_region.current.id}\",\"view\":\"timeSeries\",\"period\":60,\"yAxis\":{\"left\":{\"label\":\"ms\",\"min\":0,\"showUnits\":false},\"right\":{\"min\":0,\"showUnits\":false}},\"metrics\":[[\"AwsEventRelay\",\"QueueDelay\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"median\",\"stat\":\"p50\",\"yAxis\":\"left\"}],[\"AwsEventRelay\",\"QueueDelay\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"99th percentile\",\"stat\":\"p99\",\"yAxis\":\"left\"}]]}},{\"type\":\"metric\",\"x\":0,\"y\":20,\"width\":12,\"height\":6,\"properties\":{\"title\":\"Function\",\"region\":\"${data.aws_region.current.id}\",\"view\":\"timeSeries\",\"period\":60,\"yAxis\":{\"left\":{\"label\":\"invocations\",\"min\":0,\"showUnits\":false},\"right\":{\"min\":0,\"showUnits\":false}},\"metrics\":[[\"AWS/Lambda\",\"Invocations\",\"FunctionName\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"invocations\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AWS/Lambda\",\"Errors\",\"FunctionName\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"errors\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AWS/Lambda\",\"Throttles\",\"FunctionName\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"throttles\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AWS/Lambda\",\"Duration\",\"FunctionName\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"longest (ms)\",\"stat\":\"Maximum\",\"yAxis\":\"right\"}]]}},{\"type\":\"metric\",\"x\":12,\"y\":20,\"width\":12,\"height\":6,\"properties\":{\"title\":\"Channel\",\"region\":\"${data.aws_region.current.id}\",\"view\":\"timeSeries\",\"period\":60,\"yAxis\":{\"left\":{\"label\":\"invocations\",\"min\":0,\"showUnits\":false},\"right\":{\"min\":0,\"showUnits\":false}},\"metrics\":[[\"AwsEventRelay\",\"ChannelDown\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"channel down\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AwsEventRelay\",\"TokenMissing\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"no token yet\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AwsEventRelay\",\"Paused\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"paused\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AwsEventRelay\",\"PauseFailed\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"could not pause\",\"stat\":\"Sum\",\"yAxis\":\"left\"}],[\"AwsEventRelay\",\"TokenSecondsLeft\",\"service\",\"${aws_lambda_function.forwarder.function_name}\",{\"label\":\"token expires in (s)\",\"stat\":\"Minimum\",\"yAxis\":\"right\"}]]}}]}"
  dashboard_name = "${var.name_prefix}mechcloud-sync-${data.aws_region.current.id}"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_event_archive" "archive" {
  count = (var.archive_retention_days != null) ? 1 : 0

  description      = "Events that MechCloud gets, for a replay"
  event_pattern    = "{\"source\":[\"aws.ec2\",\"aws.tag\"],\"detail-type\":[\"EC2 Instance State-change Notification\",\"Tag Change on Resource\",\"AWS API Call via CloudTrail\"]}"
  event_source_arn = "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:event-bus/default"
  name             = "${var.name_prefix}mechcloud-events"
  retention_days   = var.archive_retention_days

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_event_archive" "hub_archive" {
  count = (var.create_hub && (var.archive_retention_days != null)) ? 1 : 0

  description      = "Events that MechCloud gets, for a replay"
  event_pattern    = "{\"source\":[\"aws.ec2\",\"aws.tag\"],\"detail-type\":[\"EC2 Instance State-change Notification\",\"Tag Change on Resource\",\"AWS API Call via CloudTrail\"]}"
  event_source_arn = one(aws_cloudwatch_event_bus.hub[*].arn)
  name             = "${var.name_prefix}mechcloud-hub-events"
  retention_days   = var.archive_retention_days

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_event_bus" "hub" {
  count = var.create_hub ? 1 : 0

  description = "Changes in other regions and accounts, for MechCloud"
  name        = "${var.name_prefix}mechcloud-hub"
  tags        = var.tags

  lifecycle {
    precondition {
      condition     = !contains(keys(var.cloud_accounts), data.aws_caller_identity.current.account_id)
      error_message = "cloud_accounts must be without the relay's own account ${data.aws_caller_identity.current.account_id}, whose cloud account is cloud_account_id."
    }
  }

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_event_bus_policy" "hub_access" {
  count = (var.create_hub && ((length(var.cloud_accounts) >= 1) || (var.organization_id != null))) ? 1 : 0

  event_bus_name = one(aws_cloudwatch_event_bus.hub[*].name)
  policy         = one(data.aws_iam_policy_document.hub_policy[*].json)

  depends_on = [
    aws_cloudwatch_event_target.hub_instance_state_change_of_account_queue,
    aws_cloudwatch_event_target.hub_instance_state_change_queue,
    aws_cloudwatch_event_target.hub_tag_change_of_account_queue,
    aws_cloudwatch_event_target.hub_tag_change_queue,
    aws_cloudwatch_event_target.hub_cloudtrail_of_account_queue,
    aws_cloudwatch_event_target.hub_cloudtrail_queue,
  ]
}

resource "aws_cloudwatch_event_rule" "cloudtrail" {
  count = contains(var.sync_mechanisms, "cloudtrail") ? 1 : 0

  description    = "API calls that change VPCs, subnets and instances, for MechCloud"
  event_bus_name = "default"
  event_pattern  = "{\"source\":[\"aws.ec2\"],\"detail-type\":[\"AWS API Call via CloudTrail\"],\"detail\":{\"eventSource\":[\"ec2.amazonaws.com\"],\"errorCode\":[{\"exists\":false}],\"$or\":[{\"eventName\":[\"CreateVpc\",\"CreateDefaultVpc\",\"DeleteVpc\",\"CreateSubnet\",\"CreateDefaultSubnet\",\"DeleteSubnet\",\"RunInstances\",\"TerminateInstances\"]},{\"eventName\":[\"CreateTags\",\"DeleteTags\"],\"requestParameters\":{\"resourcesSet\":{\"items\":{\"resourceId\":[{\"prefix\":\"vpc-\"},{\"prefix\":\"subnet-\"},{\"prefix\":\"i-\"}]}}}}]}}"
  name           = "${var.name_prefix}mc-cloudtrail-events"
  tags           = var.tags

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_event_rule" "hub_cloudtrail" {
  count = (var.create_hub && contains(var.sync_mechanisms, "cloudtrail")) ? 1 : 0

  description    = "API calls that change VPCs, subnets and instances in other regions and accounts, for MechCloud"
  event_bus_name = one(aws_cloudwatch_event_bus.hub[*].name)
  event_pattern  = jsonencode({ "source" = ["aws.ec2"], "detail-type" = ["AWS API Call via CloudTrail"], "detail" = { "eventSource" = ["ec2.amazonaws.com"], "errorCode" = [{ "exists" = false }], "$or" = [{ "eventName" = ["CreateVpc", "CreateDefaultVpc", "DeleteVpc", "CreateSubnet", "CreateDefaultSubnet", "DeleteSubnet", "RunInstances", "TerminateInstances"] }, { "eventName" = ["CreateTags", "DeleteTags"], "requestParameters" = { "resourcesSet" = { "items" = { "resourceId" = [{ "prefix" = "vpc-" }, { "prefix" = "subnet-" }, { "prefix" = "i-" }] } } } }] }, "account" = [{ "anything-but" = concat(["000000000000"], keys(var.cloud_accounts)) }] })
  name           = "${var.name_prefix}mc-cloudtrail-events-hub"
  tags           = var.tags

  lifecycle {
    precondition {
      condition     = (length(jsonencode({ "source" = ["aws.ec2"], "detail-type" = ["AWS API Call via CloudTrail"], "detail" = { "eventSource" = ["ec2.amazonaws.com"], "errorCode" = [{ "exists" = false }], "$or" = [{ "eventName" = ["CreateVpc", "CreateDefaultVpc", "DeleteVpc", "CreateSubnet", "CreateDefaultSubnet", "DeleteSubnet", "RunInstances", "TerminateInstances"] }, { "eventName" = ["CreateTags", "DeleteTags"], "requestParameters" = { "resourcesSet" = { "items" = { "resourceId" = [{ "prefix" = "vpc-" }, { "prefix" = "subnet-" }, { "prefix" = "i-" }] } } } }] }, "account" = [{ "anything-but" = concat(["000000000000"], keys(var.cloud_accounts)) }] })) <= 2048)
      error_message = "The event pattern of the rule ${var.name_prefix}mc-cloudtrail-events-hub must be at most 2048 characters of JSON, not ${length(jsonencode({ "source" = ["aws.ec2"], "detail-type" = ["AWS API Call via CloudTrail"], "detail" = { "eventSource" = ["ec2.amazonaws.com"], "errorCode" = [{ "exists" = false }], "$or" = [{ "eventName" = ["CreateVpc", "CreateDefaultVpc", "DeleteVpc", "CreateSubnet", "CreateDefaultSubnet", "DeleteSubnet", "RunInstances", "TerminateInstances"] }, { "eventName" = ["CreateTags", "DeleteTags"], "requestParameters" = { "resourcesSet" = { "items" = { "resourceId" = [{ "prefix" = "vpc-" }, { "prefix" = "subnet-" }, { "prefix" = "i-" }] } } } }] }, "account" = [{ "anything-but" = concat(["000000000000"], keys(var.cloud_accounts)) }] }))}."
    }
  }

  depends_on = [aws_cloudwatch_event_target.hub_cloudtrail_of_account_queue, aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_event_rule" "hub_cloudtrail_of_account" {
  for_each = (var.create_hub && contains(var.sync_mechanisms, "cloudtrail")) ? var.cloud_accounts : {}

  description    = "API calls that change VPCs, subnets and instances in account ${each.key}, for MechCloud"
  event_bus_name = one(aws_cloudwatch_event_bus.hub[*].name)
  event_pattern  = "{\"source\":[\"aws.ec2\"],\"detail-type\":[\"AWS API Call via CloudTrail\"],\"detail\":{\"eventSource\":[\"ec2.amazonaws.com\"],\"errorCode\":[{\"exists\":false}],\"$or\":[{\"eventName\":[\"CreateVpc\",\"CreateDefaultVpc\",\"DeleteVpc\",\"CreateSubnet\",\"CreateDefaultSubnet\",\"DeleteSubnet\",\"RunInstances\",\"TerminateInstances\"]},{\"eventName\":[\"CreateTags\",\"DeleteTags\"],\"requestParameters\":{\"resourcesSet\":{\"items\":{\"resourceId\":[{\"prefix\":\"vpc-\"},{\"prefix\":\"subnet-\"},{\"prefix\":\"i-\"}]}}}}]},\"account\":[\"${each.key}\"]}"
  name           = "${var.name_prefix}mc-cloudtrail-events-${each.key}"
  tags           = var.tags

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_event_rule" "hub_instance_state_change" {
  count = var.create_hub ? 1 : 0

  description    = "State changes of EC2 instances in other regions and accounts, for MechCloud"
  event_bus_name = one(aws_cloudwatch_event_bus.hub[*].name)
  event_pattern  = jsonencode({ "source" = ["aws.ec2"], "detail-type" = ["EC2 Instance State-change Notification"], "account" = [{ "anything-but" = concat(["000000000000"], keys(var.cloud_accounts)) }] })
  name           = "${var.name_prefix}mc-instance-state-change-events-hub"
  tags           = var.tags

  lifecycle {
    precondition {
      condition     = (length(jsonencode({ "source" = ["aws.ec2"], "detail-type" = ["EC2 Instance State-change Notification"], "account" = [{ "anything-but" = concat(["000000000000"], keys(var.cloud_accounts)) }] })) <= 2048)
      error_message = "The event pattern of the rule ${var.name_prefix}mc-instance-state-change-events-hub must be at most 2048 characters of JSON, not ${length(jsonencode({ "source" = ["aws.ec2"], "detail-type" = ["EC2 Instance State-change Notification"], "account" = [{ "anything-but" = concat(["000000000000"], keys(var.cloud_accounts)) }] }))}."
    }
  }

  depends_on = [
    aws_cloudwatch_event_target.hub_instance_state_change_of_account_queue,
    aws_iam_role.forwarder_role,
  ]
}

resource "aws_cloudwatch_event_rule" "hub_instance_state_change_of_account" {
  for_each = var.create_hub ? var.cloud_accounts : {}

  description    = "State changes of EC2 instances in account ${each.key}, for MechCloud"
  event_bus_name = one(aws_cloudwatch_event_bus.hub[*].name)
  event_pattern  = "{\"source\":[\"aws.ec2\"],\"detail-type\":[\"EC2 Instance State-change Notification\"],\"account\":[\"${each.key}\"]}"
  name           = "${var.name_prefix}mc-instance-state-change-events-${each.key}"
  tags           = var.tags

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_event_rule" "hub_tag_change" {
  count = (var.create_hub && contains(var.sync_mechanisms, "tags")) ? 1 : 0

  description    = "Changes of the tag Mc-Asset-Name on VPCs, subnets and instances in other regions and accounts, for MechCloud"
  event_bus_name = one(aws_cloudwatch_event_bus.hub[*].name)
  event_pattern  = jsonencode({ "source" = ["aws.tag"], "detail-type" = ["Tag Change on Resource"], "detail" = { "service" = ["ec2"], "resource-type" = ["vpc", "subnet", "instance"], "changed-tag-keys" = ["Mc-Asset-Name"] }, "account" = [{ "anything-but" = concat(["000000000000"], keys(var.cloud_accounts)) }] })
  name           = "${var.name_prefix}mc-tag-change-events-hub"
  tags           = var.tags

  lifecycle {
    precondition {
      condition     = (length(jsonencode({ "source" = ["aws.tag"], "detail-type" = ["Tag Change on Resource"], "detail" = { "service" = ["ec2"], "resource-type" = ["vpc", "subnet", "instance"], "changed-tag-keys" = ["Mc-Asset-Name"] }, "account" = [{ "anything-but" = concat(["000000000000"], keys(var.cloud_accounts)) }] })) <= 2048)
      error_message = "The event pattern of the rule ${var.name_prefix}mc-tag-change-events-hub must be at most 2048 characters of JSON, not ${length(jsonencode({ "source" = ["aws.tag"], "detail-type" = ["Tag Change on Resource"], "detail" = { "service" = ["ec2"], "resource-type" = ["vpc", "subnet", "instance"], "changed-tag-keys" = ["Mc-Asset-Name"] }, "account" = [{ "anything-but" = concat(["000000000000"], keys(var.cloud_accounts)) }] }))}."
    }
  }

  depends_on = [aws_cloudwatch_event_target.hub_tag_change_of_account_queue, aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_event_rule" "hub_tag_change_of_account" {
  for_each = (var.create_hub && contains(var.sync_mechanisms, "tags")) ? var.cloud_accounts : {}

  description    = "Changes of the tag Mc-Asset-Name on VPCs, subnets and instances in account ${each.key}, for MechCloud"
  event_bus_name = one(aws_cloudwatch_event_bus.hub[*].name)
  event_pattern  = "{\"source\":[\"aws.tag\"],\"detail-type\":[\"Tag Change on Resource\"],\"detail\":{\"service\":[\"ec2\"],\"resource-type\":[\"vpc\",\"subnet\",\"instance\"],\"changed-tag-keys\":[\"Mc-Asset-Name\"]},\"account\":[\"${each.key}\"]}"
  name           = "${var.name_prefix}mc-tag-change-events-${each.key}"
  tags           = var.tags

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_event_rule" "instance_state_change" {
  description    = "State changes of EC2 instances, for MechCloud"
  event_bus_name = "default"
  event_pattern  = "{\"source\":[\"aws.ec2\"],\"detail-type\":[\"EC2 Instance State-change Notification\"]}"
  name           = "${var.name_prefix}mc-instance-state-change-events"
  tags           = var.tags

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_event_rule" "tag_change" {
  count = contains(var.sync_mechanisms, "tags") ? 1 : 0

  description    = "Changes of the tag Mc-Asset-Name on VPCs, subnets and instances, for MechCloud"
  event_bus_name = "default"
  event_pattern  = "{\"source\":[\"aws.tag\"],\"detail-type\":[\"Tag Change on Resource\"],\"detail\":{\"service\":[\"ec2\"],\"resource-type\":[\"vpc\",\"subnet\",\"instance\"],\"changed-tag-keys\":[\"Mc-Asset-Name\"]}}"
  name           = "${var.name_prefix}mc-tag-change-events"
  tags           = var.tags

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_event_target" "cloudtrail_queue" {
  count = contains(var.sync_mechanisms, "cloudtrail") ? 1 : 0

  arn            = aws_sqs_queue.management_events.arn
  event_bus_name = "default"
  rule           = one(aws_cloudwatch_event_rule.cloudtrail[*].name)

  dead_letter_config {
    arn = aws_sqs_queue.rule_dlq.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  sqs_target {
    message_group_id = one(aws_cloudwatch_event_rule.cloudtrail[*].name)
  }

  depends_on = [aws_sqs_queue_policy.rule_dlq_access, aws_sqs_queue_policy.management_events_access]
}

resource "aws_cloudwatch_event_target" "hub_cloudtrail_of_account_queue" {
  for_each = (var.create_hub && contains(var.sync_mechanisms, "cloudtrail")) ? var.cloud_accounts : {}

  arn            = aws_sqs_queue.management_events.arn
  event_bus_name = one(aws_cloudwatch_event_bus.hub[*].name)
  rule           = aws_cloudwatch_event_rule.hub_cloudtrail_of_account[each.key].name

  dead_letter_config {
    arn = aws_sqs_queue.rule_dlq.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  sqs_target {
    message_group_id = aws_cloudwatch_event_rule.hub_cloudtrail_of_account[each.key].name
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [
    aws_sqs_queue_policy.rule_dlq_access,
    aws_sqs_queue_policy.management_events_access,
    aws_lambda_function.forwarder,
  ]
}

resource "aws_cloudwatch_event_target" "hub_cloudtrail_queue" {
  count = (var.create_hub && contains(var.sync_mechanisms, "cloudtrail")) ? 1 : 0

  arn            = aws_sqs_queue.management_events.arn
  event_bus_name = one(aws_cloudwatch_event_bus.hub[*].name)
  rule           = one(aws_cloudwatch_event_rule.hub_cloudtrail[*].name)

  dead_letter_config {
    arn = aws_sqs_queue.rule_dlq.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  sqs_target {
    message_group_id = one(aws_cloudwatch_event_rule.hub_cloudtrail[*].name)
  }

  depends_on = [
    aws_sqs_queue_policy.rule_dlq_access,
    aws_sqs_queue_policy.management_events_access,
    aws_lambda_function.forwarder,
  ]
}

resource "aws_cloudwatch_event_target" "hub_instance_state_change_of_account_queue" {
  for_each = var.create_hub ? var.cloud_accounts : {}

  arn            = aws_sqs_queue.management_events.arn
  event_bus_name = one(aws_cloudwatch_event_bus.hub[*].name)
  rule           = aws_cloudwatch_event_rule.hub_instance_state_change_of_account[each.key].name

  dead_letter_config {
    arn = aws_sqs_queue.rule_dlq.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  sqs_target {
    message_group_id = aws_cloudwatch_event_rule.hub_instance_state_change_of_account[each.key].name
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [
    aws_sqs_queue_policy.rule_dlq_access,
    aws_sqs_queue_policy.management_events_access,
    aws_lambda_function.forwarder,
  ]
}

resource "aws_cloudwatch_event_target" "hub_instance_state_change_queue" {
  count = var.create_hub ? 1 : 0

  arn            = aws_sqs_queue.management_events.arn
  event_bus_name = one(aws_cloudwatch_event_bus.hub[*].name)
  rule           = one(aws_cloudwatch_event_rule.hub_instance_state_change[*].name)

  dead_letter_config {
    arn = aws_sqs_queue.rule_dlq.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  sqs_target {
    message_group_id = one(aws_cloudwatch_event_rule.hub_instance_state_change[*].name)
  }

  depends_on = [
    aws_sqs_queue_policy.rule_dlq_access,
    aws_sqs_queue_policy.management_events_access,
    aws_lambda_function.forwarder,
  ]
}

resource "aws_cloudwatch_event_target" "hub_tag_change_of_account_queue" {
  for_each = (var.create_hub && contains(var.sync_mechanisms, "tags")) ? var.cloud_accounts : {}

  arn            = aws_sqs_queue.management_events.arn
  event_bus_name = one(aws_cloudwatch_event_bus.hub[*].name)
  rule           = aws_cloudwatch_event_rule.hub_tag_change_of_account[each.key].name

  dead_letter_config {
    arn = aws_sqs_queue.rule_dlq.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  sqs_target {
    message_group_id = aws_cloudwatch_event_rule.hub_tag_change_of_account[each.key].name
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [
    aws_sqs_queue_policy.rule_dlq_access,
    aws_sqs_queue_policy.management_events_access,
    aws_lambda_function.forwarder,
  ]
}

resource "aws_cloudwatch_event_target" "hub_tag_change_queue" {
  count = (var.create_hub && contains(var.sync_mechanisms, "tags")) ? 1 : 0

  arn            = aws_sqs_queue.management_events.arn
  event_bus_name = one(aws_cloudwatch_event_bus.hub[*].name)
  rule           = one(aws_cloudwatch_event_rule.hub_tag_change[*].name)

  dead_letter_config {
    arn = aws_sqs_queue.rule_dlq.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  sqs_target {
    message_group_id = one(aws_cloudwatch_event_rule.hub_tag_change[*].name)
  }

  depends_on = [
    aws_sqs_queue_policy.rule_dlq_access,
    aws_sqs_queue_policy.management_events_access,
    aws_lambda_function.forwarder,
  ]
}

resource "aws_cloudwatch_event_target" "instance_state_change_queue" {
  arn            = aws_sqs_queue.management_events.arn
  event_bus_name = "default"
  rule           = aws_cloudwatch_event_rule.instance_state_change.name

  dead_letter_config {
    arn = aws_sqs_queue.rule_dlq.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  sqs_target {
    message_group_id = aws_cloudwatch_event_rule.instance_state_change.name
  }

  depends_on = [aws_sqs_queue_policy.rule_dlq_access, aws_sqs_queue_policy.management_events_access]
}

resource "aws_cloudwatch_event_target" "tag_change_queue" {
  count = contains(var.sync_mechanisms, "tags") ? 1 : 0

  arn            = aws_sqs_queue.management_events.arn
  event_bus_name = "default"
  rule           = one(aws_cloudwatch_event_rule.tag_change[*].name)

  dead_letter_config {
    arn = aws_sqs_queue.rule_dlq.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  sqs_target {
    message_group_id = one(aws_cloudwatch_event_rule.tag_change[*].name)
  }

  depends_on = [aws_sqs_queue_policy.rule_dlq_access, aws_sqs_queue_policy.management_events_access]
}

resource "aws_cloudwatch_log_group" "forwarder_log_group" {
  kms_key_id        = var.kms_key_arn
  name              = "/aws/lambda/${var.name_prefix}push-mgmt-events-to-mechcloud"
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

resource "aws_cloudwatch_metric_alarm" "alarm_channel_down" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "MechCloud has accepted no events for 20 minutes; the queue keeps them. Runbook: ${var.runbook_url}#channel-down"
  alarm_name          = "${aws_lambda_function.forwarder.function_name}-channel-down"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    service = aws_lambda_function.forwarder.function_name
  }
  evaluation_periods = 1
  metric_name        = "ChannelDownSeconds"
  namespace          = "AwsEventRelay"
  ok_actions         = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  period             = 60
  statistic          = "Maximum"
  tags               = var.tags
  threshold          = 1200
  treat_missing_data = (var.on_failure == "pause") ? "ignore" : "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_cloudtrail_failed_invocations" {
  count = (var.alarms.enabled && contains(var.sync_mechanisms, "cloudtrail")) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}mc-cloudtrail-events-failed-invocations"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    RuleName = one(aws_cloudwatch_event_rule.cloudtrail[*].name)
  }
  evaluation_periods = 1
  metric_name        = "FailedInvocations"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_cloudtrail_lost" {
  count = (var.alarms.enabled && contains(var.sync_mechanisms, "cloudtrail")) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}mc-cloudtrail-events-lost"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    RuleName = one(aws_cloudwatch_event_rule.cloudtrail[*].name)
  }
  evaluation_periods = 1
  metric_name        = "InvocationsFailedToBeSentToDlq"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_dlq_depth" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events lie in the dead-letter queue. Runbook: ${var.runbook_url}#dead-letter-queue"
  alarm_name          = "${aws_sqs_queue.management_events_dlq.name}-depth"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    QueueName = aws_sqs_queue.management_events_dlq.name
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

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_forwarder_errors" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "The function fails as a whole. Runbook: ${var.runbook_url}#function-errors"
  alarm_name          = "${aws_lambda_function.forwarder.function_name}-errors"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    FunctionName = aws_lambda_function.forwarder.function_name
  }
  evaluation_periods = 1
  metric_name        = "Errors"
  namespace          = "AWS/Lambda"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_forwarder_near_timeout" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "An invocation nearly took all of its time. Runbook: ${var.runbook_url}#function-near-time-out"
  alarm_name          = "${aws_lambda_function.forwarder.function_name}-near-timeout"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    FunctionName = aws_lambda_function.forwarder.function_name
  }
  evaluation_periods = 1
  metric_name        = "Duration"
  namespace          = "AWS/Lambda"
  period             = 60
  statistic          = "Maximum"
  tags               = var.tags
  threshold          = min((900 * var.function_timeout), ((1000 * var.function_timeout) - 4000))
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_forwarder_throttles" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Lambda has no room for the function. Runbook: ${var.runbook_url}#function-throttles"
  alarm_name          = "${aws_lambda_function.forwarder.function_name}-throttles"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  datapoints_to_alarm = 3
  dimensions = {
    FunctionName = aws_lambda_function.forwarder.function_name
  }
  evaluation_periods = 5
  metric_name        = "Throttles"
  namespace          = "AWS/Lambda"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_hub_cloudtrail_failed_invocations" {
  count = (var.alarms.enabled && (var.create_hub && contains(var.sync_mechanisms, "cloudtrail"))) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}mc-cloudtrail-events-hub-failed-invocations"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = one(aws_cloudwatch_event_bus.hub[*].name)
    RuleName     = one(aws_cloudwatch_event_rule.hub_cloudtrail[*].name)
  }
  evaluation_periods = 1
  metric_name        = "FailedInvocations"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_hub_cloudtrail_lost" {
  count = (var.alarms.enabled && (var.create_hub && contains(var.sync_mechanisms, "cloudtrail"))) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}mc-cloudtrail-events-hub-lost"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = one(aws_cloudwatch_event_bus.hub[*].name)
    RuleName     = one(aws_cloudwatch_event_rule.hub_cloudtrail[*].name)
  }
  evaluation_periods = 1
  metric_name        = "InvocationsFailedToBeSentToDlq"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_hub_cloudtrail_of_account_failed_invocations" {
  for_each = var.alarms.enabled ? (var.create_hub && contains(var.sync_mechanisms, "cloudtrail")) ? var.cloud_accounts : {} : {}

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}mc-cloudtrail-events-${each.key}-failed-invocations"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = one(aws_cloudwatch_event_bus.hub[*].name)
    RuleName     = aws_cloudwatch_event_rule.hub_cloudtrail_of_account[each.key].name
  }
  evaluation_periods = 1
  metric_name        = "FailedInvocations"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_hub_cloudtrail_of_account_lost" {
  for_each = var.alarms.enabled ? (var.create_hub && contains(var.sync_mechanisms, "cloudtrail")) ? var.cloud_accounts : {} : {}

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}mc-cloudtrail-events-${each.key}-lost"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = one(aws_cloudwatch_event_bus.hub[*].name)
    RuleName     = aws_cloudwatch_event_rule.hub_cloudtrail_of_account[each.key].name
  }
  evaluation_periods = 1
  metric_name        = "InvocationsFailedToBeSentToDlq"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_hub_instance_state_change_failed_invocations" {
  count = (var.alarms.enabled && var.create_hub) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}mc-instance-state-change-events-hub-failed-invocations"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = one(aws_cloudwatch_event_bus.hub[*].name)
    RuleName     = one(aws_cloudwatch_event_rule.hub_instance_state_change[*].name)
  }
  evaluation_periods = 1
  metric_name        = "FailedInvocations"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_hub_instance_state_change_lost" {
  count = (var.alarms.enabled && var.create_hub) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}mc-instance-state-change-events-hub-lost"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = one(aws_cloudwatch_event_bus.hub[*].name)
    RuleName     = one(aws_cloudwatch_event_rule.hub_instance_state_change[*].name)
  }
  evaluation_periods = 1
  metric_name        = "InvocationsFailedToBeSentToDlq"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_hub_instance_state_change_of_account_failed_invocations" {
  for_each = var.alarms.enabled ? var.create_hub ? var.cloud_accounts : {} : {}

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}mc-instance-state-change-events-${each.key}-failed-invocations"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = one(aws_cloudwatch_event_bus.hub[*].name)
    RuleName     = aws_cloudwatch_event_rule.hub_instance_state_change_of_account[each.key].name
  }
  evaluation_periods = 1
  metric_name        = "FailedInvocations"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_hub_instance_state_change_of_account_lost" {
  for_each = var.alarms.enabled ? var.create_hub ? var.cloud_accounts : {} : {}

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}mc-instance-state-change-events-${each.key}-lost"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = one(aws_cloudwatch_event_bus.hub[*].name)
    RuleName     = aws_cloudwatch_event_rule.hub_instance_state_change_of_account[each.key].name
  }
  evaluation_periods = 1
  metric_name        = "InvocationsFailedToBeSentToDlq"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_hub_tag_change_failed_invocations" {
  count = (var.alarms.enabled && (var.create_hub && contains(var.sync_mechanisms, "tags"))) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}mc-tag-change-events-hub-failed-invocations"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = one(aws_cloudwatch_event_bus.hub[*].name)
    RuleName     = one(aws_cloudwatch_event_rule.hub_tag_change[*].name)
  }
  evaluation_periods = 1
  metric_name        = "FailedInvocations"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_hub_tag_change_lost" {
  count = (var.alarms.enabled && (var.create_hub && contains(var.sync_mechanisms, "tags"))) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}mc-tag-change-events-hub-lost"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = one(aws_cloudwatch_event_bus.hub[*].name)
    RuleName     = one(aws_cloudwatch_event_rule.hub_tag_change[*].name)
  }
  evaluation_periods = 1
  metric_name        = "InvocationsFailedToBeSentToDlq"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_hub_tag_change_of_account_failed_invocations" {
  for_each = var.alarms.enabled ? (var.create_hub && contains(var.sync_mechanisms, "tags")) ? var.cloud_accounts : {} : {}

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}mc-tag-change-events-${each.key}-failed-invocations"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = one(aws_cloudwatch_event_bus.hub[*].name)
    RuleName     = aws_cloudwatch_event_rule.hub_tag_change_of_account[each.key].name
  }
  evaluation_periods = 1
  metric_name        = "FailedInvocations"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_hub_tag_change_of_account_lost" {
  for_each = var.alarms.enabled ? (var.create_hub && contains(var.sync_mechanisms, "tags")) ? var.cloud_accounts : {} : {}

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}mc-tag-change-events-${each.key}-lost"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    EventBusName = one(aws_cloudwatch_event_bus.hub[*].name)
    RuleName     = aws_cloudwatch_event_rule.hub_tag_change_of_account[each.key].name
  }
  evaluation_periods = 1
  metric_name        = "InvocationsFailedToBeSentToDlq"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_instance_state_change_failed_invocations" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}mc-instance-state-change-events-failed-invocations"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    RuleName = aws_cloudwatch_event_rule.instance_state_change.name
  }
  evaluation_periods = 1
  metric_name        = "FailedInvocations"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_instance_state_change_lost" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}mc-instance-state-change-events-lost"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    RuleName = aws_cloudwatch_event_rule.instance_state_change.name
  }
  evaluation_periods = 1
  metric_name        = "InvocationsFailedToBeSentToDlq"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_move_failed" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events that MechCloud does not accept could not be set aside, and hold up others. Runbook: ${var.runbook_url}#move-failed"
  alarm_name          = "${aws_lambda_function.forwarder.function_name}-move-failed"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  datapoints_to_alarm = 3
  dimensions = {
    service = aws_lambda_function.forwarder.function_name
  }
  evaluation_periods = 5
  metric_name        = "MoveFailed"
  namespace          = "AwsEventRelay"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_pause_failed" {
  count = (var.alarms.enabled && (var.on_failure == "pause")) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "The relay could not pause itself, or could not end its pause. Runbook: ${var.runbook_url}#pause-failed"
  alarm_name          = "${aws_lambda_function.forwarder.function_name}-pause-failed"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    service = aws_lambda_function.forwarder.function_name
  }
  evaluation_periods = 1
  metric_name        = "PauseFailed"
  namespace          = "AwsEventRelay"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_queue_waiting" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events wait, and none has been delivered for 20 minutes. Runbook: ${var.runbook_url}#events-wait"
  alarm_name          = "${aws_sqs_queue.management_events.name}-waiting"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  evaluation_periods  = 20
  ok_actions          = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  tags                = var.tags
  threshold           = 1
  treat_missing_data  = "ignore"

  metric_query {
    expression  = "IF(visible + FILL(received, 0) > 0 AND FILL(deleted, 0) == 0, 1, 0)"
    id          = "result"
    return_data = true
  }

  metric_query {
    id = "visible"

    metric {
      dimensions = {
        QueueName = aws_sqs_queue.management_events.name
      }
      metric_name = "ApproximateNumberOfMessagesVisible"
      namespace   = "AWS/SQS"
      period      = 60
      stat        = "Maximum"
    }
  }

  metric_query {
    id = "received"

    metric {
      dimensions = {
        QueueName = aws_sqs_queue.management_events.name
      }
      metric_name = "ApproximateNumberOfMessagesNotVisible"
      namespace   = "AWS/SQS"
      period      = 60
      stat        = "Maximum"
    }
  }

  metric_query {
    id = "deleted"

    metric {
      dimensions = {
        QueueName = aws_sqs_queue.management_events.name
      }
      metric_name = "NumberOfMessagesDeleted"
      namespace   = "AWS/SQS"
      period      = 60
      stat        = "Sum"
    }
  }

  depends_on = [aws_iam_role.forwarder_role]
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

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_tag_change_failed_invocations" {
  count = (var.alarms.enabled && contains(var.sync_mechanisms, "tags")) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}mc-tag-change-events-failed-invocations"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    RuleName = one(aws_cloudwatch_event_rule.tag_change[*].name)
  }
  evaluation_periods = 1
  metric_name        = "FailedInvocations"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_tag_change_lost" {
  count = (var.alarms.enabled && contains(var.sync_mechanisms, "tags")) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}mc-tag-change-events-lost"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    RuleName = one(aws_cloudwatch_event_rule.tag_change[*].name)
  }
  evaluation_periods = 1
  metric_name        = "InvocationsFailedToBeSentToDlq"
  namespace          = "AWS/Events"
  period             = 60
  statistic          = "Sum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_token_expires" {
  count = (var.alarms.enabled && (var.token_warning_hours >= 1)) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "The access token expires soon. Runbook: ${var.runbook_url}#token-expires"
  alarm_name          = "${aws_lambda_function.forwarder.function_name}-token-expires"
  comparison_operator = "LessThanThreshold"
  dimensions = {
    service = aws_lambda_function.forwarder.function_name
  }
  evaluation_periods = 1
  metric_name        = "TokenSecondsLeft"
  namespace          = "AwsEventRelay"
  ok_actions         = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  period             = 60
  statistic          = "Minimum"
  tags               = var.tags
  threshold          = (3600 * var.token_warning_hours)
  treat_missing_data = "ignore"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_token_unusable" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "MechCloud refuses the access token, or it cannot be read; the queue keeps the events. Runbook: ${var.runbook_url}#token-unusable"
  alarm_name          = "${aws_lambda_function.forwarder.function_name}-token-unusable"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    service = aws_lambda_function.forwarder.function_name
  }
  evaluation_periods = 1
  metric_name        = "TokenUnusable"
  namespace          = "AwsEventRelay"
  ok_actions         = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  period             = 60
  statistic          = "Maximum"
  tags               = var.tags
  threshold          = 1
  treat_missing_data = (var.on_failure == "pause") ? "ignore" : "notBreaching"

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_iam_role" "forwarder_role" {
  assume_role_policy   = data.aws_iam_policy_document.forwarder_trust.json
  name                 = "${var.name_prefix}push-mgmt-events-to-mechcloud-${data.aws_region.current.id}"
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  depends_on = [aws_cloudwatch_log_group.forwarder_log_group]
}

resource "aws_iam_role" "forwarder_wake_up_role" {
  count = (var.on_failure == "pause") ? 1 : 0

  assume_role_policy   = one(data.aws_iam_policy_document.forwarder_wake_up_trust[*].json)
  name                 = "${var.name_prefix}push-mgmt-events-to-mechcloud-run-${data.aws_region.current.id}"
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_iam_role_policy" "forwarder_pause_policy" {
  count = (var.on_failure == "pause") ? 1 : 0

  name   = "pause"
  policy = one(data.aws_iam_policy_document.forwarder_pause[*].json)
  role   = aws_iam_role.forwarder_role.id
}

resource "aws_iam_role_policy" "forwarder_role_policy" {
  name   = "forwarder"
  policy = data.aws_iam_policy_document.forwarder_permissions.json
  role   = aws_iam_role.forwarder_role.id
}

resource "aws_iam_role_policy" "forwarder_wake_up_role_policy" {
  count = (var.on_failure == "pause") ? 1 : 0

  name   = "wake-up"
  policy = one(data.aws_iam_policy_document.forwarder_wake_up_permissions[*].json)
  role   = one(aws_iam_role.forwarder_wake_up_role[*].id)
}

resource "aws_lambda_event_source_mapping" "forwarder_event_source_mapping" {
  batch_size              = var.batch_size
  enabled                 = true
  event_source_arn        = aws_sqs_queue.management_events.arn
  function_name           = aws_lambda_function.forwarder.arn
  function_response_types = ["ReportBatchItemFailures"]
  tags                    = (data.aws_partition.current.partition == "aws") ? var.tags : null

  lifecycle {
    ignore_changes = [enabled]
  }

  depends_on = [aws_iam_role_policy.forwarder_role_policy]
}

resource "aws_lambda_function" "forwarder" {
  architectures    = [var.architecture]
  description      = "Posts management events to MechCloud, in order"
  filename         = (var.forwarder_package.filename == null) ? join("/", [path.module, "push-mgmt-events-to-mechcloud.zip"]) : var.forwarder_package.filename
  function_name    = "${var.name_prefix}push-mgmt-events-to-mechcloud"
  handler          = var.forwarder_package.handler
  kms_key_arn      = var.kms_key_arn
  layers           = var.forwarder_package.layers
  memory_size      = var.function_memory_size
  role             = aws_iam_role.forwarder_role.arn
  runtime          = var.runtime
  source_code_hash = filebase64sha256((var.forwarder_package.filename == null) ? join("/", [path.module, "push-mgmt-events-to-mechcloud.zip"]) : var.forwarder_package.filename)
  tags             = var.tags
  timeout          = var.function_timeout

  environment {
    variables = {
      ACCESS_TOKEN_SECRET_ARN        = try(coalesce(var.access_token_secret_arn, one(aws_secretsmanager_secret.access_token[*].arn)), "")
      CLOUD_ACCOUNTS                 = jsonencode(var.cloud_accounts)
      CLOUD_ACCOUNT_ID               = var.cloud_account_id
      DEAD_LETTER_QUEUE_URL          = aws_sqs_queue.management_events_dlq.url
      EVENT_SOURCE_MAPPING_PARAMETER = "/event-relay/${var.name_prefix}push-mgmt-events-to-mechcloud/event-source-mapping"
      MECHCLOUD_ENDPOINT_URL         = var.endpoint_url
      ON_FAILURE                     = var.on_failure
      PAYLOAD                        = var.payload
      QUEUE_URL                      = aws_sqs_queue.management_events.url
      RELAY_VERSION                  = "0.1.0"
      SCHEDULE_GROUP                 = "${var.name_prefix}push-mgmt-events-to-mechcloud"
      SCHEDULE_ROLE_ARN              = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/${var.name_prefix}push-mgmt-events-to-mechcloud-run-${data.aws_region.current.id}"
      TEAM_ID                        = var.team_id
    }
  }

  tracing_config {
    mode = var.tracing ? "Active" : "PassThrough"
  }

  lifecycle {
    precondition {
      condition     = !(var.tracing && (data.aws_partition.current.partition == "aws-cn"))
      error_message = "tracing must be false in the partition aws-cn, where AWS X-Ray traces no functions."
    }
  }

  depends_on = [aws_cloudwatch_log_group.forwarder_log_group]
}

resource "aws_lambda_permission" "token_renewal_permission" {
  count = (var.token_renewal_function_arn != null) ? 1 : 0

  action        = "lambda:InvokeFunction"
  function_name = var.token_renewal_function_arn
  principal     = "secretsmanager.amazonaws.com"
  source_arn    = try(coalesce(var.access_token_secret_arn, one(aws_secretsmanager_secret.access_token[*].arn)), "")

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_s3_bucket" "trail_bucket" {
  count = (contains(var.sync_mechanisms, "cloudtrail") && var.create_trail) ? 1 : 0

  bucket        = "${var.name_prefix}mechcloud-trail-${data.aws_caller_identity.current.account_id}-${data.aws_region.current.id}"
  force_destroy = true
  tags          = var.tags

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_s3_bucket_lifecycle_configuration" "trail_bucket_lifecycle" {
  count = (contains(var.sync_mechanisms, "cloudtrail") && var.create_trail) ? 1 : 0

  bucket = one(aws_s3_bucket.trail_bucket[*].id)

  rule {
    id     = "expire"
    status = "Enabled"

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }

    expiration {
      days = var.trail_log_retention_days
    }

    filter {
      prefix = ""
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.trail_bucket_versioning]
}

resource "aws_s3_bucket_policy" "trail_bucket_access" {
  count = (contains(var.sync_mechanisms, "cloudtrail") && var.create_trail) ? 1 : 0

  bucket = one(aws_s3_bucket.trail_bucket[*].id)
  policy = one(data.aws_iam_policy_document.trail_bucket_policy[*].json)

  depends_on = [aws_s3_bucket_public_access_block.trail_bucket_public_access_block]
}

resource "aws_s3_bucket_public_access_block" "trail_bucket_public_access_block" {
  count = (contains(var.sync_mechanisms, "cloudtrail") && var.create_trail) ? 1 : 0

  block_public_acls       = true
  block_public_policy     = true
  bucket                  = one(aws_s3_bucket.trail_bucket[*].id)
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "trail_bucket_encryption" {
  count = (contains(var.sync_mechanisms, "cloudtrail") && var.create_trail) ? 1 : 0

  bucket = one(aws_s3_bucket.trail_bucket[*].id)

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      kms_master_key_id = var.kms_key_arn
      sse_algorithm     = (var.kms_key_arn == null) ? "AES256" : "aws:kms"
    }
  }
}

resource "aws_s3_bucket_versioning" "trail_bucket_versioning" {
  count = (contains(var.sync_mechanisms, "cloudtrail") && var.create_trail) ? 1 : 0

  bucket = one(aws_s3_bucket.trail_bucket[*].id)

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_scheduler_schedule_group" "forwarder_wake_up_schedules" {
  count = (var.on_failure == "pause") ? 1 : 0

  name = "${var.name_prefix}push-mgmt-events-to-mechcloud"
  tags = var.tags

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_secretsmanager_secret" "access_token" {
  count = coalesce(var.create_access_token_secret, (var.access_token_secret_arn == null)) ? 1 : 0

  description             = "MechCloud's access token, as https://portal-api.mechcloud.io/oauth2/auth1 shows it"
  kms_key_id              = var.kms_key_arn
  name                    = "${var.name_prefix}mechcloud-access-token"
  recovery_window_in_days = 0
  tags                    = var.tags

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_secretsmanager_secret_rotation" "token_renewal" {
  count = (var.token_renewal_function_arn != null) ? 1 : 0

  rotation_lambda_arn = var.token_renewal_function_arn
  secret_id           = try(coalesce(var.access_token_secret_arn, one(aws_secretsmanager_secret.access_token[*].arn)), "")

  rotation_rules {
    schedule_expression = "rate(4 hours)"
  }

  depends_on = [aws_lambda_permission.token_renewal_permission]
}

resource "aws_sns_topic" "alarms" {
  count = var.alarms.enabled && coalesce(var.alarms.create_topic, var.alarms.topic_arn == null) ? 1 : 0

  kms_master_key_id = var.kms_key_arn
  name              = "${var.name_prefix}mechcloud-alarms"
  tags              = var.tags

  depends_on = [aws_iam_role.forwarder_role]
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

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_sqs_queue" "management_events" {
  content_based_deduplication = true
  deduplication_scope         = "messageGroup"
  fifo_queue                  = true
  fifo_throughput_limit       = "perMessageGroupId"
  kms_master_key_id           = var.kms_key_arn
  message_retention_seconds   = 1209600
  name                        = "${var.name_prefix}management-events.fifo"
  sqs_managed_sse_enabled     = (var.kms_key_arn == null) ? true : null
  tags                        = var.tags
  visibility_timeout_seconds  = (6 * var.function_timeout)

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_sqs_queue" "management_events_dlq" {
  content_based_deduplication = true
  deduplication_scope         = "messageGroup"
  fifo_queue                  = true
  fifo_throughput_limit       = "perMessageGroupId"
  kms_master_key_id           = var.kms_key_arn
  message_retention_seconds   = 1209600
  name                        = "${var.name_prefix}management-events-dlq.fifo"
  redrive_allow_policy        = jsonencode({ "redrivePermission" = "byQueue", "sourceQueueArns" = ["arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:${var.name_prefix}management-events.fifo"] })
  sqs_managed_sse_enabled     = (var.kms_key_arn == null) ? true : null
  tags                        = var.tags

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_sqs_queue" "rule_dlq" {
  kms_master_key_id         = var.kms_key_arn
  message_retention_seconds = 1209600
  name                      = "${var.name_prefix}management-events-rule-dlq"
  sqs_managed_sse_enabled   = (var.kms_key_arn == null) ? true : null
  tags                      = var.tags

  depends_on = [aws_iam_role.forwarder_role]
}

resource "aws_sqs_queue_policy" "management_events_access" {
  policy    = data.aws_iam_policy_document.management_events_policy.json
  queue_url = aws_sqs_queue.management_events.url
}

resource "aws_sqs_queue_policy" "management_events_dlq_access" {
  policy    = data.aws_iam_policy_document.management_events_dlq_policy.json
  queue_url = aws_sqs_queue.management_events_dlq.url
}

resource "aws_sqs_queue_policy" "rule_dlq_access" {
  policy    = data.aws_iam_policy_document.rule_dlq_policy.json
  queue_url = aws_sqs_queue.rule_dlq.url
}

resource "aws_sqs_queue_redrive_policy" "management_events_redrive" {
  queue_url      = aws_sqs_queue.management_events.url
  redrive_policy = jsonencode({ "deadLetterTargetArn" = aws_sqs_queue.management_events_dlq.arn, "maxReceiveCount" = coalesce(var.max_receive_count, (var.on_failure == "pause") ? 1000 : 10) })
}

resource "aws_ssm_parameter" "forwarder_event_source_mapping_parameter" {
  count = (var.on_failure == "pause") ? 1 : 0

  description = "UUID of the event source mapping that the function disables to pause"
  name        = "/event-relay/${var.name_prefix}push-mgmt-events-to-mechcloud/event-source-mapping"
  tags        = var.tags
  type        = "String"
  value       = aws_lambda_event_source_mapping.forwarder_event_source_mapping.uuid
}

# Generated from modules/mechcloud/module/spoke.ts: change it there and run npm run build.

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

data "aws_iam_policy_document" "deliver_permissions" {
  statement {
    sid       = "Deliver"
    actions   = ["events:PutEvents"]
    resources = [var.hub_bus_arn]
  }
}

data "aws_iam_policy_document" "deliver_trust" {
  statement {
    sid     = "AssumeByRules"
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
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-instance-state-change-events-spoke",
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-tag-change-events-spoke",
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-cloudtrail-events-spoke",
      ]
    }
  }
}

data "aws_iam_policy_document" "dlq_policy" {
  statement {
    sid       = "DenyInsecureTransport"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.dlq.arn]

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
    resources = [aws_sqs_queue.dlq.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-instance-state-change-events-spoke",
      ]
    }
  }

  statement {
    sid       = "AllowTagChange"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.dlq.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-tag-change-events-spoke",
      ]
    }
  }

  statement {
    sid       = "AllowCloudtrail"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.dlq.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values = [
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-cloudtrail-events-spoke",
      ]
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
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-instance-state-change-events-spoke",
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
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-tag-change-events-spoke",
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
        "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/${var.name_prefix}mc-cloudtrail-events-spoke",
      ]
    }
  }
}

data "aws_partition" "current" {}

data "aws_region" "current" {}

resource "aws_cloudwatch_event_rule" "cloudtrail" {
  count = contains(var.sync_mechanisms, "cloudtrail") ? 1 : 0

  description    = "API calls that change VPCs, subnets and instances, for MechCloud"
  event_bus_name = "default"
  event_pattern  = "{\"source\":[\"aws.ec2\"],\"detail-type\":[\"AWS API Call via CloudTrail\"],\"detail\":{\"eventSource\":[\"ec2.amazonaws.com\"],\"errorCode\":[{\"exists\":false}],\"$or\":[{\"eventName\":[\"CreateVpc\",\"CreateDefaultVpc\",\"DeleteVpc\",\"CreateSubnet\",\"CreateDefaultSubnet\",\"DeleteSubnet\",\"RunInstances\",\"TerminateInstances\"]},{\"eventName\":[\"CreateTags\",\"DeleteTags\"],\"requestParameters\":{\"resourcesSet\":{\"items\":{\"resourceId\":[{\"prefix\":\"vpc-\"},{\"prefix\":\"subnet-\"},{\"prefix\":\"i-\"}]}}}}]}}"
  name           = "${var.name_prefix}mc-cloudtrail-events-spoke"
  tags           = var.tags

  depends_on = [aws_iam_role.deliver_role]
}

resource "aws_cloudwatch_event_rule" "instance_state_change" {
  description    = "State changes of EC2 instances, for MechCloud"
  event_bus_name = "default"
  event_pattern  = "{\"source\":[\"aws.ec2\"],\"detail-type\":[\"EC2 Instance State-change Notification\"]}"
  name           = "${var.name_prefix}mc-instance-state-change-events-spoke"
  tags           = var.tags

  depends_on = [aws_iam_role.deliver_role]
}

resource "aws_cloudwatch_event_rule" "tag_change" {
  count = contains(var.sync_mechanisms, "tags") ? 1 : 0

  description    = "Changes of the tag Mc-Asset-Name on VPCs, subnets and instances, for MechCloud"
  event_bus_name = "default"
  event_pattern  = "{\"source\":[\"aws.tag\"],\"detail-type\":[\"Tag Change on Resource\"],\"detail\":{\"service\":[\"ec2\"],\"resource-type\":[\"vpc\",\"subnet\",\"instance\"],\"changed-tag-keys\":[\"Mc-Asset-Name\"]}}"
  name           = "${var.name_prefix}mc-tag-change-events-spoke"
  tags           = var.tags

  depends_on = [aws_iam_role.deliver_role]
}

resource "aws_cloudwatch_event_target" "cloudtrail_hub" {
  count = contains(var.sync_mechanisms, "cloudtrail") ? 1 : 0

  arn            = var.hub_bus_arn
  event_bus_name = "default"
  role_arn       = aws_iam_role.deliver_role.arn
  rule           = one(aws_cloudwatch_event_rule.cloudtrail[*].name)

  dead_letter_config {
    arn = aws_sqs_queue.dlq.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  depends_on = [aws_sqs_queue_policy.dlq_access, aws_iam_role_policy.deliver_role_policy]
}

resource "aws_cloudwatch_event_target" "instance_state_change_hub" {
  arn            = var.hub_bus_arn
  event_bus_name = "default"
  role_arn       = aws_iam_role.deliver_role.arn
  rule           = aws_cloudwatch_event_rule.instance_state_change.name

  dead_letter_config {
    arn = aws_sqs_queue.dlq.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  depends_on = [aws_sqs_queue_policy.dlq_access, aws_iam_role_policy.deliver_role_policy]
}

resource "aws_cloudwatch_event_target" "tag_change_hub" {
  count = contains(var.sync_mechanisms, "tags") ? 1 : 0

  arn            = var.hub_bus_arn
  event_bus_name = "default"
  role_arn       = aws_iam_role.deliver_role.arn
  rule           = one(aws_cloudwatch_event_rule.tag_change[*].name)

  dead_letter_config {
    arn = aws_sqs_queue.dlq.arn
  }

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  depends_on = [aws_sqs_queue_policy.dlq_access, aws_iam_role_policy.deliver_role_policy]
}

resource "aws_cloudwatch_metric_alarm" "alarm_cloudtrail_failed_invocations" {
  count = (var.alarms.enabled && contains(var.sync_mechanisms, "cloudtrail")) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}mc-cloudtrail-events-spoke-failed-invocations"
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

  depends_on = [aws_iam_role.deliver_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_cloudtrail_lost" {
  count = (var.alarms.enabled && contains(var.sync_mechanisms, "cloudtrail")) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}mc-cloudtrail-events-spoke-lost"
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

  depends_on = [aws_iam_role.deliver_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_dlq_depth" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events lie in the dead-letter queue. Runbook: ${var.runbook_url}#dead-letter-queue"
  alarm_name          = "${aws_sqs_queue.dlq.name}-depth"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  dimensions = {
    QueueName = aws_sqs_queue.dlq.name
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

  depends_on = [aws_iam_role.deliver_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_instance_state_change_failed_invocations" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}mc-instance-state-change-events-spoke-failed-invocations"
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

  depends_on = [aws_iam_role.deliver_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_instance_state_change_lost" {
  count = var.alarms.enabled ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}mc-instance-state-change-events-spoke-lost"
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

  depends_on = [aws_iam_role.deliver_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_tag_change_failed_invocations" {
  count = (var.alarms.enabled && contains(var.sync_mechanisms, "tags")) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "EventBridge could not deliver events to the rule's target. Runbook: ${var.runbook_url}#failed-invocations"
  alarm_name          = "${var.name_prefix}mc-tag-change-events-spoke-failed-invocations"
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

  depends_on = [aws_iam_role.deliver_role]
}

resource "aws_cloudwatch_metric_alarm" "alarm_tag_change_lost" {
  count = (var.alarms.enabled && contains(var.sync_mechanisms, "tags")) ? 1 : 0

  alarm_actions       = compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])
  alarm_description   = "Events reached neither the rule's target nor its dead-letter queue: they are lost. Runbook: ${var.runbook_url}#lost-events"
  alarm_name          = "${var.name_prefix}mc-tag-change-events-spoke-lost"
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

  depends_on = [aws_iam_role.deliver_role]
}

resource "aws_iam_role" "deliver_role" {
  assume_role_policy   = data.aws_iam_policy_document.deliver_trust.json
  name                 = "${var.name_prefix}mechcloud-spoke-${data.aws_region.current.id}"
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  lifecycle {
    precondition {
      condition     = !((element(split(":", var.hub_bus_arn), 3) == data.aws_region.current.id) && (element(split(":", var.hub_bus_arn), 4) == data.aws_caller_identity.current.account_id))
      error_message = "hub_bus_arn must be in another region or account than the spoke, not ${var.hub_bus_arn}: the relay there has the rules itself."
    }
  }
}

resource "aws_iam_role_policy" "deliver_role_policy" {
  name   = "deliver"
  policy = data.aws_iam_policy_document.deliver_permissions.json
  role   = aws_iam_role.deliver_role.id
}

resource "aws_sns_topic" "alarms" {
  count = var.alarms.enabled && coalesce(var.alarms.create_topic, var.alarms.topic_arn == null) ? 1 : 0

  kms_master_key_id = var.kms_key_arn
  name              = "${var.name_prefix}mechcloud-spoke-alarms"
  tags              = var.tags

  depends_on = [aws_iam_role.deliver_role]
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

  depends_on = [aws_iam_role.deliver_role]
}

resource "aws_sqs_queue" "dlq" {
  kms_master_key_id         = var.kms_key_arn
  message_retention_seconds = 1209600
  name                      = "${var.name_prefix}management-events-spoke-dlq"
  sqs_managed_sse_enabled   = (var.kms_key_arn == null) ? true : null
  tags                      = var.tags

  depends_on = [aws_iam_role.deliver_role]
}

resource "aws_sqs_queue_policy" "dlq_access" {
  policy    = data.aws_iam_policy_document.dlq_policy.json
  queue_url = aws_sqs_queue.dlq.url
}

# What is watched, and who is told.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  cloud_account_id = "acc-1"
}

run "a_topic_is_made" {
  assert {
    condition = length(concat(
      aws_cloudwatch_metric_alarm.alarm_dlq_depth,
      aws_cloudwatch_metric_alarm.alarm_rule_dlq_depth,
      aws_cloudwatch_metric_alarm.alarm_queue_waiting,
      aws_cloudwatch_metric_alarm.alarm_forwarder_errors,
      aws_cloudwatch_metric_alarm.alarm_forwarder_throttles,
      aws_cloudwatch_metric_alarm.alarm_forwarder_near_timeout,
      aws_cloudwatch_metric_alarm.alarm_paused,
      aws_cloudwatch_metric_alarm.alarm_pause_failed,
      aws_cloudwatch_metric_alarm.alarm_instance_state_change_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_instance_state_change_lost,
      aws_cloudwatch_metric_alarm.alarm_tag_change_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_tag_change_lost,
      aws_cloudwatch_metric_alarm.alarm_cloudtrail_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_cloudtrail_lost,
    )) == 12
    error_message = "Everything that is there is watched: queues, function, rules."
  }
  assert {
    condition     = aws_sns_topic.alarms[0].name == "mechcloud-alarms" && output.alarm_topic_arn == aws_sns_topic.alarms[0].arn
    error_message = "A topic is made, and is an output."
  }
  assert {
    condition = alltrue([for alarm in concat(
      aws_cloudwatch_metric_alarm.alarm_dlq_depth,
      aws_cloudwatch_metric_alarm.alarm_rule_dlq_depth,
      aws_cloudwatch_metric_alarm.alarm_queue_waiting,
      aws_cloudwatch_metric_alarm.alarm_forwarder_errors,
      aws_cloudwatch_metric_alarm.alarm_forwarder_throttles,
      aws_cloudwatch_metric_alarm.alarm_forwarder_near_timeout,
      aws_cloudwatch_metric_alarm.alarm_paused,
      aws_cloudwatch_metric_alarm.alarm_pause_failed,
      aws_cloudwatch_metric_alarm.alarm_instance_state_change_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_instance_state_change_lost,
      aws_cloudwatch_metric_alarm.alarm_tag_change_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_tag_change_lost,
      aws_cloudwatch_metric_alarm.alarm_cloudtrail_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_cloudtrail_lost,
    ) : toset(alarm.alarm_actions) == toset(["arn:aws:sns:ap-south-1:123456789012:made"]) && toset(alarm.ok_actions) == toset(["arn:aws:sns:ap-south-1:123456789012:made"])])
    error_message = "Every alarm tells the topic, when it goes off and when it is over."
  }
  assert {
    condition     = length(aws_sns_topic_policy.alarms_access) == 1 && length(aws_sns_topic_subscription.alarms_email) == 0
    error_message = "CloudWatch may publish, and nobody is subscribed."
  }
}

run "each_watches_its_own" {
  variables {
    function_timeout = 60
    sync_mechanisms  = ["tags", "cloudtrail"]
  }
  assert {
    condition = length(concat(
      aws_cloudwatch_metric_alarm.alarm_dlq_depth,
      aws_cloudwatch_metric_alarm.alarm_rule_dlq_depth,
      aws_cloudwatch_metric_alarm.alarm_queue_waiting,
      aws_cloudwatch_metric_alarm.alarm_forwarder_errors,
      aws_cloudwatch_metric_alarm.alarm_forwarder_throttles,
      aws_cloudwatch_metric_alarm.alarm_forwarder_near_timeout,
      aws_cloudwatch_metric_alarm.alarm_paused,
      aws_cloudwatch_metric_alarm.alarm_pause_failed,
      aws_cloudwatch_metric_alarm.alarm_instance_state_change_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_instance_state_change_lost,
      aws_cloudwatch_metric_alarm.alarm_tag_change_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_tag_change_lost,
      aws_cloudwatch_metric_alarm.alarm_cloudtrail_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_cloudtrail_lost,
    )) == 14
    error_message = "The rule of API calls is watched, too."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_dlq_depth[0].dimensions == tomap({ QueueName = "management-events-dlq.fifo" })
    error_message = "One alarm watches the FIFO dead-letter queue."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_rule_dlq_depth[0].dimensions == tomap({ QueueName = "management-events-rule-dlq" })
    error_message = "One alarm watches the rules' dead-letter queue."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_queue_waiting[0].evaluation_periods == 20
    error_message = "One alarm watches how long events wait."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_forwarder_errors[0].dimensions == tomap({ FunctionName = "push-mgmt-events-to-mechcloud" })
    error_message = "One alarm watches the function."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_forwarder_near_timeout[0].threshold == 54000
    error_message = "One alarm goes off at 90 % of a long time-out."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_paused[0].dimensions == tomap({ service = "push-mgmt-events-to-mechcloud" }) && aws_cloudwatch_metric_alarm.alarm_paused[0].treat_missing_data == "ignore"
    error_message = "A paused relay stays an alarm although it says nothing more."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_pause_failed[0].dimensions == tomap({ service = "push-mgmt-events-to-mechcloud" }) && aws_cloudwatch_metric_alarm.alarm_pause_failed[0].treat_missing_data == "notBreaching"
    error_message = "One alarm goes off each time that the relay should pause, and cannot."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_cloudtrail_lost[0].dimensions == tomap({ RuleName = "mc-cloudtrail-events" })
    error_message = "One alarm watches what a rule loses."
  }
}

run "a_topic_is_given" {
  variables {
    alarms = { topic_arn = "arn:aws:sns:ap-south-1:123456789012:on-call", email_addresses = ["ops@example.com"] }
  }
  assert {
    condition     = length(aws_sns_topic.alarms) == 0 && length(aws_sns_topic_policy.alarms_access) == 0
    error_message = "No topic is made."
  }
  assert {
    condition     = toset(aws_cloudwatch_metric_alarm.alarm_paused[0].alarm_actions) == toset(["arn:aws:sns:ap-south-1:123456789012:on-call"]) && toset(aws_cloudwatch_metric_alarm.alarm_paused[0].ok_actions) == toset(["arn:aws:sns:ap-south-1:123456789012:on-call"])
    error_message = "Alarms tell the topic that is given."
  }
  assert {
    condition     = aws_sns_topic_subscription.alarms_email["ops@example.com"].topic_arn == "arn:aws:sns:ap-south-1:123456789012:on-call"
    error_message = "E-mail addresses are subscribed to it."
  }
  assert {
    condition     = output.alarm_topic_arn == "arn:aws:sns:ap-south-1:123456789012:on-call"
    error_message = "The topic is an output."
  }
}

run "no_topic" {
  variables {
    alarms = { create_topic = false }
  }
  assert {
    condition     = length(aws_sns_topic.alarms) == 0 && output.alarm_topic_arn == null
    error_message = "There is no topic."
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.alarm_paused) == 1
    error_message = "The alarms are there."
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.alarm_paused[0].alarm_actions) == 0 && length(aws_cloudwatch_metric_alarm.alarm_paused[0].ok_actions) == 0
    error_message = "Alarms tell nobody."
  }
}

run "people_are_told" {
  variables {
    alarms = { email_addresses = ["ops@example.com", "dev@example.com"] }
  }
  assert {
    condition     = toset(keys(aws_sns_topic_subscription.alarms_email)) == toset(["ops@example.com", "dev@example.com"])
    error_message = "Each address has a subscription."
  }
  assert {
    condition     = alltrue([for to in aws_sns_topic_subscription.alarms_email : to.protocol == "email" && to.topic_arn == aws_sns_topic.alarms[0].arn])
    error_message = "They are subscribed to the topic that is made, by e-mail."
  }
}

run "short_time_out" {
  variables {
    function_timeout = 10
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm_forwarder_near_timeout[0].threshold == 6000
    error_message = "One alarm goes off 4 s before a short time-out: 90 % of it the forwarder never takes."
  }
}

run "off" {
  variables {
    alarms = { enabled = false, email_addresses = ["ops@example.com"] }
  }
  assert {
    condition = length(concat(
      aws_cloudwatch_metric_alarm.alarm_dlq_depth,
      aws_cloudwatch_metric_alarm.alarm_rule_dlq_depth,
      aws_cloudwatch_metric_alarm.alarm_queue_waiting,
      aws_cloudwatch_metric_alarm.alarm_forwarder_errors,
      aws_cloudwatch_metric_alarm.alarm_forwarder_throttles,
      aws_cloudwatch_metric_alarm.alarm_forwarder_near_timeout,
      aws_cloudwatch_metric_alarm.alarm_paused,
      aws_cloudwatch_metric_alarm.alarm_pause_failed,
      aws_cloudwatch_metric_alarm.alarm_instance_state_change_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_instance_state_change_lost,
      aws_cloudwatch_metric_alarm.alarm_tag_change_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_tag_change_lost,
      aws_cloudwatch_metric_alarm.alarm_cloudtrail_failed_invocations,
      aws_cloudwatch_metric_alarm.alarm_cloudtrail_lost,
    )) == 0
    error_message = "There is no alarm."
  }
  assert {
    condition     = length(aws_sns_topic.alarms) == 0 && length(aws_sns_topic_policy.alarms_access) == 0 && length(aws_sns_topic_subscription.alarms_email) == 0
    error_message = "There is no topic, and nobody is subscribed."
  }
  assert {
    condition     = output.alarm_topic_arn == null
    error_message = "No topic is an output."
  }
}

run "null_is_the_default" {
  variables {
    alarms = null
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.alarm_paused) == 1
    error_message = "The alarms are there."
  }
}

run "with_a_prefix" {
  variables {
    name_prefix = "blue-"
  }
  assert {
    condition     = aws_sns_topic.alarms[0].name == "blue-mechcloud-alarms" && aws_cloudwatch_metric_alarm.alarm_tag_change_lost[0].alarm_name == "blue-mc-tag-change-events-lost"
    error_message = "Topic and alarms have the prefix."
  }
}

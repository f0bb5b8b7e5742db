# Generated from modules/scalr/module/definition.ts: change it there and run npm run build.

moved {
  from = aws_cloudwatch_event_api_destination.to_https_api_key_api_destination
  to   = aws_cloudwatch_event_api_destination.to_https_basic_api_destination
}

moved {
  from = aws_cloudwatch_event_api_destination.to_https_basic_api_destination
  to   = aws_cloudwatch_event_api_destination.to_https_oauth_api_destination
}

moved {
  from = aws_cloudwatch_event_api_destination.to_https_oauth_api_destination
  to   = aws_cloudwatch_event_api_destination.to_destination_api_destination
}

moved {
  from = aws_cloudwatch_event_connection.to_https_api_key_connection
  to   = aws_cloudwatch_event_connection.to_https_basic_connection
}

moved {
  from = aws_cloudwatch_event_connection.to_https_basic_connection
  to   = aws_cloudwatch_event_connection.to_https_oauth_connection
}

moved {
  from = aws_cloudwatch_event_connection.to_https_oauth_connection
  to   = aws_cloudwatch_event_connection.to_destination_connection
}

moved {
  from = aws_cloudwatch_event_rule.to_cloudwatch_logs
  to   = aws_cloudwatch_event_rule.to_lambda
}

moved {
  from = aws_cloudwatch_event_rule.to_lambda
  to   = aws_cloudwatch_event_rule.to_sns
}

moved {
  from = aws_cloudwatch_event_rule.to_sns
  to   = aws_cloudwatch_event_rule.to_sqs_fifo
}

moved {
  from = aws_cloudwatch_event_rule.to_sqs_fifo
  to   = aws_cloudwatch_event_rule.to_sqs
}

moved {
  from = aws_cloudwatch_event_rule.to_sqs
  to   = aws_cloudwatch_event_rule.to_event_bus
}

moved {
  from = aws_cloudwatch_event_rule.to_event_bus
  to   = aws_cloudwatch_event_rule.to_firehose
}

moved {
  from = aws_cloudwatch_event_rule.to_firehose
  to   = aws_cloudwatch_event_rule.to_https_api_key
}

moved {
  from = aws_cloudwatch_event_rule.to_https_api_key
  to   = aws_cloudwatch_event_rule.to_https_basic
}

moved {
  from = aws_cloudwatch_event_rule.to_https_basic
  to   = aws_cloudwatch_event_rule.to_https_oauth
}

moved {
  from = aws_cloudwatch_event_rule.to_https_oauth
  to   = aws_cloudwatch_event_rule.to_kinesis
}

moved {
  from = aws_cloudwatch_event_rule.to_kinesis
  to   = aws_cloudwatch_event_rule.to_step_functions
}

moved {
  from = aws_cloudwatch_event_rule.to_step_functions
  to   = aws_cloudwatch_event_rule.to_destination
}

moved {
  from = aws_cloudwatch_event_target.to_cloudwatch_logs_target
  to   = aws_cloudwatch_event_target.to_lambda_target
}

moved {
  from = aws_cloudwatch_event_target.to_lambda_target
  to   = aws_cloudwatch_event_target.to_sns_target
}

moved {
  from = aws_cloudwatch_event_target.to_sns_target
  to   = aws_cloudwatch_event_target.to_sqs_fifo_target
}

moved {
  from = aws_cloudwatch_event_target.to_sqs_fifo_target
  to   = aws_cloudwatch_event_target.to_sqs_target
}

moved {
  from = aws_cloudwatch_event_target.to_sqs_target
  to   = aws_cloudwatch_event_target.to_event_bus_target
}

moved {
  from = aws_cloudwatch_event_target.to_event_bus_target
  to   = aws_cloudwatch_event_target.to_firehose_target
}

moved {
  from = aws_cloudwatch_event_target.to_firehose_target
  to   = aws_cloudwatch_event_target.to_https_api_key_target
}

moved {
  from = aws_cloudwatch_event_target.to_https_api_key_target
  to   = aws_cloudwatch_event_target.to_https_basic_target
}

moved {
  from = aws_cloudwatch_event_target.to_https_basic_target
  to   = aws_cloudwatch_event_target.to_https_oauth_target
}

moved {
  from = aws_cloudwatch_event_target.to_https_oauth_target
  to   = aws_cloudwatch_event_target.to_kinesis_target
}

moved {
  from = aws_cloudwatch_event_target.to_kinesis_target
  to   = aws_cloudwatch_event_target.to_step_functions_target
}

moved {
  from = aws_cloudwatch_event_target.to_step_functions_target
  to   = aws_cloudwatch_event_target.to_destination_target
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_cloudwatch_logs_dlq_depth
  to   = aws_cloudwatch_metric_alarm.alarm_to_lambda_dlq_depth
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_lambda_dlq_depth
  to   = aws_cloudwatch_metric_alarm.alarm_to_sns_dlq_depth
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_sns_dlq_depth
  to   = aws_cloudwatch_metric_alarm.alarm_to_sqs_fifo_dlq_depth
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_sqs_fifo_dlq_depth
  to   = aws_cloudwatch_metric_alarm.alarm_to_sqs_dlq_depth
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_sqs_dlq_depth
  to   = aws_cloudwatch_metric_alarm.alarm_to_event_bus_dlq_depth
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_event_bus_dlq_depth
  to   = aws_cloudwatch_metric_alarm.alarm_to_firehose_dlq_depth
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_firehose_dlq_depth
  to   = aws_cloudwatch_metric_alarm.alarm_to_https_api_key_dlq_depth
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_https_api_key_dlq_depth
  to   = aws_cloudwatch_metric_alarm.alarm_to_https_basic_dlq_depth
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_https_basic_dlq_depth
  to   = aws_cloudwatch_metric_alarm.alarm_to_https_oauth_dlq_depth
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_https_oauth_dlq_depth
  to   = aws_cloudwatch_metric_alarm.alarm_to_kinesis_dlq_depth
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_kinesis_dlq_depth
  to   = aws_cloudwatch_metric_alarm.alarm_to_step_functions_dlq_depth
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_step_functions_dlq_depth
  to   = aws_cloudwatch_metric_alarm.alarm_to_destination_dlq_depth
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_cloudwatch_logs_failed_invocations
  to   = aws_cloudwatch_metric_alarm.alarm_to_lambda_failed_invocations
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_lambda_failed_invocations
  to   = aws_cloudwatch_metric_alarm.alarm_to_sns_failed_invocations
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_sns_failed_invocations
  to   = aws_cloudwatch_metric_alarm.alarm_to_sqs_fifo_failed_invocations
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_sqs_fifo_failed_invocations
  to   = aws_cloudwatch_metric_alarm.alarm_to_sqs_failed_invocations
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_sqs_failed_invocations
  to   = aws_cloudwatch_metric_alarm.alarm_to_event_bus_failed_invocations
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_event_bus_failed_invocations
  to   = aws_cloudwatch_metric_alarm.alarm_to_firehose_failed_invocations
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_firehose_failed_invocations
  to   = aws_cloudwatch_metric_alarm.alarm_to_https_api_key_failed_invocations
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_https_api_key_failed_invocations
  to   = aws_cloudwatch_metric_alarm.alarm_to_https_basic_failed_invocations
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_https_basic_failed_invocations
  to   = aws_cloudwatch_metric_alarm.alarm_to_https_oauth_failed_invocations
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_https_oauth_failed_invocations
  to   = aws_cloudwatch_metric_alarm.alarm_to_kinesis_failed_invocations
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_kinesis_failed_invocations
  to   = aws_cloudwatch_metric_alarm.alarm_to_step_functions_failed_invocations
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_step_functions_failed_invocations
  to   = aws_cloudwatch_metric_alarm.alarm_to_destination_failed_invocations
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_cloudwatch_logs_lost
  to   = aws_cloudwatch_metric_alarm.alarm_to_lambda_lost
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_lambda_lost
  to   = aws_cloudwatch_metric_alarm.alarm_to_sns_lost
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_sns_lost
  to   = aws_cloudwatch_metric_alarm.alarm_to_sqs_fifo_lost
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_sqs_fifo_lost
  to   = aws_cloudwatch_metric_alarm.alarm_to_sqs_lost
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_sqs_lost
  to   = aws_cloudwatch_metric_alarm.alarm_to_event_bus_lost
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_event_bus_lost
  to   = aws_cloudwatch_metric_alarm.alarm_to_firehose_lost
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_firehose_lost
  to   = aws_cloudwatch_metric_alarm.alarm_to_https_api_key_lost
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_https_api_key_lost
  to   = aws_cloudwatch_metric_alarm.alarm_to_https_basic_lost
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_https_basic_lost
  to   = aws_cloudwatch_metric_alarm.alarm_to_https_oauth_lost
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_https_oauth_lost
  to   = aws_cloudwatch_metric_alarm.alarm_to_kinesis_lost
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_kinesis_lost
  to   = aws_cloudwatch_metric_alarm.alarm_to_step_functions_lost
}

moved {
  from = aws_cloudwatch_metric_alarm.alarm_to_step_functions_lost
  to   = aws_cloudwatch_metric_alarm.alarm_to_destination_lost
}

moved {
  from = aws_iam_role.to_event_bus_role
  to   = aws_iam_role.to_firehose_role
}

moved {
  from = aws_iam_role.to_firehose_role
  to   = aws_iam_role.to_https_api_key_role
}

moved {
  from = aws_iam_role.to_https_api_key_role
  to   = aws_iam_role.to_https_basic_role
}

moved {
  from = aws_iam_role.to_https_basic_role
  to   = aws_iam_role.to_https_oauth_role
}

moved {
  from = aws_iam_role.to_https_oauth_role
  to   = aws_iam_role.to_kinesis_role
}

moved {
  from = aws_iam_role.to_kinesis_role
  to   = aws_iam_role.to_step_functions_role
}

moved {
  from = aws_iam_role.to_step_functions_role
  to   = aws_iam_role.to_destination_role
}

moved {
  from = aws_iam_role_policy.to_event_bus_role_policy
  to   = aws_iam_role_policy.to_firehose_role_policy
}

moved {
  from = aws_iam_role_policy.to_firehose_role_policy
  to   = aws_iam_role_policy.to_https_api_key_role_policy
}

moved {
  from = aws_iam_role_policy.to_https_api_key_role_policy
  to   = aws_iam_role_policy.to_https_basic_role_policy
}

moved {
  from = aws_iam_role_policy.to_https_basic_role_policy
  to   = aws_iam_role_policy.to_https_oauth_role_policy
}

moved {
  from = aws_iam_role_policy.to_https_oauth_role_policy
  to   = aws_iam_role_policy.to_kinesis_role_policy
}

moved {
  from = aws_iam_role_policy.to_kinesis_role_policy
  to   = aws_iam_role_policy.to_step_functions_role_policy
}

moved {
  from = aws_iam_role_policy.to_step_functions_role_policy
  to   = aws_iam_role_policy.to_destination_role_policy
}

moved {
  from = aws_lambda_permission.to_lambda_permission
  to   = aws_lambda_permission.to_destination_permission
}

moved {
  from = aws_sqs_queue.to_cloudwatch_logs_dlq
  to   = aws_sqs_queue.to_lambda_dlq
}

moved {
  from = aws_sqs_queue.to_lambda_dlq
  to   = aws_sqs_queue.to_sns_dlq
}

moved {
  from = aws_sqs_queue.to_sns_dlq
  to   = aws_sqs_queue.to_sqs_fifo_dlq
}

moved {
  from = aws_sqs_queue.to_sqs_fifo_dlq
  to   = aws_sqs_queue.to_sqs_dlq
}

moved {
  from = aws_sqs_queue.to_sqs_dlq
  to   = aws_sqs_queue.to_event_bus_dlq
}

moved {
  from = aws_sqs_queue.to_event_bus_dlq
  to   = aws_sqs_queue.to_firehose_dlq
}

moved {
  from = aws_sqs_queue.to_firehose_dlq
  to   = aws_sqs_queue.to_https_api_key_dlq
}

moved {
  from = aws_sqs_queue.to_https_api_key_dlq
  to   = aws_sqs_queue.to_https_basic_dlq
}

moved {
  from = aws_sqs_queue.to_https_basic_dlq
  to   = aws_sqs_queue.to_https_oauth_dlq
}

moved {
  from = aws_sqs_queue.to_https_oauth_dlq
  to   = aws_sqs_queue.to_kinesis_dlq
}

moved {
  from = aws_sqs_queue.to_kinesis_dlq
  to   = aws_sqs_queue.to_step_functions_dlq
}

moved {
  from = aws_sqs_queue.to_step_functions_dlq
  to   = aws_sqs_queue.to_destination_dlq
}

moved {
  from = aws_sqs_queue_policy.to_cloudwatch_logs_dlq_access
  to   = aws_sqs_queue_policy.to_lambda_dlq_access
}

moved {
  from = aws_sqs_queue_policy.to_lambda_dlq_access
  to   = aws_sqs_queue_policy.to_sns_dlq_access
}

moved {
  from = aws_sqs_queue_policy.to_sns_dlq_access
  to   = aws_sqs_queue_policy.to_sqs_fifo_dlq_access
}

moved {
  from = aws_sqs_queue_policy.to_sqs_fifo_dlq_access
  to   = aws_sqs_queue_policy.to_sqs_dlq_access
}

moved {
  from = aws_sqs_queue_policy.to_sqs_dlq_access
  to   = aws_sqs_queue_policy.to_event_bus_dlq_access
}

moved {
  from = aws_sqs_queue_policy.to_event_bus_dlq_access
  to   = aws_sqs_queue_policy.to_firehose_dlq_access
}

moved {
  from = aws_sqs_queue_policy.to_firehose_dlq_access
  to   = aws_sqs_queue_policy.to_https_api_key_dlq_access
}

moved {
  from = aws_sqs_queue_policy.to_https_api_key_dlq_access
  to   = aws_sqs_queue_policy.to_https_basic_dlq_access
}

moved {
  from = aws_sqs_queue_policy.to_https_basic_dlq_access
  to   = aws_sqs_queue_policy.to_https_oauth_dlq_access
}

moved {
  from = aws_sqs_queue_policy.to_https_oauth_dlq_access
  to   = aws_sqs_queue_policy.to_kinesis_dlq_access
}

moved {
  from = aws_sqs_queue_policy.to_kinesis_dlq_access
  to   = aws_sqs_queue_policy.to_step_functions_dlq_access
}

moved {
  from = aws_sqs_queue_policy.to_step_functions_dlq_access
  to   = aws_sqs_queue_policy.to_destination_dlq_access
}

/** The module's outputs. */
export interface ScalrOutputs {
  readonly run_log_group_name: string;
  readonly audit_log_group_name: string;
  readonly alert_topic_arn: string;
  readonly alarm_topic_arn: string;
  readonly dead_letter_queue_url: string;
  readonly destination_dead_letter_queue_urls: Record<string, string>;
  readonly required_permissions: Record<string, string>;
}

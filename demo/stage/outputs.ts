/** The outputs of main.tf. */
export interface Outputs {
  readonly access_token_secret_arn: string;
  readonly alert_topic_arn: string;
  readonly automation_queue_url: string;
  readonly dead_letter_queue_url: string;
  readonly event_source_mapping_uuid: string;
  readonly function_name: string;
  readonly queue_url: string;
  readonly rule_dead_letter_queue_url: string;
  readonly scalr_log_group_names: readonly string[];
}

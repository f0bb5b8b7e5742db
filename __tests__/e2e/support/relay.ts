import { PutSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** The outputs of terraform-aws-mechcloud-sync that tests need. */
export interface RelayOutputs {
  readonly queue_url: string;
  readonly dead_letter_queue_url: string;
  readonly rule_dead_letter_queue_url: string;
  readonly access_token_secret_arn: string;
  readonly function_name: string;
  readonly log_group_name: string;
  /** Null where there is none. */
  readonly alarm_topic_arn: string | null;
  /** Null where there is none. */
  readonly archive_arn: string | null;
  readonly kms_key_policy: string;
}

/** Does what the output access_token_command does. */
export async function storeToken(secrets: SecretsManagerClient, relay: RelayOutputs, token: string): Promise<void> {
  await secrets.send(new PutSecretValueCommand({ SecretId: relay.access_token_secret_arn, SecretString: token }));
}

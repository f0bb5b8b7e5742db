import { PutSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { hcl, MECHCLOUD_MODULE, terraformOf } from "./terraform";
import type { TestBed } from "./test-bed";

/** The outputs of terraform-aws-mechcloud-sync that tests need. */
export interface RelayOutputs {
  readonly queue_url: string;
  readonly dead_letter_queue_url: string;
  readonly rule_dead_letter_queue_url: string;
  readonly access_token_secret_arn: string;
  readonly function_name: string;
  readonly function_role_arn: string;
  readonly event_source_mapping_uuid: string;
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

/** Deploys the module with the sync mechanism of tags, and so many of its other inputs. */
export async function deployRelay(bed: TestBed, inputs: Readonly<Record<string, unknown>> = {}): Promise<RelayOutputs> {
  const source = MECHCLOUD_MODULE;
  const terraform = await terraformOf(
    bed,
    { policies: ["mechcloud-sync"] },
    {
      module: { relay: { source, cloud_account_id: "acc-1", sync_mechanisms: ["tags"], ...inputs } },
      output: { relay: { value: hcl("module.relay") } },
    },
  );
  await terraform.apply();
  return (await terraform.output()).relay as RelayOutputs;
}

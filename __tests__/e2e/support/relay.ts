import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PutSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ROOT } from "../../../scripts/lib/project";
import { Terraform } from "../../../scripts/lib/terraform";
import { LOCAL_PROVIDER, type TestBed } from "./test-bed";

/** The outputs of terraform-aws-mechcloud-sync that tests need. */
export interface RelayOutputs {
  readonly queue_url: string;
  readonly dead_letter_queue_url: string;
  readonly rule_dead_letter_queue_url: string;
  readonly access_token_secret_arn: string;
  readonly function_name: string;
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
  const source = join(ROOT, "terraform/terraform-aws-mechcloud-sync");
  const root = {
    provider: { aws: LOCAL_PROVIDER },
    module: { relay: { source, cloud_account_id: "acc-1", sync_mechanisms: ["tags"], ...inputs } },
    output: { relay: { value: "$" + "{module.relay}" } },
  };
  writeFileSync(join(bed.folder, "main.tf.json"), JSON.stringify(root));
  const terraform = new Terraform(bed.folder, bed.env);
  await terraform.init();
  await terraform.apply();
  return (await terraform.output()).relay as RelayOutputs;
}

import { UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import type { Stage } from "../stage/stage";

export async function storeToken({ aws, outputs }: Pick<Stage, "aws" | "outputs">, token: string): Promise<void> {
  const SecretId = outputs.access_token_secret_arn;
  await aws.secrets.send(new PutSecretValueCommand({ SecretId, SecretString: token }));
}

/** Does what the output resume_command does, which is also the second half of access_token_command. */
export async function resume({ aws, outputs }: Pick<Stage, "aws" | "outputs">): Promise<void> {
  const UUID = outputs.event_source_mapping_uuid;
  await aws.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
}

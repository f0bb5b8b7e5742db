import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { DescribeSecretCommand } from "@aws-sdk/client-secrets-manager";
import { jsonCall } from "../../../local-aws/aws-call";
import { keysOfLogGroups, keysOfQueues, keysOfTopics } from "./encryption";
import type { RelayOutputs } from "./relay";
import type { TestBed } from "./test-bed";

/** ARNs of the customer managed keys that encrypt what a relay consists of; undefined where AWS's own key does. */
export interface Keys {
  readonly queue?: string;
  readonly deadLetterQueue?: string;
  readonly ruleDeadLetterQueue?: string;
  readonly secret?: string;
  readonly log?: string;
  readonly function?: string;
  readonly alarmTopic?: string;
}

export async function keysOf(bed: TestBed, relay: RelayOutputs): Promise<Keys> {
  const [[queue, deadLetterQueue, ruleDeadLetterQueue], [alarmTopic], logGroups, secret, ofFunction] =
    await Promise.all([
      keysOfQueues(bed, [relay.queue_url, relay.dead_letter_queue_url, relay.rule_dead_letter_queue_url]),
      keysOfTopics(bed, relay.alarm_topic_arn ? [relay.alarm_topic_arn] : []),
      keysOfLogGroups(bed),
      bed.secrets.send(new DescribeSecretCommand({ SecretId: relay.access_token_secret_arn })),
      bed.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: relay.function_name })),
    ]);
  return {
    queue,
    deadLetterQueue,
    ruleDeadLetterQueue,
    secret: secret.KmsKeyId,
    log: logGroups[relay.log_group_name],
    function: ofFunction.KMSKeyArn || undefined,
    alarmTopic,
  };
}

/** The policy of a key. */
export async function keyPolicy({ aws }: TestBed, KeyId: string): Promise<unknown> {
  const target = "TrentService.GetKeyPolicy";
  const { Policy } = await jsonCall<{ Policy: string }>(aws.endpoint, "kms", target, { KeyId });
  return JSON.parse(Policy);
}

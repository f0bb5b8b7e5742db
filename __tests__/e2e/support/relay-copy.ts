import { readFileSync } from "node:fs";
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { CreateScheduleGroupCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import { CreateQueueCommand, GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../../local-aws/account";
import { json } from "./aws-resources";
import type { RelayOutputs } from "./relay";
import { copyPolicies, copyRole } from "./roles";
import type { TestBed } from "./test-bed";

export interface RelayCopy {
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly secretArn: string;
  readonly functionName: string;
  readonly mappingId: string;
}

interface CopyOptions {
  /** Begins the names of all its parts. */
  readonly prefix: string;
  /** The first one stored. @default none */
  readonly token?: string;
  readonly maxReceiveCount: number;
  /** Of the queue, in seconds. */
  readonly visibilityTimeout: number;
  /** What differs in the function's environment. */
  readonly environment: Readonly<Record<string, string>>;
}

const ZIP = require.resolve("aws-event-relay/functions/push-mgmt-events-to-mechcloud.zip");
const SETTABLE = ["FifoQueue", "ContentBasedDeduplication", "MessageRetentionPeriod"];

/**
 * Copies the part of a relay from its queue to its function, without Terraform's waits: with the settings that AWS has of
 * the deployed one, and the same package. Its event source mapping is disabled.
 */
export async function copyRelay(bed: TestBed, relay: RelayOutputs, options: CopyOptions): Promise<RelayCopy> {
  const { prefix, maxReceiveCount, visibilityTimeout } = options;
  const deadLetterQueueUrl = await copyQueue(bed, relay.dead_letter_queue_url, prefix, {});
  const deadLetterTargetArn = arnOf(deadLetterQueueUrl);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount });
  const queueUrl = await copyQueue(bed, relay.queue_url, prefix, {
    RedrivePolicy,
    VisibilityTimeout: String(visibilityTimeout),
  });
  const { ARN: secretArn = "" } = await bed.secrets.send(
    new CreateSecretCommand({ Name: `${prefix}mechcloud-access-token`, SecretString: options.token }),
  );
  // A group of its own, since schedules of several relays may have one name.
  const scheduleGroup = `${prefix}relay`;
  const scheduler = new SchedulerClient(bed.aws.clientConfig);
  await scheduler.send(new CreateScheduleGroupCommand({ Name: scheduleGroup }));
  scheduler.destroy();
  const parameterName = `/event-relay/${prefix}${relay.function_name}/event-source-mapping`;
  const originalRole = relay.function_role_arn.split("/").pop()!;
  const role = `${prefix}forwarder`;
  const originalWakeUp = originalRole.replace(new RegExp(`-${LOCAL_REGION}$`), `-run-${LOCAL_REGION}`);
  const wakeUp = `${prefix}wake-up`;
  const replacements = {
    [arnOf(relay.queue_url)]: arnOf(queueUrl),
    [arnOf(relay.dead_letter_queue_url)]: arnOf(deadLetterQueueUrl),
    [relay.access_token_secret_arn]: secretArn,
    [`/event-relay/${relay.function_name}/`]: `/event-relay/${prefix}${relay.function_name}/`,
    [`:schedule/${relay.function_name}/`]: `:schedule/${scheduleGroup}/`,
    [`:schedule-group/${relay.function_name}`]: `:schedule-group/${scheduleGroup}`,
    [`:role/${originalWakeUp}`]: `:role/${wakeUp}`,
    [`:function:${relay.function_name}`]: `:function:${prefix}${relay.function_name}`,
    [`:log-group:${relay.log_group_name}:`]: `:log-group:/aws/lambda/${prefix}${relay.function_name}:`,
  };
  const roleArn = await copyRole(bed, originalRole, role, replacements);
  const wakeUpArn = await copyRole(bed, originalWakeUp, wakeUp, replacements);
  // The SDK calls a queue at its URL, wherever the endpoint is.
  const { AWS_ENDPOINT_URL: endpoint = "" } = options.environment;
  const asSeen = (url: string) => url.replace(bed.aws.endpoint, endpoint || bed.aws.endpoint);
  const functionName = await copyFunction(bed, relay.function_name, prefix, roleArn, {
    ...options.environment,
    QUEUE_URL: asSeen(queueUrl),
    DEAD_LETTER_QUEUE_URL: asSeen(deadLetterQueueUrl),
    SCHEDULE_GROUP: scheduleGroup,
    SCHEDULE_ROLE_ARN: wakeUpArn,
    ACCESS_TOKEN_SECRET_ARN: secretArn,
    EVENT_SOURCE_MAPPING_PARAMETER: parameterName,
  });
  const mapping = await bed.lambda.send(new GetEventSourceMappingCommand({ UUID: relay.event_source_mapping_uuid }));
  const { UUID: mappingId = "" } = await bed.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: functionName,
      EventSourceArn: arnOf(queueUrl),
      BatchSize: mapping.BatchSize,
      FunctionResponseTypes: mapping.FunctionResponseTypes,
      Enabled: false,
    }),
  );
  await copyPolicies(bed, originalRole, role, { ...replacements, [relay.event_source_mapping_uuid]: mappingId });
  const ssm = new SSMClient(bed.aws.clientConfig);
  await ssm.send(new PutParameterCommand({ Name: parameterName, Value: mappingId, Type: "String" }));
  ssm.destroy();
  return { queueUrl, deadLetterQueueUrl, secretArn, functionName, mappingId };
}

async function copyQueue(
  { sqs }: TestBed,
  original: string,
  prefix: string,
  more: Readonly<Record<string, string>>,
): Promise<string> {
  const request = new GetQueueAttributesCommand({ QueueUrl: original, AttributeNames: ["All"] });
  const { Attributes = {} } = await sqs.send(request);
  const settable = Object.entries(Attributes).filter(([name]) => SETTABLE.includes(name));
  const { QueueUrl = "" } = await sqs.send(
    new CreateQueueCommand({
      QueueName: `${prefix}${original.split("/").pop()}`,
      Attributes: { ...Object.fromEntries(settable), ...more },
    }),
  );
  return QueueUrl;
}

async function copyFunction(
  bed: TestBed,
  original: string,
  prefix: string,
  Role: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const { Runtime, Handler, Timeout, MemorySize, Environment } = await bed.lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: original }),
  );
  const FunctionName = `${prefix}${original}`;
  // Its role may not create it.
  await json(bed, "logs", "Logs_20140328.CreateLogGroup", { logGroupName: `/aws/lambda/${FunctionName}` });
  await bed.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      ...{ Runtime, Handler, Role, Timeout, MemorySize },
      Environment: { Variables: { ...Environment?.Variables, ...environment } },
      Code: { ZipFile: readFileSync(ZIP) },
    }),
  );
  return FunctionName;
}

function arnOf(queueUrl: string): string {
  return `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${queueUrl.split("/").pop()}`;
}

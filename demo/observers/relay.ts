import { GetEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { GetSecretValueCommand, ResourceNotFoundException } from "@aws-sdk/client-secrets-manager";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { awsCall } from "../../local-aws/aws-call";
import { expiryOf } from "../stage/access-token";
import type { Stage } from "../stage/stage";

/** @returns a function that looks at how many messages the queues hold */
export function observeQueues({ aws, outputs, log }: Stage): () => Promise<void> {
  const count = async (QueueUrl: string) => {
    const { Attributes = {} } = await aws.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
    );
    const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: inFlight } = Attributes;
    return { visible: Number(visible), inFlight: Number(inFlight) };
  };
  const all = async (url: string) => Object.values(await count(url)).reduce((sum, number) => sum + number);
  return async () => {
    const { visible, inFlight } = await count(outputs.queue_url);
    const refused = await all(outputs.dead_letter_queue_url);
    const undeliverable = await all(outputs.rule_dead_letter_queue_url);
    log.addIfNew({ kind: "queues", visible, inFlight, refused, undeliverable });
  };
}

/** @returns a function that looks at whether the relay runs, and when it resumes */
export function observeRelay({ aws, outputs, log }: Stage, endpoint: string): () => Promise<void> {
  const { event_source_mapping_uuid: UUID, function_name: functionName } = outputs;
  return async () => {
    // The schedule first: the relay makes it before it pauses.
    const resumesAt = await wakeUpTime(endpoint, functionName);
    const { State: mapping = "?" } = await aws.lambda.send(new GetEventSourceMappingCommand({ UUID }));
    log.addIfNew({ kind: "relay", mapping, resumesAt });
  };
}

/** When EventBridge Scheduler invokes the function next, in milliseconds since 1970. */
async function wakeUpTime(endpoint: string, functionName: string): Promise<number | undefined> {
  const get = async <T>(path: string) => JSON.parse(await awsCall(endpoint, "scheduler", { method: "GET", path })) as T;
  type List = { Schedules: { Name: string; GroupName: string; Target: { Arn: string } }[] };
  const { Schedules } = await get<List>("/schedules");
  const own = Schedules.filter(({ Target }) => Target.Arn.endsWith(`:function:${functionName}`));
  const times = own.map(async ({ Name, GroupName }) => {
    const { ScheduleExpression } = await get<{ ScheduleExpression: string }>(
      `/schedules/${Name}?groupName=${GroupName}`,
    );
    return Date.parse(`${ScheduleExpression.slice("at(".length, -1)}Z`);
  });
  const first = Math.min(...(await Promise.all(times)));
  return Number.isFinite(first) ? first : undefined;
}

/** @returns a function that looks at whether there is a token, and when it expires; the token itself stays here */
export function observeToken({ aws, outputs, log }: Stage): () => Promise<void> {
  const SecretId = outputs.access_token_secret_arn;
  return async () => {
    try {
      const { SecretString = "" } = await aws.secrets.send(new GetSecretValueCommand({ SecretId }));
      log.addIfNew({ kind: "token", isStored: true, expiresAt: expiryOf(SecretString) });
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      log.addIfNew({ kind: "token", isStored: false });
    }
  };
}

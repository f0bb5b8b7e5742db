import { GetEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { GetScheduleCommand, ListSchedulesCommand, type SchedulerClient } from "@aws-sdk/client-scheduler";
import { GetSecretValueCommand, ResourceNotFoundException } from "@aws-sdk/client-secrets-manager";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { expiryOf } from "../../lambda-src/contract/jwt";
import type { Stage } from "../stage/stage";
import type { Look } from "./poller";

/** @returns a function that looks at how many messages the queues hold */
export function observeQueues({ aws, outputs, log }: Stage): Look {
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
export function observeRelay({ aws, outputs, log }: Stage): Look {
  const { event_source_mapping_uuid: UUID, function_name: GroupName } = outputs;
  return async () => {
    // The schedule first: the relay creates it before it pauses.
    const resumesAt = await wakeUpTime(aws.scheduler, GroupName);
    const { State: mapping = "?" } = await aws.lambda.send(new GetEventSourceMappingCommand({ UUID }));
    log.addIfNew({ kind: "relay", mapping, resumesAt });
  };
}

/** When the first of the group's schedules comes, in milliseconds since 1970; undefined if there is none. */
async function wakeUpTime(scheduler: SchedulerClient, GroupName: string): Promise<number | undefined> {
  const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({ GroupName }));
  const times = Schedules.map(async ({ Name }) => {
    const { ScheduleExpression = "" } = await scheduler.send(new GetScheduleCommand({ GroupName, Name }));
    return Date.parse(`${ScheduleExpression.slice("at(".length, -1)}Z`);
  });
  const first = Math.min(...(await Promise.all(times)));
  return Number.isFinite(first) ? first : undefined;
}

/** @returns a function that looks at whether there is a token, and when it expires; the token itself stays here */
export function observeToken({ aws, outputs, log }: Stage): Look {
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

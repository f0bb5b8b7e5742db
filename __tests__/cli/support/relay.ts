import type { RecordedAnswers } from "./call";
import { awsError } from "./call";

export const FUNCTION = "push-mgmt-events-to-mechcloud";
export const UUID = "11111111-2222-4333-8444-555555555555";
export const SECRET = `arn:aws:secretsmanager:us-east-1:123456789012:secret:mechcloud-access-token-AbCdEf`;

/** Lambda's answers about a relay whose mapping is in this state. */
export function relayAnswers(state = "Enabled", environment: Readonly<Record<string, string>> = {}, prefix = "") {
  const mapping = {
    UUID,
    State: state,
    EventSourceArn: `arn:aws:sqs:us-east-1:123456789012:${prefix}management-events.fifo`,
    FunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:${FUNCTION}`,
  };
  return {
    getFunctionConfiguration: {
      FunctionName: FUNCTION,
      FunctionArn: mapping.FunctionArn,
      Runtime: "nodejs22.x",
      State: "Active",
      LastUpdateStatus: "Successful",
      LastModified: "2026-01-01T00:00:00.000+0000",
      Environment: {
        Variables: {
          SCHEDULE_GROUP: FUNCTION,
          ACCESS_TOKEN_SECRET_ARN: SECRET,
          MECHCLOUD_ENDPOINT_URL: "https://portal-api.mechcloud.io/mechcloud-turbine-discovery/v1.0/sync/events",
          TEAM_ID: "team",
          CLOUD_ACCOUNT_ID: "acc-1",
          ON_FAILURE: "pause",
          ...environment,
        },
      },
    },
    listEventSourceMappings: { EventSourceMappings: [mapping] },
    getEventSourceMapping: mapping,
  };
}

/** EventBridge Scheduler's answers, with a schedule for each time. */
export function scheduleAnswers(...times: string[]) {
  return {
    listSchedules: { Schedules: times.map((time) => ({ Name: time, GroupName: FUNCTION, State: "ENABLED" })) },
    getSchedule: ({ Name }: { Name: string }) => ({ Name, ScheduleExpression: `at(${Name})` }),
    deleteSchedule: {},
  };
}

/** SQS's answers: the counts of each queue; a queue without counts does not exist. */
export function queueAnswers(counts: Readonly<Record<string, readonly [waiting: number, inFlight: number]>>) {
  return {
    getQueueUrl: ({ QueueName }: { QueueName: string }) =>
      QueueName in counts ? { QueueUrl: QueueName } : awsError("QueueDoesNotExist"),
    getQueueAttributes: ({ QueueUrl }: { QueueUrl: string }) => ({
      Attributes: {
        ApproximateNumberOfMessages: String(counts[QueueUrl]![0]),
        ApproximateNumberOfMessagesNotVisible: String(counts[QueueUrl]![1]),
      },
    }),
  } satisfies RecordedAnswers["sqs"];
}

export const EMPTY_QUEUES = {
  "management-events.fifo": [0, 0],
  "management-events-dlq.fifo": [0, 0],
  "management-events-rule-dlq": [0, 0],
} as const;

export const NO_ALARMS = { describeAlarms: { MetricAlarms: [] } };

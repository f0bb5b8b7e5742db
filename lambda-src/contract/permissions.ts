/**
 * The AWS API actions that the forwarder calls, by the resource that they are called on.
 *
 * With a customer managed key on the queues, the role also needs `kms:Decrypt` and `kms:GenerateDataKey` on the key.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html
 */
export const FORWARDER_ACTIONS = {
  /** `sqs:SendMessage`: an event in trouble gets a message group of its own, so that it holds up no others. */
  queue: [
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:ChangeMessageVisibility",
    "sqs:SendMessage",
  ],
  deadLetterQueue: ["sqs:SendMessage"],
  /** The parameter of EVENT_SOURCE_MAPPING_PARAMETER. Only to pause, like those below. */
  mappingParameter: ["ssm:GetParameter"],
  eventSourceMapping: ["lambda:GetEventSourceMapping", "lambda:UpdateEventSourceMapping"],
  /** `arn:…:scheduler:<region>:<account>:schedule/<SCHEDULE_GROUP>/*` */
  schedules: ["scheduler:CreateSchedule"],
  /** SCHEDULE_ROLE_ARN, on condition that `iam:PassedToService` is `scheduler.amazonaws.com`. */
  scheduleRole: ["iam:PassRole"],
} as const;

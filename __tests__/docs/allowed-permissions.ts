import type { Permission } from "../../scripts/permissions/statements";

/** An entry of the list: actions in one text, "Allow" and no conditions where nothing else is said. */
interface Entry extends Pick<Permission, "who" | "on"> {
  readonly effect?: "Deny";
  readonly actions: string;
  readonly conditions?: readonly string[];
}

const ACCOUNT = "arn:aws:iam::<account>:root";
const EVENTS = "events.amazonaws.com";
const CLOUDWATCH = "cloudwatch.amazonaws.com";
const CLOUDTRAIL = "cloudtrail.amazonaws.com";
const LOGS = "logs.<region>.amazonaws.com";
const LOG_DELIVERY = "events.amazonaws.com, delivery.logs.amazonaws.com";

const KEY = "your key";
/** What CloudWatch Logs asks for. */
const LOGS_USE_KEY = "kms:Encrypt kms:Decrypt kms:ReEncryptFrom kms:ReEncryptTo kms:GenerateDataKey kms:DescribeKey";

const WITHOUT_TLS = ["aws:SecureTransport Bool false"];
const BY_ALARM = "aws:SourceArn ArnLike arn:aws:cloudwatch:<region>:<account>:alarm:*";
const IN_ACCOUNT = "aws:SourceAccount StringEquals <account>";
const BY_TRAIL = "aws:SourceArn StringEquals arn:aws:cloudtrail:<region>:<account>:trail/mc-management-events";
const byRule = (name: string) => `aws:SourceArn ArnEquals arn:aws:events:<region>:<account>:rule/${name}`;
const byScalrRule = (name: string) => byRule(`<event source>/scalr-${name}`);
const forLogGroups = (...names: string[]) => [
  `kms:EncryptionContext:aws:logs:arn ArnEquals ${names.map((name) => `arn:aws:logs:<region>:<account>:log-group:${name}`).join(", ")}`,
];

const FORWARDER = "role push-mgmt-events-to-mechcloud-<region>";
const QUEUE = "queue management-events.fifo";
const QUEUE_DLQ = "queue management-events-dlq.fifo";
const RULE_DLQ = "queue management-events-rule-dlq";
const BUCKET = "bucket mechcloud-trail-<account>-<region>";

const MECHCLOUD_SYNC: readonly Entry[] = [
  // The forwarder.
  { who: "lambda.amazonaws.com", actions: "sts:AssumeRole", on: FORWARDER },
  {
    who: FORWARDER,
    actions: "sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes sqs:ChangeMessageVisibility",
    on: QUEUE,
  },
  {
    who: FORWARDER,
    actions: "logs:CreateLogStream logs:PutLogEvents",
    on: "log group /aws/lambda/push-mgmt-events-to-mechcloud",
  },
  { who: FORWARDER, actions: "secretsmanager:GetSecretValue", on: "secret mechcloud-access-token" },
  // Decrypts events, and the access token.
  { who: FORWARDER, actions: "kms:Decrypt", on: KEY },
  // With tracing; X-Ray has no ARN for what is written.
  { who: FORWARDER, actions: "xray:PutTraceSegments xray:PutTelemetryRecords", on: "*" },
  // To pause itself it disables its own event source mapping, whose id it reads from a parameter.
  {
    who: FORWARDER,
    actions: "ssm:GetParameter",
    on: "arn:aws:ssm:<region>:<account>:parameter/event-relay/push-mgmt-events-to-mechcloud/event-source-mapping",
  },
  {
    who: FORWARDER,
    actions: "lambda:UpdateEventSourceMapping",
    on: "arn:aws:lambda:<region>:<account>:event-source-mapping:<forwarder_event_source_mapping>",
  },

  // Queues: each rule sends its events, and those that it could not send.
  { who: EVENTS, actions: "sqs:SendMessage", on: QUEUE, conditions: [byRule("mc-instance-state-change-events")] },
  { who: EVENTS, actions: "sqs:SendMessage", on: QUEUE, conditions: [byRule("mc-tag-change-events")] },
  { who: EVENTS, actions: "sqs:SendMessage", on: QUEUE, conditions: [byRule("mc-cloudtrail-events")] },
  { who: EVENTS, actions: "sqs:SendMessage", on: RULE_DLQ, conditions: [byRule("mc-instance-state-change-events")] },
  { who: EVENTS, actions: "sqs:SendMessage", on: RULE_DLQ, conditions: [byRule("mc-tag-change-events")] },
  { who: EVENTS, actions: "sqs:SendMessage", on: RULE_DLQ, conditions: [byRule("mc-cloudtrail-events")] },
  { effect: "Deny", who: "anybody", actions: "sqs:*", on: QUEUE, conditions: WITHOUT_TLS },
  { effect: "Deny", who: "anybody", actions: "sqs:*", on: QUEUE_DLQ, conditions: WITHOUT_TLS },
  { effect: "Deny", who: "anybody", actions: "sqs:*", on: RULE_DLQ, conditions: WITHOUT_TLS },

  // The trail's bucket: CloudTrail reads the list of who may do what before it writes.
  { who: CLOUDTRAIL, actions: "s3:GetBucketAcl", on: BUCKET, conditions: [BY_TRAIL] },
  {
    who: CLOUDTRAIL,
    actions: "s3:PutObject",
    on: `${BUCKET}/AWSLogs/<account>/*`,
    conditions: [BY_TRAIL, "s3:x-amz-acl StringEquals bucket-owner-full-control"],
  },
  { effect: "Deny", who: "anybody", actions: "s3:*", on: `${BUCKET}, ${BUCKET}/*`, conditions: WITHOUT_TLS },

  // The topic of alarms.
  { who: CLOUDWATCH, actions: "sns:Publish", on: "topic mechcloud-alarms", conditions: [IN_ACCOUNT, BY_ALARM] },
  { effect: "Deny", who: "anybody", actions: "sns:Publish", on: "topic mechcloud-alarms", conditions: WITHOUT_TLS },

  // What the policy of a customer managed key must say; without its account nobody could change it any more.
  { who: ACCOUNT, actions: "kms:*", on: KEY },
  {
    who: EVENTS,
    actions: "kms:Decrypt kms:GenerateDataKey",
    on: KEY,
    conditions: [byRule("mc-instance-state-change-events")],
  },
  { who: EVENTS, actions: "kms:Decrypt kms:GenerateDataKey", on: KEY, conditions: [byRule("mc-tag-change-events")] },
  { who: EVENTS, actions: "kms:Decrypt kms:GenerateDataKey", on: KEY, conditions: [byRule("mc-cloudtrail-events")] },
  { who: CLOUDWATCH, actions: "kms:Decrypt kms:GenerateDataKey", on: KEY, conditions: [BY_ALARM] },
  { who: CLOUDTRAIL, actions: "kms:GenerateDataKey kms:Decrypt", on: KEY, conditions: [BY_TRAIL] },
  { who: CLOUDTRAIL, actions: "kms:DescribeKey", on: KEY, conditions: [BY_TRAIL] },
  {
    who: LOGS,
    actions: LOGS_USE_KEY,
    on: KEY,
    conditions: forLogGroups("/aws/lambda/push-mgmt-events-to-mechcloud"),
  },
];

const ALERTS = "role scalr-run-alerts-<region>";
const DESTINATION = "role scalr-to-<destination>-<region>";
const SCALR_DLQ = "queue scalr-rule-dlq";
const DESTINATION_DLQ = "queue scalr-to-<destination>-dlq";
const RUN_LOG = "log group /aws/events/scalr/run-executed";
const AUDIT_LOG = "log group /aws/events/scalr/audit-log";
const DESTINATION_LOGS = "the destinations' log groups";

const SCALR_EVENTS: readonly Entry[] = [
  // Log groups; AWS documents no condition for logs:CreateLogStream, which writes nothing.
  { who: LOG_DELIVERY, actions: "logs:CreateLogStream", on: RUN_LOG },
  { who: LOG_DELIVERY, actions: "logs:CreateLogStream", on: AUDIT_LOG },
  { who: LOG_DELIVERY, actions: "logs:CreateLogStream", on: DESTINATION_LOGS },
  { who: LOG_DELIVERY, actions: "logs:PutLogEvents", on: RUN_LOG, conditions: [byScalrRule("run-executed")] },
  { who: LOG_DELIVERY, actions: "logs:PutLogEvents", on: AUDIT_LOG, conditions: [byScalrRule("audit-log")] },
  {
    who: LOG_DELIVERY,
    actions: "logs:PutLogEvents",
    on: DESTINATION_LOGS,
    conditions: [byScalrRule("to-<destination>")],
  },

  // Queues of what could not be delivered.
  { who: EVENTS, actions: "sqs:SendMessage", on: SCALR_DLQ, conditions: [byScalrRule("run-executed")] },
  { who: EVENTS, actions: "sqs:SendMessage", on: SCALR_DLQ, conditions: [byScalrRule("audit-log")] },
  { who: EVENTS, actions: "sqs:SendMessage", on: SCALR_DLQ, conditions: [byScalrRule("run-alerts")] },
  { who: EVENTS, actions: "sqs:SendMessage", on: DESTINATION_DLQ, conditions: [byScalrRule("to-<destination>")] },
  { effect: "Deny", who: "anybody", actions: "sqs:*", on: SCALR_DLQ, conditions: WITHOUT_TLS },
  { effect: "Deny", who: "anybody", actions: "sqs:*", on: DESTINATION_DLQ, conditions: WITHOUT_TLS },

  // The function of alerts; what it fails to publish Lambda sends to the dead-letter queue, in the function's name.
  { who: "lambda.amazonaws.com", actions: "sts:AssumeRole", on: ALERTS },
  {
    who: EVENTS,
    actions: "lambda:InvokeFunction",
    on: "function scalr-run-alerts",
    conditions: ["aws:SourceArn ArnLike arn:aws:events:<region>:<account>:rule/<event source>/scalr-run-alerts"],
  },
  { who: ALERTS, actions: "logs:CreateLogStream logs:PutLogEvents", on: "log group /aws/lambda/scalr-run-alerts" },
  { who: ALERTS, actions: "sns:Publish", on: "topic scalr-run-alerts" },
  { who: ALERTS, actions: "sqs:SendMessage", on: SCALR_DLQ },
  // Encrypts for the topic and the queue; SNS and SQS ask for both.
  { who: ALERTS, actions: "kms:GenerateDataKey", on: KEY },
  { who: ALERTS, actions: "kms:Decrypt", on: KEY },

  // Destinations: a role for those that EventBridge does not reach by their own policy.
  {
    who: EVENTS,
    actions: "sts:AssumeRole",
    on: DESTINATION,
    conditions: [IN_ACCOUNT, byScalrRule("to-<destination>")],
  },
  { who: DESTINATION, actions: "states:StartExecution", on: "the destination's state_machine" },
  { who: DESTINATION, actions: "events:PutEvents", on: "the destination's event_bus" },
  { who: DESTINATION, actions: "kinesis:PutRecord kinesis:PutRecords", on: "the destination's stream" },
  { who: DESTINATION, actions: "firehose:PutRecord firehose:PutRecordBatch", on: "the destination's delivery_stream" },
  { who: DESTINATION, actions: "events:InvokeApiDestination", on: "API destination scalr-to-<destination>" },
  {
    who: EVENTS,
    actions: "lambda:InvokeFunction",
    on: "the destination's function",
    conditions: ["aws:SourceArn ArnLike arn:aws:events:<region>:<account>:rule/<event source>/scalr-to-<destination>"],
  },

  // The topic of alarms.
  { who: CLOUDWATCH, actions: "sns:Publish", on: "topic scalr-alarms", conditions: [IN_ACCOUNT, BY_ALARM] },
  { effect: "Deny", who: "anybody", actions: "sns:Publish", on: "topic scalr-alarms", conditions: WITHOUT_TLS },

  // What the policy of a customer managed key must say; rules of destinations come and go, so all of ours may.
  { who: ACCOUNT, actions: "kms:*", on: KEY },
  { who: EVENTS, actions: "kms:Decrypt kms:GenerateDataKey", on: KEY, conditions: [byScalrRule("*")] },
  { who: CLOUDWATCH, actions: "kms:Decrypt kms:GenerateDataKey", on: KEY, conditions: [BY_ALARM] },
  {
    who: LOGS,
    actions: LOGS_USE_KEY,
    on: KEY,
    conditions: forLogGroups(
      "/aws/events/scalr/run-executed",
      "/aws/events/scalr/audit-log",
      "/aws/lambda/scalr-run-alerts",
    ),
  },
];

/** All that the published modules allow or deny, by module; kept by hand, so that nothing is added unseen. */
export const ALLOWED_PERMISSIONS = {
  "terraform-aws-mechcloud-sync": MECHCLOUD_SYNC,
  "terraform-aws-scalr-events": SCALR_EVENTS,
};

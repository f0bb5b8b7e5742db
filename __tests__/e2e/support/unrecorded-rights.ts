/** A right that no request of a test needs, but one on AWS does. */
export interface UnrecordedRight {
  /** As `unneededRights` names it. */
  readonly what: string;
  /** With the source. */
  readonly why: string;
}

const S3_CONTROL =
  "From provider 6.23 on, the tags of a bucket are read and written by S3 Control, which the local AWS does not have: " +
  "https://github.com/hashicorp/terraform-provider-aws/pull/45251";
const TRACE =
  "Lambda sends traces as the function's role, which the local AWS does not: " +
  "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html";
const BATCH =
  "EventBridge may deliver several events at once: " +
  "https://github.com/aws/aws-cdk/tree/main/packages/aws-cdk-lib/aws-events-targets/lib (both calls are granted there)";

const HUB =
  "Without a hub, as here, nobody uses it. A hub that is created later, and its rules of accounts to come, change no policy " +
  "that is in use: regions-and-accounts.test.ts needs it.";

export const UNRECORDED_OF_MECHCLOUD: readonly UnrecordedRight[] = [
  ...["ListTagsForResource", "TagResource", "UntagResource"].map((action) => ({
    what: `mechcloud-trail: TrailBucket without s3:${action}`,
    why: S3_CONTROL,
  })),
  ...["is gone", "without xray:PutTraceSegments", "without xray:PutTelemetryRecords"].map((loss) => ({
    what: `role/push-mgmt-events-to-mechcloud-us-east-1 forwarder: Trace ${loss}`,
    why: TRACE,
  })),
  ...[
    "key: AllowHub is gone",
    "key: AllowHub without kms:Decrypt",
    "key: AllowHub without kms:GenerateDataKey*",
    "management-events-rule-dlq: AllowHub is gone",
    "management-events.fifo: AllowHub is gone",
  ].map((what) => ({ what, why: HUB })),
];

export const UNRECORDED_OF_SCALR: readonly UnrecordedRight[] = [
  { what: "role/scalr-to-delivery-us-east-1 deliver: DeliverFirehose without firehose:PutRecordBatch", why: BATCH },
  { what: "role/scalr-to-stream-us-east-1 deliver: DeliverKinesis without kinesis:PutRecords", why: BATCH },
  {
    what: "scalr-events: HttpsSecrets without secretsmanager:DescribeSecret",
    why:
      "EventBridge reads a connection's secret with the caller's rights, as in its own role's policy: " +
      "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEventBridgeApiDestinationsServiceRolePolicy.html",
  },
  {
    what: "scalr-events: Function without lambda:UpdateFunctionCode",
    why: "The package of the alerts' function changes with the module's version, not with its inputs.",
  },
];

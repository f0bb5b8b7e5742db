/** A list price of AWS in us-east-1, without free tier, discounts and taxes. */
export interface Price {
  /** What is charged. */
  readonly what: string;
  /** US dollars for `per` units; the unit is in the singular. */
  readonly usd: number;
  readonly per: number;
  readonly unit: string;
  /** When it was looked up, as YYYY-MM-DD. */
  readonly date: string;
  /** AWS's page that has it. */
  readonly source: string;
}

const LOOKED_UP = "2026-11-21";

const eventBridge = from("https://aws.amazon.com/eventbridge/pricing/");
const sqs = from("https://aws.amazon.com/sqs/pricing/");
const lambda = from("https://aws.amazon.com/lambda/pricing/");
const cloudWatch = from("https://aws.amazon.com/cloudwatch/pricing/");
const secretsManager = from("https://aws.amazon.com/secrets-manager/pricing/");
const kms = from("https://aws.amazon.com/kms/pricing/");
const s3 = from("https://aws.amazon.com/s3/pricing/");
const sns = from("https://aws.amazon.com/sns/pricing/");

const MILLION = 1_000_000;

export const prices = {
  awsEvents: { what: "EventBridge, events of AWS services", usd: 0, per: MILLION, unit: "event", ...eventBridge },
  partnerEvents: { what: "EventBridge, events of partners", usd: 1, per: MILLION, unit: "event", ...eventBridge },
  customEvents: { what: "EventBridge, events for another bus", usd: 1, per: MILLION, unit: "event", ...eventBridge },
  apiDestination: { what: "EventBridge, API destination", usd: 0.2, per: MILLION, unit: "call", ...eventBridge },
  archive: { what: "EventBridge, archive, processing", usd: 0.1, per: 1, unit: "GB", ...eventBridge },
  archiveStorage: { what: "EventBridge, archive, storage", usd: 0.023, per: 1, unit: "GB-month", ...eventBridge },
  queue: { what: "SQS, standard queue", usd: 0.4, per: MILLION, unit: "request", ...sqs },
  fifoQueue: { what: "SQS, FIFO queue", usd: 0.5, per: MILLION, unit: "request", ...sqs },
  invocation: { what: "Lambda, invocation", usd: 0.2, per: MILLION, unit: "invocation", ...lambda },
  duration: { what: "Lambda, duration, arm64", usd: 0.0000133334, per: 1, unit: "GB-second", ...lambda },
  logs: { what: "CloudWatch Logs, ingestion", usd: 0.5, per: 1, unit: "GB", ...cloudWatch },
  logStorage: { what: "CloudWatch Logs, storage", usd: 0.03, per: 1, unit: "GB-month", ...cloudWatch },
  metric: { what: "CloudWatch, custom metric", usd: 0.3, per: 1, unit: "metric-month", ...cloudWatch },
  alarm: { what: "CloudWatch, alarm", usd: 0.1, per: 1, unit: "alarm-month", ...cloudWatch },
  dashboard: { what: "CloudWatch, dashboard", usd: 3, per: 1, unit: "dashboard-month", ...cloudWatch },
  secret: { what: "Secrets Manager, secret", usd: 0.4, per: 1, unit: "secret-month", ...secretsManager },
  secretCall: { what: "Secrets Manager, calls", usd: 0.05, per: 10_000, unit: "call", ...secretsManager },
  key: { what: "KMS, customer key", usd: 1, per: 1, unit: "key-month", ...kms },
  keyCall: { what: "KMS, requests", usd: 0.03, per: 10_000, unit: "request", ...kms },
  trailCopy: {
    what: "CloudTrail, further copy of management events",
    usd: 2,
    per: 100_000,
    unit: "event",
    ...from("https://aws.amazon.com/cloudtrail/pricing/"),
  },
  bucketPut: { what: "S3, PUT", usd: 0.005, per: 1_000, unit: "request", ...s3 },
  bucketStorage: { what: "S3, storage", usd: 0.023, per: 1, unit: "GB-month", ...s3 },
  publish: { what: "SNS, publish", usd: 0.5, per: MILLION, unit: "request", ...sns },
  email: { what: "SNS, e-mail", usd: 2, per: 100_000, unit: "message", ...sns },
  transferOut: {
    what: "Data transfer to the internet",
    usd: 0.09,
    per: 1,
    unit: "GB",
    ...from("https://aws.amazon.com/ec2/pricing/on-demand/"),
  },
  trace: {
    what: "X-Ray, traces recorded",
    usd: 5,
    per: MILLION,
    unit: "trace",
    ...from("https://aws.amazon.com/xray/pricing/"),
  },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof prices;

function from(source: string): Pick<Price, "date" | "source"> {
  return { date: LOOKED_UP, source };
}

/** US dollars for an amount, in the price's unit. */
export function priceOf(name: PriceName, amount: number): number {
  return (prices[name].usd / prices[name].per) * amount;
}

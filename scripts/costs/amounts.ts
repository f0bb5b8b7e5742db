import type { PriceName } from "./prices";

/** Some amount of what has a price, in the price's unit. */
export interface Amount {
  readonly price: PriceName;
  readonly amount: number;
  /** How the amount comes about. */
  readonly because: string;
}

/** Of the published modules, as they are by default. */
export interface Inventory {
  readonly alarms: number;
  readonly dashboards: number;
}

/** Bytes of sample events as EventBridge sends them. */
export interface EventSizes {
  readonly tagChange: number;
  readonly runExecuted: number;
  readonly auditLog: number;
}

const EVENTS = 1_000_000;
const GB = 1_000_000_000;
const SECONDS_PER_MONTH = 30 * 24 * 60 * 60;

/** What the figures are computed for. Sizes are in bytes, times in milliseconds. */
export const assumptions = {
  endpointLatencyMs: 50,
  /** The forwarder's own work in an invocation. */
  ownWorkMs: 5,
  memoryGb: 0.5,
  alertMemoryGb: 0.125,
  alertMs: 100,
  /** Its line in the log, with the 26 bytes that CloudWatch counts on top of each. */
  logBytesPerEvent: 840,
  /** Two lines of metrics, and the three that Lambda writes. */
  logBytesPerBatch: 1_100,
  /** HTTP headers, and TLS on a connection that is kept alive. */
  requestOverheadBytes: 700,
  /** Long polls of 20 seconds, five at a time. */
  pollers: 5,
  pollSeconds: 20,
  /** The token is cached for so long, in each execution environment: one a rule, and `tags` makes two rules. */
  tokenCacheSeconds: 300,
  tokenCaches: 2,
  /** SQS reuses a data key for so long; one for who sends and one for who receives. */
  dataKeySeconds: 300,
  /** CloudTrail writes a file about this often. */
  trailFileSeconds: 300,
  auditLogRetentionMonths: 12,
  /** TokenSecondsLeft; and Delivered, Latency, QueueDelay, each for the function and for its two types of event. */
  customMetrics: 10,
} as const;

const a = assumptions;

/** Of a month, where events come all the time. */
const TOKEN_READS = (a.tokenCaches * SECONDS_PER_MONTH) / a.tokenCacheSeconds;

/** A million events on their way to MechCloud, delivered at the first try. */
export function perMillionToMechCloud(batchSize: number, sizes: EventSizes): Amount[] {
  const batches = EVENTS / batchSize;
  const seconds = (a.endpointLatencyMs + a.ownWorkMs) / 1000;
  return [
    { price: "awsEvents", amount: EVENTS, because: "rules and deliveries are free, too" },
    { price: "fifoQueue", amount: EVENTS + 2 * batches, because: "a send an event; a receive and a delete a batch" },
    { price: "invocation", amount: batches, because: "one a batch" },
    {
      price: "duration",
      amount: batches * seconds * a.memoryGb,
      because: `${1024 * a.memoryGb} MB, one round trip of ${a.endpointLatencyMs} ms a batch`,
    },
    {
      price: "logs",
      amount: (EVENTS * a.logBytesPerEvent + batches * a.logBytesPerBatch) / GB,
      because: `${a.logBytesPerEvent} bytes an event, ${a.logBytesPerBatch} a batch`,
    },
    {
      price: "transferOut",
      amount: (EVENTS * (sizes.tagChange + a.requestOverheadBytes)) / GB,
      because: `a tag change of ${sizes.tagChange} bytes, ${a.requestOverheadBytes} around it`,
    },
  ];
}

/** A month of MechCloud sync, whether or not anything happens. */
export function perMonthOfMechCloud({ alarms, dashboards }: Inventory): Amount[] {
  const polls = (SECONDS_PER_MONTH / a.pollSeconds) * a.pollers;
  return [
    ...monitoring({ alarms, dashboards }),
    { price: "metric", amount: a.customMetrics, because: "in hours with events only; three more with a third type" },
    { price: "secret", amount: 1, because: "the access token" },
    {
      price: "secretCall",
      amount: TOKEN_READS,
      because: "one a rule in five minutes, at most; half as many again with a third rule",
    },
    { price: "fifoQueue", amount: polls, because: "Lambda's polls of an empty queue: five at a time, 20 seconds each" },
  ];
}

/** What a spoke adds to MechCloud sync: a million of its events. */
export function perMillionFromSpoke(): Amount[] {
  return [{ price: "customEvents", amount: EVENTS, because: "from the spoke's bus to the hub's" }];
}

/** What a hub adds in a month, without accounts. */
export function perMonthOfHub(alarms: number): Amount[] {
  return [{ price: "alarm", amount: alarms, because: "of the rules for other regions and accounts" }];
}

/** What a spoke adds in a month. */
export function perMonthOfSpoke(spokeAlarms: number): Amount[] {
  return [{ price: "alarm", amount: spokeAlarms, because: "of its rules and its dead-letter queue" }];
}

/** What an account in `cloud_accounts` adds in a month. */
export function perMonthOfAccount(alarms: number): Amount[] {
  return [{ price: "alarm", amount: alarms, because: "of its rules on the hub's bus" }];
}

/** What settings add to MechCloud sync: a million events, or a month. */
export function optionsOfMechCloud(sizes: EventSizes): Record<string, Amount[]> {
  const archived = (EVENTS * sizes.tagChange) / GB;
  return {
    "a trail, if another trail has the first copy (a million events)": [
      { price: "trailCopy", amount: EVENTS, because: "of all management events that write, not only the relay's" },
    ],
    "a trail (a month)": [
      { price: "bucketPut", amount: SECONDS_PER_MONTH / a.trailFileSeconds, because: "a file in five minutes" },
      { price: "bucketStorage", amount: 0.1, because: "files of some days" },
    ],
    "archive_retention_days = 30 (a million events)": [
      { price: "archive", amount: archived, because: `${sizes.tagChange} bytes an event` },
      { price: "archiveStorage", amount: archived, because: "kept for a month" },
    ],
    "tracing (a million events)": [{ price: "trace", amount: EVENTS / 10, because: "at most one a batch of 10" }],
    "kms_key_arn (a month)": [
      { price: "key", amount: 1, because: "yours, and perhaps shared" },
      {
        price: "keyCall",
        amount: (2 * SECONDS_PER_MONTH) / a.dataKeySeconds + TOKEN_READS,
        because: "the queue's data keys, for sending and for receiving; the token",
      },
    ],
  };
}

/** A million events of Scalr, half of them runs, in their log groups. */
export function perMillionFromScalr({ runExecuted, auditLog }: EventSizes): Amount[] {
  const [runs, audits] = [((EVENTS / 2) * runExecuted) / GB, ((EVENTS / 2) * auditLog) / GB];
  return [
    { price: "partnerEvents", amount: EVENTS, because: "whether or not a rule matches them" },
    { price: "logs", amount: runs + audits, because: `a run of ${runExecuted} bytes, an audit entry of ${auditLog}` },
    {
      price: "logStorage",
      amount: runs + audits * a.auditLogRetentionMonths,
      because: "runs for a month, audit log for a year; before compression",
    },
  ];
}

/** A month of Scalr events. */
export function perMonthOfScalr(inventory: Inventory): Amount[] {
  return monitoring(inventory);
}

/** A million events for a destination, by its kind; what happens behind it is the destination's own cost. */
export function perMillionToDestination({ runExecuted }: EventSizes): Record<string, Amount[]> {
  return {
    sqs: [{ price: "queue", amount: EVENTS, because: "a send" }],
    "sqs, FIFO": [{ price: "fifoQueue", amount: EVENTS, because: "a send" }],
    sns: [{ price: "publish", amount: EVENTS, because: "a publish" }],
    https: [
      { price: "apiDestination", amount: EVENTS, because: "a call" },
      {
        price: "transferOut",
        amount: (EVENTS * (runExecuted + a.requestOverheadBytes)) / GB,
        because: `${runExecuted} bytes, ${a.requestOverheadBytes} around it`,
      },
    ],
    cloudwatch_logs: [{ price: "logs", amount: (EVENTS * runExecuted) / GB, because: `${runExecuted} bytes an event` }],
    event_bus: [{ price: "partnerEvents", amount: EVENTS, because: "at most, if the bus belongs to another account" }],
    lambda: [{ price: "invocation", amount: EVENTS, because: "and its duration" }],
    "alerts (by e-mail to one address)": [
      { price: "invocation", amount: EVENTS, because: "one a run" },
      { price: "duration", amount: (EVENTS * a.alertMs * a.alertMemoryGb) / 1000, because: "128 MB, 100 ms" },
      { price: "publish", amount: EVENTS, because: "a publish" },
      { price: "email", amount: EVENTS, because: "one an address" },
    ],
  };
}

function monitoring({ alarms, dashboards }: Inventory): Amount[] {
  return [
    { price: "alarm", amount: alarms, because: "by default; none with `alarms = { enabled = false }`" },
    { price: "dashboard", amount: dashboards, because: "by default; none with `create_dashboard = false`" },
  ];
}

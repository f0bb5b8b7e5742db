/** A metric that the forwarder writes. */
export interface Metric {
  readonly unit: "Count" | "Milliseconds" | "Seconds";
  /** Whether the metric also exists by event type. */
  readonly byEventType: boolean;
  /** What one data point means, as a phrase. */
  readonly meaning: string;
}

/** The namespace of the forwarder's metrics in CloudWatch. */
export const METRIC_NAMESPACE = "AwsEventRelay";

/** The dimension that each metric has. Its value is the function's name. */
export const SERVICE_DIMENSION = "service";

/** The second dimension of a metric that exists by event type. Its value is the event's `detail-type`. */
export const EVENT_TYPE_DIMENSION = "eventType";

/**
 * The forwarder's metrics by name. A count without data points is zero.
 *
 * ChannelDownSeconds, TokenUnusable and Paused are states: each keeps its last value until the next data point. None is
 * written while everything works, nor while the relay is paused.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const METRICS = {
  Delivered: { unit: "Count", byEventType: true, meaning: "events that MechCloud answered with 200" },
  Refused: { unit: "Count", byEventType: true, meaning: "events that MechCloud does not accept" },
  Latency: {
    unit: "Milliseconds",
    byEventType: true,
    meaning: "from the first POST of a delivered event to the last answer, waits included",
  },
  QueueDelay: {
    unit: "Milliseconds",
    byEventType: true,
    meaning: "from the change that a delivered event is about to its delivery",
  },
  Failed: { unit: "Count", byEventType: false, meaning: "events whose tries all met a time-out, 408, 429 or 5xx" },
  Unauthorized: { unit: "Count", byEventType: false, meaning: "events that met a refused access token" },
  Held: {
    unit: "Count",
    byEventType: false,
    meaning: "events that were not posted and wait: for another event, for time, or for a channel that is down",
  },
  Invalid: { unit: "Count", byEventType: false, meaning: "records that are no JSON object" },
  Unmapped: { unit: "Count", byEventType: false, meaning: "events of an AWS account that has no cloud account" },
  Retried: { unit: "Count", byEventType: false, meaning: "POSTs after an event's first one" },
  Isolated: {
    unit: "Count",
    byEventType: false,
    meaning: "events in trouble that got a message group of their own, so that they hold up no others",
  },
  SetAside: { unit: "Count", byEventType: false, meaning: "events that were moved to the dead-letter queue" },
  MoveFailed: {
    unit: "Count",
    byEventType: false,
    meaning: "events that should have been isolated or set aside, and stay where they are",
  },
  ChannelDown: { unit: "Count", byEventType: false, meaning: "invocations that found the channel to MechCloud down" },
  ChannelDownSeconds: {
    unit: "Seconds",
    byEventType: false,
    meaning: "how long the event that waits longest has waited, when the channel is found down; 0 when it works again",
  },
  TokenUnusable: {
    unit: "Count",
    byEventType: false,
    meaning: "1 when the access token is refused or cannot be read, so that a person has to act; 0 when it works again",
  },
  TokenMissing: {
    unit: "Count",
    byEventType: false,
    meaning: "invocations that found no access token in its store yet",
  },
  TokenSecondsLeft: {
    unit: "Seconds",
    byEventType: false,
    meaning: "until the access token expires; only if it is a JWT with the claim exp",
  },
  Paused: {
    unit: "Count",
    byEventType: false,
    meaning:
      "1 when the relay pauses itself, or may have; 0 when its event source mapping is known to be enabled again",
  },
  PauseFailed: {
    unit: "Count",
    byEventType: false,
    meaning: "invocations that could not pause the relay, or could not end its pause",
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof METRICS;

/** A metric that the forwarder writes. */
export interface Metric {
  readonly unit: "Count" | "Milliseconds";
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
 * The forwarder's metrics by name. A metric without data points counts as zero.
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
  Retried: { unit: "Count", byEventType: false, meaning: "POSTs after an event's first one" },
  ChannelDown: { unit: "Count", byEventType: false, meaning: "invocations that found the channel to MechCloud down" },
  Paused: {
    unit: "Count",
    byEventType: false,
    meaning: "invocations that disabled the event source mapping, or may have; 0 from those that delivered",
  },
  PauseFailed: {
    unit: "Count",
    byEventType: false,
    meaning: "invocations that should have disabled the event source mapping and could not, or do not know",
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof METRICS;

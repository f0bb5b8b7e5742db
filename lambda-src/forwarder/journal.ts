import type { Logger } from "@aws-lambda-powertools/logger";
import { type Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Context } from "aws-lambda";
import { groupBy } from "../shared/group-by";
import type { Outcome } from "./outcome";
import type { Report } from "./report";

/** What the forwarder does about a channel that is down. */
export type Consequence =
  | { readonly kind: "paused" | "busy"; readonly resume: string }
  | { readonly kind: "pause-failed" | "pause-unanswered"; readonly fault: string }
  | { readonly kind: "goes-on" };

const outcomeMetrics: Readonly<Record<Outcome, string>> = {
  delivered: "Delivered",
  refused: "Refused",
  failed: "Failed",
  unauthorized: "Unauthorized",
  held: "Held",
  invalid: "Invalid",
};

const told: Readonly<Record<Consequence["kind"], { sentence: string; metrics: readonly string[] }>> = {
  paused: { sentence: "The relay has paused itself, and its queue keeps the events in order.", metrics: ["Paused"] },
  busy: {
    sentence:
      "Its event source mapping is being changed, most likely by this or another invocation to pause the relay.",
    // A pause that nobody hears of is worse than one too many: the next delivery takes it back.
    metrics: ["Paused"],
  },
  "pause-failed": {
    sentence: "The relay could not pause itself: events go to the dead-letter queue after the queue's last receive.",
    metrics: ["PauseFailed"],
  },
  "pause-unanswered": {
    sentence: "The relay tried to pause itself and had no answer in time: it may be paused, or not.",
    metrics: ["Paused", "PauseFailed"],
  },
  "goes-on": { sentence: "Events go to the dead-letter queue after the queue's last receive.", metrics: [] },
};

/**
 * Tells what becomes of each record, in the log and in metrics (CloudWatch's embedded metric format).
 *
 * Metrics of namespace `AwsEventRelay`, all with the dimension `service`, the function's name. Those marked so exist a
 * second time by `service` and `eventType`, the event's `detail-type`. A metric without data points is zero.
 *
 * | metric | unit | by type | meaning |
 * |---|---|---|---|
 * | `Delivered` | Count | yes | events that MechCloud answered with 200 |
 * | `Refused` | Count | yes | events that MechCloud does not accept |
 * | `Latency` | Milliseconds | yes | of delivered events: first POST to last answer, waits included |
 * | `QueueDelay` | Milliseconds | yes | of delivered events: from when it happened to its delivery |
 * | `Failed` | Count | | events in passing trouble beyond the tries |
 * | `Unauthorized` | Count | | events that met a refused access token |
 * | `Held` | Count | | events that were not posted and wait: for another event, for time, for a channel that is down |
 * | `Invalid` | Count | | records that are no JSON object |
 * | `Retried` | Count | | POSTs after the first one |
 * | `ChannelDown` | Count | | invocations that found the channel to MechCloud down for good |
 * | `Paused` | Count | | invocations that disabled the event source mapping, or may have; 0 from those that delivered |
 * | `PauseFailed` | Count | | invocations that should have, and could not, or do not know |
 *
 * An invocation writes one line of metrics for each type of event delivered or refused in it, and one for the rest.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export class Journal {
  readonly #logger: Logger;
  readonly #metrics: Metrics;
  #reports: Report[] = [];

  constructor(logger: Logger, metrics: Metrics) {
    this.#logger = logger;
    this.#metrics = metrics;
  }

  /** Puts the request id and the function's name into every line of this invocation. */
  open(context: Context): void {
    this.#logger.addContext(context);
  }

  record(report: Report): void {
    if (report.outcome === "delivered") this.#logger.info("Event delivered", { ...report });
    else this.#logger.warn("Event not delivered", { ...report });
    this.#reports.push(report);
  }

  /** @param reason a sentence */
  channelDown(reason: string, { kind, ...details }: Consequence): void {
    const { sentence, metrics } = told[kind];
    this.#logger.error(`The channel to MechCloud is down. ${reason} ${sentence}`, details);
    for (const metric of ["ChannelDown", ...metrics]) this.#count(metric);
  }

  /** @param messageId the record in question; absent when it is all of the batch */
  visibilityUnchanged(fault: string, messageId?: string): void {
    const message = "Not delivered, and comes back only after the queue's visibility time-out";
    this.#logger.warn(message, { fault, messageId });
  }

  /** Writes the metrics of this invocation. */
  close(): void {
    const reports = this.#reports;
    this.#reports = [];
    for (const { outcome, tries } of reports) {
      if (!isByType(outcome)) this.#count(outcomeMetrics[outcome]);
      if (tries > 1) this.#count("Retried", tries - 1);
    }
    // Ends the alarm of a relay that had paused itself and says nothing until it is resumed.
    if (reports.some(({ outcome }) => outcome === "delivered")) this.#count("Paused", 0);
    this.#publish();
    const byType = reports.filter(({ outcome }) => isByType(outcome));
    for (const ofType of groupBy(byType, ({ detailType }) => detailType || "unknown")) this.#publishType(ofType);
  }

  #publishType(reports: readonly Report[]): void {
    const eventType = reports[0]!.detailType || "unknown";
    // The first set adds nothing to the default dimension, so that each metric also exists for the service as a whole.
    this.#metrics.addDimensions({}).addDimensions({ eventType });
    for (const { outcome, latencyMs, queueDelayMs } of reports) {
      this.#count(outcomeMetrics[outcome]);
      if (queueDelayMs === undefined) continue;
      this.#metrics.addMetric("Latency", MetricUnit.Milliseconds, latencyMs);
      this.#metrics.addMetric("QueueDelay", MetricUnit.Milliseconds, queueDelayMs);
    }
    this.#publish();
  }

  #count(metric: string, value = 1): void {
    this.#metrics.addMetric(metric, MetricUnit.Count, value);
  }

  #publish(): void {
    if (this.#metrics.hasStoredMetrics()) this.#metrics.publishStoredMetrics();
  }
}

function isByType(outcome: Outcome): boolean {
  return outcome === "delivered" || outcome === "refused";
}

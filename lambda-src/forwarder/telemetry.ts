import type { Logger } from "@aws-lambda-powertools/logger";
import type { Metrics } from "@aws-lambda-powertools/metrics";
import type { Context } from "aws-lambda";
import { EVENT_TYPE_DIMENSION, METRICS, type MetricName } from "../contract/metrics";
import { groupBy } from "../shared/group-by";
import type { Outcome } from "./outcome";
import type { Report } from "./report";

/** What the forwarder did about a channel that is down. */
export type Consequence =
  | { readonly kind: "paused" | "busy"; readonly resume: string }
  | { readonly kind: "pause-failed" | "pause-unanswered"; readonly fault: string }
  | { readonly kind: "goes-on" };

const outcomeMetrics: Readonly<Record<Outcome, MetricName>> = {
  delivered: "Delivered",
  refused: "Refused",
  failed: "Failed",
  unauthorized: "Unauthorized",
  held: "Held",
  invalid: "Invalid",
};

const consequences: Readonly<Record<Consequence["kind"], { sentence: string; metrics: readonly MetricName[] }>> = {
  paused: { sentence: "The relay has paused itself, and its queue keeps the events in order.", metrics: ["Paused"] },
  busy: {
    sentence:
      "Its event source mapping is being changed, most likely by this or another invocation to pause the relay.",
    // A pause without an alarm is worse than an alarm without a pause: the next delivery ends the alarm.
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
 * Writes the log and the metrics (CloudWatch's embedded metric format).
 *
 * An invocation writes one line of metrics for each type of event delivered or refused in it, and one for the rest.
 */
export class Telemetry {
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
    const { sentence, metrics } = consequences[kind];
    this.#logger.error(`The channel to MechCloud is down. ${reason} ${sentence}`, details);
    for (const metric of ["ChannelDown", ...metrics] as const) this.#add(metric);
  }

  /** @param messageId the record in question; absent if it is the whole batch */
  visibilityUnchanged(fault: string, messageId?: string): void {
    const message = "Not delivered, and visible again only after the queue's visibility time-out";
    this.#logger.warn(message, { fault, messageId });
  }

  /** Writes the metrics of this invocation. */
  close(): void {
    const reports = this.#reports;
    this.#reports = [];
    for (const { outcome, tries } of reports) {
      if (!isByEventType(outcome)) this.#add(outcomeMetrics[outcome]);
      if (tries > 1) this.#add("Retried", tries - 1);
    }
    // Ends the alarm of a relay that paused itself, which writes nothing until it is resumed.
    if (reports.some(({ outcome }) => outcome === "delivered")) this.#add("Paused", 0);
    this.#publish();
    const byType = reports.filter(({ outcome }) => isByEventType(outcome));
    for (const ofType of groupBy(byType, ({ detailType }) => detailType || "unknown")) this.#publishType(ofType);
  }

  #publishType(reports: readonly Report[]): void {
    const eventType = reports[0]!.detailType || "unknown";
    // The first set adds nothing to the default dimension, so that each metric also exists for the service as a whole.
    this.#metrics.addDimensions({}).addDimensions({ [EVENT_TYPE_DIMENSION]: eventType });
    for (const { outcome, latencyMs, queueDelayMs } of reports) {
      this.#add(outcomeMetrics[outcome]);
      if (queueDelayMs === undefined) continue;
      this.#add("Latency", latencyMs);
      this.#add("QueueDelay", queueDelayMs);
    }
    this.#publish();
  }

  #add(metric: MetricName, value = 1): void {
    this.#metrics.addMetric(metric, METRICS[metric].unit, value);
  }

  #publish(): void {
    if (this.#metrics.hasStoredMetrics()) this.#metrics.publishStoredMetrics();
  }
}

function isByEventType(outcome: Outcome): boolean {
  return METRICS[outcomeMetrics[outcome]].byEventType;
}

import type { Logger } from "@aws-lambda-powertools/logger";
import type { Metrics } from "@aws-lambda-powertools/metrics";
import type { Context } from "aws-lambda";
import { EVENT_TYPE_DIMENSION, METRICS, type MetricName } from "../contract/metrics";
import { groupBy } from "../shared/group-by";
import type { Trouble } from "./channel";
import type { Outcome } from "./outcome";
import type { PauseResult, ResumeResult } from "./pause";
import type { Report } from "./report";

const outcomeMetrics: Readonly<Record<Outcome, MetricName>> = {
  delivered: "Delivered",
  refused: "Refused",
  failed: "Failed",
  poison: "Failed",
  unauthorized: "Unauthorized",
  held: "Held",
  invalid: "Invalid",
  unmapped: "Unmapped",
};

const pauseSentences: Readonly<Record<PauseResult["kind"] | "none", string>> = {
  paused: "The relay has paused itself and resumes by itself; its queue keeps the events in order.",
  "already-paused": "The relay is paused already; its queue keeps the events in order.",
  "in-use": "The relay's event source mapping is being changed, so it tries to pause itself again in a minute.",
  unanswered: "The relay tried to pause itself and had no answer in time; if it is paused, it resumes by itself.",
  failed: "The relay could not pause itself: it goes on, and tries these events less and less often.",
  none: "Events go to the dead-letter queue after the queue's last receive.",
};

const relocations = {
  queue: { sentence: "Event isolated: it is tried again and holds up no other event", metric: "Isolated" },
  "dead-letter-queue": { sentence: "Event set aside in the dead-letter queue", metric: "SetAside" },
} as const;

type Place = keyof typeof relocations;

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

  relocated({ messageId, eventId, outcome }: Report, to: Place): void {
    const { sentence, metric } = relocations[to];
    this.#logger.warn(sentence, { messageId, eventId, outcome });
    this.#add(metric);
  }

  relocationFailed({ messageId, eventId, outcome }: Report, to: Place, fault: string): void {
    this.#logger.warn(`Event not moved to the ${to}`, { messageId, eventId, outcome, fault });
    this.#add("MoveFailed");
  }

  /** @param messageId the record in question; absent if it is the whole batch */
  visibilityUnchanged(fault: string, messageId?: string): void {
    const message = "Not delivered, and visible again only after the queue's visibility time-out";
    this.#logger.warn(message, { fault, messageId });
  }

  /** @param leftMs milliseconds until the access token expires, negative if it has */
  tokenExpires(leftMs: number): void {
    this.#add("TokenSecondsLeft", Math.max(0, Math.round(leftMs / 1_000)));
  }

  /** @param result undefined if the relay does not pause itself */
  channelDown({ kind, reason }: Trouble, result: PauseResult | undefined, waitedSeconds: number): void {
    const details = result?.kind === "paused" ? { until: isoTime(result.until) } : { ...result };
    const sentence = pauseSentences[result?.kind ?? "none"];
    if (result?.kind === "paused" || result?.kind === "unanswered") this.#add("Paused");
    if (result?.kind === "failed") this.#add("PauseFailed");
    if (kind === "no-token") {
      this.#logger.warn(`${reason} ${sentence}`, details);
      this.#add("TokenMissing");
      return;
    }
    this.#logger.error(`The channel to MechCloud is down. ${reason} ${sentence}`, details);
    this.#add("ChannelDown");
    this.#add("ChannelDownSeconds", waitedSeconds);
    if (kind === "token") this.#add("TokenUnusable");
  }

  /** @param isEnabled whether the event source mapping is known to be enabled */
  channelWorks(isEnabled: boolean): void {
    this.#add("ChannelDownSeconds", 0);
    this.#add("TokenUnusable", 0);
    if (isEnabled) this.#add("Paused", 0);
  }

  /**
   * @param request what asked for it
   * @param result undefined if the relay does not pause itself
   */
  resumed(request: string, result: ResumeResult | undefined): void {
    if (result?.kind === "postponed") {
      const { error } = result;
      this.#logger.warn("The relay's pause goes on: its event source mapping could not be enabled", {
        request,
        until: isoTime(result.until),
        fault: `${error.name}: ${error.message}`,
      });
      if (error.name !== "MappingInUseError") this.#add("PauseFailed");
      return;
    }
    this.#logger.info(result?.kind === "resumed" ? "The relay resumes" : "The relay is not paused", { request });
    if (result) this.#add("Paused", 0);
  }

  /** Writes the metrics of this invocation. */
  close(): void {
    const reports = this.#reports;
    this.#reports = [];
    for (const { outcome, tries } of reports) {
      if (!isByEventType(outcome)) this.#add(outcomeMetrics[outcome]);
      if (tries > 1) this.#add("Retried", tries - 1);
    }
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

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

function isByEventType(outcome: Outcome): boolean {
  return METRICS[outcomeMetrics[outcome]].byEventType;
}

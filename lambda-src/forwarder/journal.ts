import type { Logger } from "@aws-lambda-powertools/logger";
import { type Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Context } from "aws-lambda";
import type { Outcome } from "./outcome";
import type { Report } from "./report";

const metricNames: Readonly<Record<Outcome, string>> = {
  delivered: "Delivered",
  refused: "Refused",
  failed: "Failed",
  unauthorized: "Unauthorized",
  held: "Held",
  invalid: "Invalid",
};

/** Tells what becomes of each record, in the log and in metrics. */
export class Journal {
  readonly #logger: Logger;
  readonly #metrics: Metrics;

  constructor(logger: Logger, metrics: Metrics) {
    this.#logger = logger;
    this.#metrics = metrics;
  }

  /** Puts the request id and the function's name into every line of this invocation. */
  open(context: Context): void {
    this.#logger.addContext(context);
  }

  record(report: Report): void {
    const { outcome, ...details } = report;
    if (outcome === "delivered") this.#logger.info("Event delivered", { outcome, ...details });
    else this.#logger.warn("Event not delivered", { outcome, ...details });
    this.#metrics.addMetric(metricNames[outcome], MetricUnit.Count, 1);
    if (report.tries > 1) this.#metrics.addMetric("Retried", MetricUnit.Count, report.tries - 1);
  }

  channelDown(tokenOrigin: string): void {
    this.#logger.error(
      "MechCloud refuses the access token, also after it was read again. Put a new one into its place.",
      {
        tokenOrigin,
      },
    );
  }

  close(): void {
    this.#metrics.publishStoredMetrics();
  }
}

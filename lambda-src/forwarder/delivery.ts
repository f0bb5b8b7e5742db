import { hasLasted } from "./channel";
import type { ManagementEvent } from "./event";
import type { EventPoster } from "./event-poster";
import type { Invocation } from "./invocation";
import { firstWave, messageGroups, testsFor } from "./ordering";
import type { Outcome } from "./outcome";
import { heldReportOf, type Report } from "./report";
import type { Telemetry } from "./telemetry";

/** Outcomes that later events need not wait for: what follows a refused event may well be accepted. */
const NON_BLOCKING: readonly Outcome[] = ["delivered", "refused", "poison", "unmapped"];

/** Enough to find a good event behind several bad ones, and few enough for a MechCloud that is in trouble. */
const MAX_FAILED_TESTS = 3;

/** Delivers a batch: group by group in parallel, and within a group wave by wave. */
export class Delivery {
  readonly #poster: Pick<EventPoster, "post">;
  readonly #telemetry: Pick<Telemetry, "record">;

  constructor(poster: Pick<EventPoster, "post">, telemetry: Pick<Telemetry, "record">) {
    this.#poster = poster;
    this.#telemetry = telemetry;
  }

  /** @returns a report for each event, group by group */
  async deliver(events: readonly ManagementEvent[], invocation: Invocation): Promise<Report[]> {
    const groups = messageGroups(events).map((group) => this.#deliverGroup(group, invocation));
    return (await Promise.all(groups)).flat();
  }

  /** Posts nothing. */
  hold(events: readonly ManagementEvent[], fault: string): Report[] {
    return this.#record(events.map((event) => heldReportOf(event, fault)));
  }

  /**
   * An event that has failed for several receives is poison, or the channel is down. A later event that is delivered decides
   * it. If none was, some are posted before their turn; then the failing ones get a last chance.
   */
  async #deliverGroup(events: readonly ManagementEvent[], invocation: Invocation): Promise<Report[]> {
    const reports: Report[] = [];
    let waiting = events;
    while (waiting.length > 0) {
      const deliveriesBefore = invocation.deliveries;
      const channelWorks = () => invocation.deliveries > deliveriesBefore;
      let tried: readonly ManagementEvent[] = firstWave(waiting);
      let posted = await this.#post(tried, invocation);
      if (posted.some(mayBePoison) && posted.every((report) => isNonBlocking(report) || mayBePoison(report))) {
        const tests = channelWorks() ? [] : await this.#test(tried, waiting.slice(tried.length), invocation);
        tried = [...tried, ...tests.map(({ event }) => event)];
        posted.push(...tests.map(({ report }) => report));
        if (channelWorks()) posted = await this.#postAgain(tried, posted, invocation);
      }
      waiting = waiting.filter((event) => !tried.includes(event));
      reports.push(...this.#record(posted));
      if (posted.every(isNonBlocking)) continue;
      return [...reports, ...this.#record(waiting.map((event) => heldReportOf(event)))];
    }
    return reports;
  }

  #post(events: readonly ManagementEvent[], invocation: Invocation): Promise<Report[]> {
    return Promise.all(events.map((event) => this.#poster.post(event, invocation)));
  }

  /** Posts later events one after the other until one is delivered. A refusal decides nothing: it may be for what is missing. */
  async #test(suspects: readonly ManagementEvent[], later: readonly ManagementEvent[], invocation: Invocation) {
    const tests: { event: ManagementEvent; report: Report }[] = [];
    for (const event of testsFor(suspects, later)) {
      const report = await this.#poster.post(event, invocation);
      tests.push({ event, report });
      const failures = tests.filter((test) => !isNonBlocking(test.report)).length;
      if (report.outcome === "delivered" || failures === MAX_FAILED_TESTS) break;
    }
    return tests;
  }

  #postAgain(events: readonly ManagementEvent[], reports: readonly Report[], invocation: Invocation) {
    return Promise.all(
      reports.map(async (report, index): Promise<Report> => {
        if (!mayBePoison(report)) return report;
        const again = await this.#poster.post(events[index]!, invocation);
        return again.outcome === "failed" || again.outcome === "held" ? { ...report, outcome: "poison" } : again;
      }),
    );
  }

  #record(reports: Report[]): Report[] {
    for (const report of reports) this.#telemetry.record(report);
    return reports;
  }
}

function isNonBlocking({ outcome }: Report): boolean {
  return NON_BLOCKING.includes(outcome);
}

function mayBePoison(report: Report): boolean {
  return report.outcome === "failed" && hasLasted(report);
}

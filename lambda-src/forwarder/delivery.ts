import type { ManagementEvent } from "./event";
import type { EventPoster } from "./event-poster";
import type { Invocation } from "./invocation";
import { messageGroups, wavesOf } from "./ordering";
import type { Outcome } from "./outcome";
import { failedReportOf, heldReportOf, type Report } from "./report";
import type { Telemetry } from "./telemetry";

/** An event that MechCloud refuses holds nothing back: what follows may well be accepted. */
const NON_BLOCKING: readonly Outcome[] = ["delivered", "refused"];

/** Delivers a batch: group by group in parallel, and within a group wave by wave. */
export class Delivery {
  readonly #poster: Pick<EventPoster, "send">;
  readonly #telemetry: Pick<Telemetry, "record">;

  constructor(poster: Pick<EventPoster, "send">, telemetry: Pick<Telemetry, "record">) {
    this.#poster = poster;
    this.#telemetry = telemetry;
  }

  /** @returns a report for each event: group by group, in the order in which a group's events happened */
  async deliver(events: readonly ManagementEvent[], invocation: Invocation): Promise<Report[]> {
    const groups = messageGroups(events).map((group) => this.#deliverGroup(group, invocation));
    return (await Promise.all(groups)).flat();
  }

  /** Reports all events as failed, without a try. */
  giveUp(events: readonly ManagementEvent[], fault: string): Report[] {
    const reports = events.map((event) => failedReportOf(event, fault));
    for (const report of reports) this.#telemetry.record(report);
    return reports;
  }

  async #deliverGroup(events: readonly ManagementEvent[], invocation: Invocation): Promise<Report[]> {
    const reports: Report[] = [];
    for (const wave of wavesOf(events)) {
      const mayPass = reports.every(({ outcome }) => NON_BLOCKING.includes(outcome));
      reports.push(...(await Promise.all(wave.map((event) => this.#deliverOne(event, mayPass, invocation)))));
    }
    return reports;
  }

  async #deliverOne(event: ManagementEvent, mayPass: boolean, invocation: Invocation): Promise<Report> {
    const report = mayPass ? await this.#poster.send(event, invocation) : heldReportOf(event);
    this.#telemetry.record(report);
    return report;
  }
}

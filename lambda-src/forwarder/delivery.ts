import type { ManagementEvent } from "./event";
import type { EventSender } from "./event-sender";
import type { Invocation } from "./invocation";
import type { Journal } from "./journal";
import { messageGroups, wavesOf } from "./ordering";
import type { Outcome } from "./outcome";
import { failedReportOf, heldReportOf, type Report } from "./report";

/** An event that MechCloud refuses holds nothing back: what follows may well be accepted. */
const lettingOthersPass: readonly Outcome[] = ["delivered", "refused"];

/** Delivers a batch: group by group in parallel, and within a group wave by wave. */
export class Delivery {
  readonly #sender: Pick<EventSender, "send">;
  readonly #journal: Pick<Journal, "record">;

  constructor(sender: Pick<EventSender, "send">, journal: Pick<Journal, "record">) {
    this.#sender = sender;
    this.#journal = journal;
  }

  /** @returns a report for each event: group by group, in the order in which a group's events happened */
  async deliver(events: readonly ManagementEvent[], invocation: Invocation): Promise<Report[]> {
    const groups = messageGroups(events).map((group) => this.#deliverGroup(group, invocation));
    return (await Promise.all(groups)).flat();
  }

  /** Reports all events as failed, without a try. */
  giveUp(events: readonly ManagementEvent[], fault: string): Report[] {
    const reports = events.map((event) => failedReportOf(event, fault));
    for (const report of reports) this.#journal.record(report);
    return reports;
  }

  async #deliverGroup(events: readonly ManagementEvent[], invocation: Invocation): Promise<Report[]> {
    const reports: Report[] = [];
    for (const wave of wavesOf(events)) {
      const mayPass = reports.every(({ outcome }) => lettingOthersPass.includes(outcome));
      reports.push(...(await Promise.all(wave.map((event) => this.#deliverOne(event, mayPass, invocation)))));
    }
    return reports;
  }

  async #deliverOne(event: ManagementEvent, mayPass: boolean, invocation: Invocation): Promise<Report> {
    const report = mayPass ? await this.#sender.send(event, invocation) : heldReportOf(event);
    this.#journal.record(report);
    return report;
  }
}

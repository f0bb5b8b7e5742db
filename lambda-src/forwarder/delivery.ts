import type { ManagementEvent } from "./event";
import type { EventSender } from "./event-sender";
import type { Invocation } from "./invocation";
import type { Journal } from "./journal";
import { messageGroups, wavesOf } from "./ordering";
import type { Outcome } from "./outcome";
import { heldReportOf, type Report } from "./report";

export interface DeliveryResult {
  /** Ids of the messages that MechCloud has processed. */
  readonly delivered: ReadonlySet<string>;
  /** MechCloud refuses the access token even after it was read again; what was not delivered yet was not posted. */
  readonly channelDown: boolean;
}

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

  async deliver(events: readonly ManagementEvent[], invocation: Invocation): Promise<DeliveryResult> {
    const groups = messageGroups(events).map((group) => this.#deliverGroup(group, invocation));
    const reports = (await Promise.all(groups)).flat();
    const delivered = reports.filter(({ outcome }) => outcome === "delivered").map(({ messageId }) => messageId);
    return { delivered: new Set(delivered), channelDown: invocation.channelDown };
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

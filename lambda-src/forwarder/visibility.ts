import { groupBy } from "../shared/group-by";
import { within } from "./aws/call";
import type { Queues } from "./aws/queues";
import { restSeconds } from "./back-off";
import type { Telemetry } from "./telemetry";
import type { Undelivered } from "./undelivered";

export interface VisibilityParts {
  readonly queues: () => Promise<Pick<Queues, "changeVisibility">>;
  readonly telemetry: Pick<Telemetry, "visibilityUnchanged">;
  /** A number in [0, 1), for the jitter. */
  readonly random: () => number;
}

/** Decides when undelivered events are visible again, instead of after the queue's whole visibility time-out. */
export class Visibility {
  readonly #parts: VisibilityParts;

  constructor(parts: VisibilityParts) {
    this.#parts = parts;
  }

  /**
   * Never rejects: an event whose visibility cannot be changed is visible again after the queue's own time-out.
   *
   * @param undelivered at most ten records, in the order of the batch
   * @param seconds the same for all of them; by default, by how often each group's first was received
   */
  async change(undelivered: readonly Undelivered[], seconds: number | undefined, limitMs: number): Promise<void> {
    const { queues, telemetry } = this.#parts;
    const entries = groupBy(undelivered, ({ record }) => String(record.attributes.MessageGroupId)).flatMap((group) =>
      this.#entriesOf(group, seconds),
    );
    try {
      const refused = await within(limitMs, async (signal) => (await queues()).changeVisibility(entries, signal));
      for (const { code, id } of refused) telemetry.visibilityUnchanged(code, id);
    } catch (error) {
      telemetry.visibilityUnchanged((error as Error).name);
    }
  }

  /**
   * A group is locked while one of its messages is not visible, and is then delivered from its first one on. So all get the
   * same moment: that of the first, whose turn it is. An isolated event that is refused is tried again soon each time: it
   * holds up no other, and waits for one.
   */
  #entriesOf(group: readonly Undelivered[], seconds: number | undefined) {
    const { receiveCount, outcome } = group[0]!.report;
    const asked = Math.max(...group.map(({ report }) => report.retryAfterMs ?? 0));
    const receives = outcome === "refused" ? 1 : receiveCount;
    const VisibilityTimeout = seconds ?? restSeconds(receives, asked, this.#parts.random());
    return group.map(({ record }) => ({
      Id: record.messageId,
      ReceiptHandle: record.receiptHandle,
      VisibilityTimeout,
    }));
  }
}

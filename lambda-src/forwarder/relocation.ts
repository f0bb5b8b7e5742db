import { within } from "./aws/call";
import type { Queues } from "./aws/queues";
import type { Clock } from "./clock";
import type { Invocation } from "./invocation";
import { isolatedMessage, setAsideMessage } from "./outgoing-message";
import { isIsolated } from "./record";
import type { Telemetry } from "./telemetry";
import type { Undelivered } from "./undelivered";

/** How often an isolated event is received before it is set aside: for a refused one, after some 50 seconds. */
const ISOLATED_RECEIVES = 10;

/** A queue keeps an event for 14 days. The last of them is for the move to the dead-letter queue, which keeps it for 14 more. */
const OLDEST_MS = 13 * 86_400_000;

/** Two attempts: the first one ends after 900 ms without an answer. */
const SEND_LIMIT_MS = 2_000;

export interface RelocationParts {
  readonly queues: () => Promise<Pick<Queues, "send">>;
  readonly clock: Pick<Clock, "now">;
  readonly telemetry: Pick<Telemetry, "relocated" | "relocationFailed">;
}

/**
 * Moves the events that would hold up others for nothing.
 *
 * A refused or poisonous event first gets a message group of its own: SQS delivers nothing of a group while one of its
 * messages waits, and there it is the only one. It may have overtaken another event, as a subnet its VPC, and is tried
 * again and again. Then it is set aside: moved to the dead-letter queue, with the reason. The price is order: such an event
 * is overtaken by the later events of its former group, also by those about the same resource.
 *
 * A record that is no event is set aside at once, an event of an AWS account without a cloud account, and an event that the queue would soon delete before it does.
 */
export class Relocation {
  readonly #parts: RelocationParts;

  constructor(parts: RelocationParts) {
    this.#parts = parts;
  }

  /** Never rejects. @returns those that stay where they are, in their order */
  async relocate(undelivered: readonly Undelivered[], invocation: Invocation): Promise<Undelivered[]> {
    const staying: Undelivered[] = [];
    // One after the other, so that the dead-letter queue has them in order.
    for (const each of undelivered) {
      if (!(await this.#move(each, invocation))) staying.push(each);
    }
    return staying;
  }

  /** @returns whether the event is now elsewhere */
  async #move({ record, report }: Undelivered, invocation: Invocation): Promise<boolean> {
    const { queues, clock, telemetry } = this.#parts;
    const to = destinationOf({ record, report }, clock.now());
    if (!to) return false;
    const message = to === "queue" ? isolatedMessage(record) : setAsideMessage(record, report, invocation.requestId);
    // The rest of the time is for the change of visibility.
    const limitMs = Math.min(SEND_LIMIT_MS, invocation.recoveryMs / 2);
    try {
      await within(limitMs, async (signal) => (await queues()).send(to, message, signal));
    } catch (error) {
      telemetry.relocationFailed(report, to, (error as Error).name);
      return false;
    }
    telemetry.relocated(report, to);
    return true;
  }
}

function destinationOf({ record, report: { outcome, receiveCount } }: Undelivered, now: number) {
  const ageMs = now - Number(record.attributes.SentTimestamp);
  if (outcome === "invalid" || outcome === "unmapped" || ageMs > OLDEST_MS) return "dead-letter-queue";
  if (!isIsolated(record)) return outcome === "refused" || outcome === "poison" ? "queue" : undefined;
  const hasHadItsTries = receiveCount >= ISOLATED_RECEIVES;
  return hasHadItsTries && ["refused", "failed", "poison"].includes(outcome) ? "dead-letter-queue" : undefined;
}

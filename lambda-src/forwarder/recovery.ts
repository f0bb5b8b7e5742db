import type { OnFailure } from "../contract/forwarder-environment";
import { within } from "./aws-call";
import { describeRefusedToken, describeTrouble, lastingTrouble } from "./channel";
import type { EventSourceMapping } from "./event-source-mapping";
import type { Invocation } from "./invocation";
import type { Consequence, Telemetry } from "./telemetry";
import type { Undelivered, Visibility } from "./visibility";

export interface RecoveryParts {
  readonly onFailure: OnFailure;
  readonly maxReceiveCount: number;
  /** Names the place of the access token to a person. */
  readonly tokenOrigin: string;
  /** Undefined where the function may not pause itself. */
  readonly mapping: Pick<EventSourceMapping, "disable"> | undefined;
  /** Undefined where the queue's own visibility time-out has to do. */
  readonly visibility: Pick<Visibility, "shorten"> | undefined;
  readonly telemetry: Pick<Telemetry, "channelDown">;
}

/** Cares for what was not delivered: pauses the relay when the channel is down, and has the queue bring events back. */
export class Recovery {
  readonly #parts: RecoveryParts;

  constructor(parts: RecoveryParts) {
    this.#parts = parts;
  }

  /** Never rejects: whatever goes wrong here, the batch is answered all the same. */
  async recover(undelivered: readonly Undelivered[], invocation: Invocation): Promise<void> {
    if (undelivered.length === 0) return;
    const reason = this.#channelTrouble(undelivered, invocation);
    const { visibility } = this.#parts;
    await Promise.all([
      reason && this.#closeChannel(reason, invocation.recoveryMs),
      visibility?.shorten(undelivered, reason !== undefined, invocation.recoveryMs),
    ]);
  }

  #channelTrouble(undelivered: readonly Undelivered[], invocation: Invocation): string | undefined {
    const { tokenOrigin, maxReceiveCount } = this.#parts;
    if (invocation.channelDown) return describeRefusedToken(tokenOrigin);
    const reports = undelivered.map(({ report }) => report);
    const lasting = lastingTrouble(reports, maxReceiveCount);
    return lasting && describeTrouble(lasting);
  }

  async #closeChannel(reason: string, limitMs: number): Promise<void> {
    this.#parts.telemetry.channelDown(reason, await this.#pause(limitMs));
  }

  async #pause(limitMs: number): Promise<Consequence> {
    const { onFailure, mapping } = this.#parts;
    if (onFailure === "dead-letter" || !mapping) return { kind: "goes-on" };
    try {
      const { uuid, wasBusy } = await within(limitMs, (signal) => mapping.disable(signal));
      const resume = `aws lambda update-event-source-mapping --uuid ${uuid} --enabled`;
      return { kind: wasBusy ? "busy" : "paused", resume };
    } catch (error) {
      const { name, message } = error as Error;
      const kind = name === "TimeoutError" ? "pause-unanswered" : "pause-failed";
      return { kind, fault: `${name}: ${message}` };
    }
  }
}

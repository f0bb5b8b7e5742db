import type { Trouble } from "./channel";
import type { Clock } from "./clock";
import type { Invocation } from "./invocation";
import type { Pause, PauseResult } from "./pause";
import { pauseSeconds } from "./pause-length";
import type { Report } from "./report";
import type { Telemetry } from "./telemetry";
import type { Undelivered } from "./undelivered";
import type { Visibility } from "./visibility";

/** Kept back for the change of visibility. */
const VISIBILITY_RESERVE_MS = 1_000;

/**
 * A mapping that is being disabled receives for up to a minute more, and should find nothing then. What rests no longer is
 * visible when the pause ends, and delivered at once.
 */
const PAUSED_REST_SECONDS = 60;

export interface RecoveryParts {
  /** Undefined if the relay does not pause itself. */
  readonly pause: Pick<Pause, "begin" | "isOver"> | undefined;
  readonly visibility: Pick<Visibility, "change">;
  readonly clock: Clock;
  readonly telemetry: Pick<Telemetry, "channelDown" | "channelWorks">;
}

/** What follows a batch: a pause if the channel is down, and when undelivered events are visible again. */
export class Recovery {
  readonly #parts: RecoveryParts;

  constructor(parts: RecoveryParts) {
    this.#parts = parts;
  }

  /** Never rejects: whatever fails here, the batch is answered. */
  async recover(undelivered: readonly Undelivered[], trouble: Trouble | undefined, invocation: Invocation) {
    if (undelivered.length === 0) return;
    const rest = trouble && (await this.#closeChannel(trouble, undelivered, invocation));
    await this.#parts.visibility.change(undelivered, rest, invocation.recoveryMs);
  }

  /** Ends the alarms of a channel that was down: MechCloud has decided on an event that had been in trouble. */
  async confirm(reports: readonly Report[], invocation: Invocation): Promise<void> {
    if (!reports.some(endsTrouble)) return;
    const { pause, telemetry } = this.#parts;
    telemetry.channelWorks((await pause?.isOver(invocation.recoveryMs)) ?? false);
  }

  /** @returns how long the events rest, in seconds */
  async #closeChannel(trouble: Trouble, undelivered: readonly Undelivered[], invocation: Invocation) {
    const { pause, clock, telemetry } = this.#parts;
    const seconds = pauseSeconds(Math.max(...undelivered.map(({ report }) => report.receiveCount)));
    const limitMs = Math.max(0, invocation.recoveryMs - VISIBILITY_RESERVE_MS);
    const result = await pause?.begin(seconds, invocation.functionArn, limitMs);
    telemetry.channelDown(trouble, result, waitedSeconds(undelivered, clock.now()));
    return result && restSeconds(result, seconds, clock.now());
  }
}

/** The receives of an isolated event begin anew, and its refusal is no news. */
function endsTrouble({ outcome, receiveCount, isIsolated }: Report): boolean {
  if (outcome === "delivered") return isIsolated || receiveCount > 1;
  return outcome === "refused" && !isIsolated && receiveCount > 1;
}

function restSeconds(result: PauseResult, pause: number, now: number): number {
  switch (result.kind) {
    case "paused":
      return Math.min(PAUSED_REST_SECONDS, Math.ceil((result.until - now) / 1_000));
    case "failed":
      return pause;
    case "already-paused":
    case "in-use":
    case "unanswered":
      return PAUSED_REST_SECONDS;
  }
}

/** How long the event has waited that was received first. */
function waitedSeconds(undelivered: readonly Undelivered[], now: number): number {
  const received = undelivered.map(({ record }) => Number(record.attributes.ApproximateFirstReceiveTimestamp));
  return Math.max(0, Math.round((now - Math.min(...received)) / 1_000));
}

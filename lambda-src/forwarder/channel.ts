import type { AccessTokenError } from "./errors";
import type { Report } from "./report";

/** Trouble with one event that outlives the tries of so many receives is no longer a matter of seconds. */
export const LASTING_RECEIVES = 3;

/** Why no event can be delivered. */
export interface Trouble {
  /** `token`: the access token is refused or cannot be read; `no-token`: none has been stored yet. */
  readonly kind: "endpoint" | "token" | "no-token";
  /** A sentence. */
  readonly reason: string;
}

export function hasLasted({ receiveCount }: Pick<Report, "receiveCount">): boolean {
  return receiveCount >= LASTING_RECEIVES;
}

/**
 * Finds the event that has been in trouble for so long that the channel to MechCloud counts as down. An isolated event does
 * not count: it is isolated because others were delivered.
 */
export function lastingTrouble(reports: readonly Report[]): Trouble | undefined {
  const lasting = reports.find(
    (report) => ["failed", "unauthorized"].includes(report.outcome) && !report.isIsolated && hasLasted(report),
  );
  return lasting && { kind: "endpoint", reason: describe(lasting) };
}

function describe({ eventId, receiveCount, fault, status }: Report): string {
  return `Event ${eventId} was not delivered at receive ${receiveCount}: ${fault ?? `HTTP status ${status}`}.`;
}

/** @param tokenOrigin names the store of the access token to a person */
export function refusedToken(tokenOrigin: string): Trouble {
  const reason = `MechCloud refuses the access token of ${tokenOrigin}, also after it was read again. Store a new one there.`;
  return { kind: "token", reason };
}

/** A token that cannot be read is in trouble like an event: it takes several receives until it counts. */
export function unreadableToken(error: AccessTokenError, reports: readonly Report[]): Trouble | undefined {
  if (error.isMissing) return { kind: "no-token", reason: `${error.message}.` };
  return reports.some(hasLasted) ? { kind: "token", reason: `${error.message}.` } : undefined;
}

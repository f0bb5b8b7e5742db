import { hasLasted } from "./channel";
import type { Report } from "./report";

/** MechCloud asks for two or three. */
const MAX_RETRIES = 2;

/** An event in lasting trouble has had its tries. */
const MAX_RETRIES_IN_LASTING_TROUBLE = 1;

const BASE_WAIT_MS = 500;

/** How often an event is posted again within one invocation, for passing trouble. */
export function maxRetries(event: Pick<Report, "receiveCount">): number {
  return hasLasted(event) ? MAX_RETRIES_IN_LASTING_TROUBLE : MAX_RETRIES;
}

/**
 * How long to wait before a retry: exponential and jittered, so that ten events in trouble are not posted together,
 * and never shorter than the server asks for.
 *
 * @param retry 1 for the first retry
 * @param retryAfterMs what the server asks for; 0 if it asks for nothing
 * @param random a number in [0, 1)
 * @returns milliseconds: 250 to 500 before the first retry, 500 to 1,000 before the second
 */
export function waitBeforeRetry(retry: number, retryAfterMs: number, random: number): number {
  const ceiling = BASE_WAIT_MS * 2 ** (retry - 1);
  return Math.max(retryAfterMs, Math.round((ceiling * (1 + random)) / 2));
}

/**
 * Reads a Retry-After header.
 *
 * @param header seconds or an HTTP date; anything else counts as absent
 * @param now milliseconds since 1970
 * @returns milliseconds from now, 0 if there is nothing to wait for
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function retryAfterMs(header: string | null | undefined, now: number): number {
  if (!header) return 0;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return wait > 0 ? wait : 0;
}

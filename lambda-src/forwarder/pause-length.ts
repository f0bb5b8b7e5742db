import { LASTING_RECEIVES } from "./channel";

/** By the receive at which the relay pauses, from the third on; then the last one, for a day. */
const MINUTES = [1, 2, 4, 8, 15] as const;

const MINUTES_AFTER_A_DAY = 60;

/** A pause costs what waits one receive, so after so many it has waited for a day. */
const RECEIVES_OF_A_DAY = 100;

/** A schedule must not come before the mapping is disabled, which is a matter of seconds. */
const SHORTEST_MS = 45_000;

const MINUTE_MS = 60_000;

/**
 * How long the relay pauses. Nothing needs to be remembered for it: each pause that was too short costs what waits another
 * receive. Within the 14 days that a queue keeps an event, that makes some 400 of at most 1,000.
 *
 * @param receiveCount the highest of those events that are in trouble
 * @returns seconds: about 1, 2, 4, 8, 15 minutes; 15 for a day, then 60
 */
export function pauseSeconds(receiveCount: number): number {
  if (receiveCount >= RECEIVES_OF_A_DAY) return MINUTES_AFTER_A_DAY * 60;
  const pause = Math.min(Math.max(receiveCount - LASTING_RECEIVES, 0), MINUTES.length - 1);
  return MINUTES[pause]! * 60;
}

/**
 * When a pause ends. Each relay has its own second of the minute, so that many do not come back together. Two invocations
 * that pause one relay at the same time arrive at the same moment, and so at one schedule.
 *
 * @param now milliseconds since 1970
 * @param uuid of the relay's event source mapping
 * The minute of that moment has yet to begin: AWS documents neither that it heeds the seconds, nor what becomes of a time that
 * has passed.
 *
 * @returns milliseconds since 1970: `seconds` from now, up to a minute less, but 45 s and the next minute at least
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function resumeTime(now: number, seconds: number, uuid: string): number {
  const ownMs = (Number.parseInt(uuid.slice(0, 4), 16) % 60) * 1_000;
  const minute = Math.floor((now + seconds * 1_000 - ownMs) / MINUTE_MS) * MINUTE_MS;
  const isLateEnough = minute > now && minute + ownMs >= now + SHORTEST_MS;
  return (isLateEnough ? minute : minute + MINUTE_MS) + ownMs;
}

/** By receive: the first, the second, the third and all later ones. */
const WAITS_SECONDS = [5, 15, 45] as const;

const JITTER = 0.2;

/** The longest that a server's Retry-After is heeded, so that a wrong one does not hold the queue for a day. */
const MAX_WAIT_SECONDS = 900;

/**
 * How long an event that was not delivered rests before the queue gives it out again.
 *
 * @param receiveCount how often the queue has given it out, 1 the first time
 * @param askedMs what the server asks for; 0 when it asks for nothing
 * @param random a number in [0, 1)
 * @returns whole seconds: about 5, 15, then 45, up to a fifth less or more; up to 900 where the server asks for it
 */
export function backOffSeconds(receiveCount: number, askedMs: number, random: number): number {
  const wait = WAITS_SECONDS[receiveCount - 1] ?? WAITS_SECONDS[2];
  const jittered = Math.round(wait * (1 - JITTER + 2 * JITTER * random));
  return Math.max(jittered, Math.min(Math.ceil(askedMs / 1000), MAX_WAIT_SECONDS));
}

/** By receive: the first, the second, the third and all later ones. */
const REST_SECONDS = [5, 15, 45] as const;

const JITTER = 0.2;

/** The longest that a server's Retry-After is heeded, so that a wrong one does not hold the queue for a day. */
const MAX_REST_SECONDS = 900;

/**
 * How long an undelivered event rests before it is visible again.
 *
 * @param receiveCount how often the queue has delivered it, 1 the first time
 * @param askedMs what the server asks for; 0 if it asks for nothing
 * @param random a number in [0, 1)
 * @returns whole seconds: about 5, 15, then 45, up to a fifth less or more; up to 900 if the server asks for it
 */
export function restSeconds(receiveCount: number, askedMs: number, random: number): number {
  const rest = REST_SECONDS[receiveCount - 1] ?? REST_SECONDS[2];
  const jittered = Math.round(rest * (1 - JITTER + 2 * JITTER * random));
  return Math.max(jittered, Math.min(Math.ceil(askedMs / 1000), MAX_REST_SECONDS));
}

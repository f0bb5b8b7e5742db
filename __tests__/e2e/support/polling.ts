import { setTimeout as delay } from "node:timers/promises";

/** Between two probes. A probe costs time of the processor, so they get rarer the longer it takes. */
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;
const PAUSE_SHARE = 0.1;

/**
 * Asks until `probe` has something to give.
 * @param what named in the error, "3 events in the dead-letter queue"
 * @param probe its result counts when it is neither undefined nor false
 * @param limit milliseconds
 * @throws when nothing came within the limit
 */
export async function until<T>(
  what: string,
  probe: () => T | undefined | false | Promise<T | undefined | false>,
  limit = 60_000,
): Promise<T> {
  const start = Date.now();
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    const waited = Date.now() - start;
    if (waited > limit) throw new Error(`Not within ${limit / 1000} s: ${what}.`);
    await delay(Math.min(Math.max(PAUSE_SHARE * waited, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS));
  }
}

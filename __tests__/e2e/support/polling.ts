import { setTimeout as delay } from "node:timers/promises";

const PAUSE_MS = 100;

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
  const deadline = Date.now() + limit;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Not within ${limit / 1000} s: ${what}.`);
    await delay(PAUSE_MS);
  }
}

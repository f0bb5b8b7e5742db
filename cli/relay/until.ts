import type { CommandContext } from "../command";

/** How often AWS is asked whether something has happened, in milliseconds. */
const INTERVAL_MS = 2_000;

/**
 * Calls `happened` until it is true.
 * @returns false at the end of the time, and when the user interrupts the command
 */
export async function until(
  { clock, signal }: Pick<CommandContext, "clock" | "signal">,
  limitMs: number,
  happened: () => Promise<boolean>,
): Promise<boolean> {
  const end = clock.now() + limitMs;
  while (!signal.aborted) {
    if (await happened()) return true;
    if (clock.now() >= end) return false;
    await clock.delay(INTERVAL_MS);
  }
  return false;
}

import { setTimeout } from "node:timers/promises";

/** Time, injected so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  delay(ms: number): Promise<unknown>;
}

export const systemClock: Clock = { now: Date.now, delay: setTimeout };

import { setImmediate } from "node:timers/promises";
import type { MovableClock } from "./relay";

/** A clock on which several can wait at the same time: it moves to the next delay's end once nothing else is to be done. */
export class VirtualClock implements MovableClock {
  #now = Date.UTC(2024, 1, 14, 10, 15);
  #delays: { readonly until: number; readonly resolve: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  delay(ms: number): Promise<void> {
    return new Promise((resolve) => this.#delays.push({ until: this.#now + ms, resolve }));
  }

  /** Lets time pass until the work is done. */
  async settle<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const end = () => {
      isDone = true;
    };
    void work.then(end, end);
    for (;;) {
      // Whatever needs no time is done first.
      await setImmediate();
      if (isDone) return work;
      const until = Math.min(...this.#delays.map((delay) => delay.until));
      this.#now = until;
      for (const { resolve } of this.#delays.filter((delay) => delay.until === until)) resolve();
      this.#delays = this.#delays.filter((delay) => delay.until !== until);
    }
  }
}

import { setTimeout as delay } from "node:timers/promises";
import type { FactLog } from "../fact-log";

/** Looks at something again and again. */
export class Poller {
  readonly #stopped = new AbortController();
  readonly #loops: Promise<void>[] = [];

  constructor(private readonly log: FactLog) {}

  /**
   * Looks until {@link stop}; an error is shown, and the next look may go well again.
   * @param what for the error: "the queues"
   * @param pause between two looks, in milliseconds
   */
  start(what: string, pause: number, look: () => Promise<void>): void {
    this.#loops.push(this.#loop(what, pause, look));
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#loops);
  }

  async #loop(what: string, pause: number, look: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await look().catch((error: Error) => {
        const news = { kind: "step", name: `Looking at ${what}`, progress: "failed", text: error.message } as const;
        if (!signal.aborted) this.log.addIfNew(news, what);
      });
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}

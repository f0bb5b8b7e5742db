import { setTimeout as delay } from "node:timers/promises";
import type { FactLog } from "../fact-log";

/** @param signal ends it before its time */
export type Look = (signal: AbortSignal) => Promise<void>;

/** Looks at things again and again. */
export class Poller {
  readonly #stopped = new AbortController();
  readonly #loops: Promise<void>[] = [];

  constructor(private readonly log: FactLog) {}

  /**
   * Looks until {@link stop}; an error is shown, and the next look may go well again.
   * @param what for the error: "the queues"
   * @param pause between two looks, in milliseconds
   * @param quietPause the same, while there are no new facts
   */
  start(what: string, pause: number, look: Look, quietPause = pause): void {
    this.#loops.push(this.#loop(what, pause, look, quietPause));
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#loops);
  }

  async #loop(what: string, pause: number, look: Look, quietPause: number): Promise<void> {
    const { signal } = this.#stopped;
    let size = 0;
    let next = 0;
    while (!signal.aborted) {
      if (this.log.picture.size !== size || Date.now() >= next) {
        ({ size } = this.log.picture);
        next = Date.now() + quietPause;
        await look(signal).catch((error: Error) => {
          const news = { kind: "step", name: `Looking at ${what}`, progress: "failed", text: error.message } as const;
          if (!signal.aborted) this.log.addIfNew(news, what);
        });
      }
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}

import { EventEmitter } from "node:events";
import type { Fact, News } from "./picture/facts";
import { EMPTY_PICTURE, type Picture, withFact } from "./picture/picture";

const LOOK_MS = 250;

/** All facts since the demo began, and the picture that they give. */
export class FactLog {
  readonly facts: Fact[] = [];
  picture: Picture = EMPTY_PICTURE;
  readonly #emitter = new EventEmitter<{ fact: [fact: Fact, before: Picture] }>().setMaxListeners(0);
  readonly #latest = new Map<string, string>();

  /** @param at when it happened, in milliseconds since 1970 */
  add(news: News, at = Date.now()): void {
    const fact = { ...news, at };
    const before = this.picture;
    this.facts.push(fact);
    this.picture = withFact(before, fact);
    this.#emitter.emit("fact", fact, before);
  }

  /** Adds what is looked at again and again, unless it is as it was. */
  addIfNew(news: News, key: string = news.kind): void {
    const text = JSON.stringify(news);
    if (this.#latest.get(key) === text) return;
    this.#latest.set(key, text);
    this.add(news);
  }

  /** @returns a function that ends it */
  onFact(listener: (fact: Fact, before: Picture) => void): () => void {
    this.#emitter.on("fact", listener);
    return () => this.#emitter.off("fact", listener);
  }

  /**
   * Waits for the picture to be as it should be.
   * @param what is waited for, for the error: "the relay to pause"
   * @param limit in milliseconds
   */
  until(what: string, condition: (picture: Picture) => boolean, limit: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const deadline = Date.now() + limit;
      const look = () => {
        if (condition(this.picture)) resolve();
        else if (Date.now() > deadline) reject(new Error(`Not within ${Math.round(limit / 1000)} s: ${what}.`));
        else return;
        clearInterval(timer);
        end();
      };
      // Some conditions come true by time alone.
      const timer = setInterval(look, LOOK_MS);
      const end = this.onFact(look);
      look();
    });
  }

  /** Does some work as a step that the page and the terminal show. */
  async step<T>(name: string, text: string, work: () => Promise<T>): Promise<T> {
    this.add({ kind: "step", name, progress: "started", text });
    try {
      const result = await work();
      this.add({ kind: "step", name, progress: "done" });
      return result;
    } catch (error) {
      this.add({ kind: "step", name, progress: "failed", text: (error as Error).message });
      throw error;
    }
  }
}

import { setTimeout as delay } from "node:timers/promises";
import type { Actions } from "../actions";
import type { FactLog } from "../fact-log";
import type { ActionName } from "../picture/actions";
import { happened } from "../picture/happened";
import type { Picture } from "../picture/picture";

/** So long after a call, its events have been seen; in milliseconds. */
const QUIET_MS = 700;
/** Long enough for a busy computer. */
const LIMIT_MS = 240_000;

export interface Chapter {
  readonly title: string;
  /** What should happen, as sentences. */
  readonly expected: string;
  /** @returns what happened, unless its buttons tell it */
  readonly tell: (teller: Teller) => string | Promise<string | void>;
}

/** Tells a story chapter by chapter: presses buttons, and waits for what should come of it. */
export class Teller {
  #number = 0;
  #pressed: number[] = [];
  #report: (text?: string) => void = () => undefined;

  constructor(
    private readonly actions: Pick<Actions, "press">,
    private readonly log: FactLog,
  ) {}

  get picture(): Picture {
    return this.log.picture;
  }

  /** @throws Error if something expected did not happen */
  async tell(chapters: readonly Chapter[]): Promise<void> {
    for (const { title, expected, tell } of chapters) {
      this.#number += 1;
      this.#pressed = [];
      const fact = { kind: "chapter", number: this.#number, title, expected } as const;
      this.#report = (text) => this.log.add({ ...fact, progress: "started", text });
      this.#report();
      try {
        const text = await tell(this);
        this.log.add({ ...fact, progress: "done", text: text ?? this.#happened() });
      } catch (error) {
        this.log.add({ ...fact, progress: "failed", text: (error as Error).message });
        throw error;
      }
    }
  }

  readonly press = async (name: ActionName): Promise<void> => {
    await this.actions.press(name);
    this.#pressed.push(this.picture.acts.at(-1)!.number);
    await delay(QUIET_MS);
  };

  /**
   * @param what is waited for: "the relay to pause"
   * @param limit in milliseconds
   */
  readonly waitFor = async (
    what: string,
    condition: (picture: Picture) => boolean,
    limit = LIMIT_MS,
  ): Promise<void> => {
    if (condition(this.picture)) return;
    this.#report(`Waiting for ${what}.`);
    await this.log.until(what, condition, limit);
  };

  #happened(): string {
    return this.picture.acts
      .filter(({ number }) => this.#pressed.includes(number))
      .map((act) => happened(act, this.picture))
      .join(" ");
  }
}

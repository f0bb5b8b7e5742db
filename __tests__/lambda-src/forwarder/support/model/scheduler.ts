/** A schedule comes up to a minute late. */
const DELAY_MS = 30_000;

export interface Schedule {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What the function receives. */
  readonly input: string;
}

/** EventBridge Scheduler with one-time schedules that are deleted after completion. */
export class Scheduler {
  #schedules: Schedule[] = [];

  get names(): string[] {
    return this.#schedules.map(({ name }) => name);
  }

  /** @returns false if there is one of that name */
  create(schedule: Schedule): boolean {
    if (this.names.includes(schedule.name)) return false;
    this.#schedules.push(schedule);
    return true;
  }

  deleteAll(): void {
    this.#schedules = [];
  }

  /** When the next schedule comes; Infinity if there is none. */
  get nextAt(): number {
    return Math.min(...this.#schedules.map(({ at }) => at)) + DELAY_MS;
  }

  /** Those that come now. */
  take(now: number): Schedule[] {
    const due = this.#schedules.filter(({ at }) => at + DELAY_MS <= now);
    this.#schedules = this.#schedules.filter((schedule) => !due.includes(schedule));
    return due;
  }
}

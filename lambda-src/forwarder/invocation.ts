/** Kept back for the answer to the queue, logs and metrics. */
const ANSWER_RESERVE_MS = 500;

/** What the care for undelivered events may take: pausing, and telling the queue when to give them out again. */
const RECOVERY_MS = 2_000;

/** What all events of one batch share: the time that is left, and whether the channel to MechCloud still works. */
export class Invocation {
  readonly #remainingMs: () => number;
  #channelDown = false;

  /** @param remainingMs the Lambda context's `getRemainingTimeInMillis` */
  constructor(remainingMs: () => number) {
    this.#remainingMs = remainingMs;
  }

  /** Milliseconds for deliveries; may be negative. */
  get timeLeftMs(): number {
    return this.#remainingMs() - RECOVERY_MS - ANSWER_RESERVE_MS;
  }

  /** Milliseconds for the care for undelivered events, from 0. */
  get recoveryMs(): number {
    return Math.max(0, Math.min(RECOVERY_MS, this.#remainingMs() - ANSWER_RESERVE_MS));
  }

  /** True once MechCloud has refused the access token as it stands in its store: whatever is posted now is refused. */
  get channelDown(): boolean {
    return this.#channelDown;
  }

  closeChannel(): void {
    this.#channelDown = true;
  }

  /** Whether something that takes up to `ms` may still be begun. */
  allows(ms: number): boolean {
    return !this.#channelDown && this.timeLeftMs >= ms;
  }
}

/** How long Lambda takes, in milliseconds. A mapping that is being disabled goes on receiving. */
const TRANSITION_MS = { Enabling: 15_000, Disabling: 45_000 };

const SETTLED = { Enabling: "Enabled", Disabling: "Disabled" } as const;

type State = "Enabled" | "Disabled" | keyof typeof TRANSITION_MS;

/**
 * An event source mapping: it takes no change while it is being enabled or disabled.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html
 */
export class EventSourceMapping {
  readonly uuid = "12345678-1234-1234-1234-123456789012";
  /** When it last became able to receive. */
  enabledAt = 0;
  #state: State = "Enabled";
  #settlesAt = 0;

  constructor(private readonly now: () => number) {}

  get state(): State {
    if (this.#state in SETTLED && this.now() >= this.#settlesAt) {
      this.#state = SETTLED[this.#state as keyof typeof SETTLED];
      if (this.#state === "Enabled") this.enabledAt = this.#settlesAt;
    }
    return this.#state;
  }

  get receives(): boolean {
    return this.state === "Enabled" || this.state === "Disabling";
  }

  get isPaused(): boolean {
    return this.state === "Disabling" || this.state === "Disabled";
  }

  /** When its state changes by itself; Infinity if it does not. */
  get settlesAt(): number {
    return this.state in SETTLED ? this.#settlesAt : Number.POSITIVE_INFINITY;
  }

  /** @returns false if it is in use */
  setEnabled(isEnabled: boolean): boolean {
    if (this.state in SETTLED) return false;
    if (isEnabled === (this.state === "Enabled")) return true;
    this.#state = isEnabled ? "Enabling" : "Disabling";
    this.#settlesAt = this.now() + TRANSITION_MS[this.#state];
    return true;
  }
}

/** Where text is shown. */
export interface Screen {
  write(text: string): unknown;
  /** True for a terminal, where a line can be overwritten. */
  readonly isTTY?: boolean;
}

/** A log file gets a line for so many events. */
const STEP = 100;

/** Tells how far it has come: one line that changes in a terminal, a line now and then elsewhere. */
export class ProgressLine {
  private open = false;

  constructor(
    private readonly screen: Screen,
    private readonly total: number,
  ) {}

  show(step: string, count: number): void {
    // The total is approximate, and may be too low.
    const text = `${step} ${count} of ${Math.max(count, this.total)}`;
    if (this.screen.isTTY) {
      this.screen.write(`\r${text}`);
      this.open = true;
    } else if (count % STEP === 0) {
      this.screen.write(`${text}\n`);
    }
  }

  /** The next text begins a line of its own. */
  end(): void {
    if (this.open) this.screen.write("\n");
  }
}

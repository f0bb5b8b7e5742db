import type { Screen } from "../process";

/** In a log file, one line for this many events. */
const STEP = 100;

/** Shows progress: a line that is updated in a terminal, or a line every 100 events elsewhere. */
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

  /** Ends the line, so that the next output starts on its own. */
  end(): void {
    if (this.open) this.screen.write("\n");
  }
}

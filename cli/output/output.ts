import { styleText } from "node:util";
import type { Screen } from "../process";
import { ProgressLine } from "./progress-line";

type Style = "green" | "red" | "yellow" | "dim";

export interface OutputOptions {
  readonly stdout: Screen;
  readonly stderr: Screen;
  /** Whether results are JSON. */
  readonly json: boolean;
  readonly colors: boolean;
}

/** Results go to standard output; everything that a person reads meanwhile goes to standard error. */
export class Output {
  constructor(private readonly options: OutputOptions) {}

  /**
   * Prints a result: with `--json` as one line of JSON.
   * @param text ends without a line break
   */
  result(data: object, text: string): void {
    const { stdout, json } = this.options;
    stdout.write(`${json ? JSON.stringify(data) : text}\n`);
  }

  /** Tells the user something that is no part of the result. */
  note(text: string): void {
    this.options.stderr.write(`${text}\n`);
  }

  progress(total: number): ProgressLine {
    return new ProgressLine(this.options.stderr, total);
  }

  /** Colors a text for standard output, if that is a terminal. */
  paint(style: Style, text: string): string {
    const { stdout, colors } = this.options;
    return colors && stdout.isTTY ? styleText(style, text, { validateStream: false }) : text;
  }

  /** Clears a terminal before the next result. */
  clear(): void {
    const { stdout, json } = this.options;
    if (stdout.isTTY && !json) stdout.write("\u001b[2J\u001b[H");
  }
}

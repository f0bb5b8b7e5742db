import { styleText } from "node:util";
import { clipped } from "./table";

const DRAW_MS = 100;
/** In a pipe: a new status is printed after so long without a line, the same one after so long. */
const SILENCE_MS = { new: 5_000, same: 30_000 };
/** "12.3 s", which alone makes no new status. */
const TIME = /\d+(\.\d+)? s\b/g;
const CLEAR = "\r\x1b[2K";

type Output = Pick<NodeJS.WriteStream, "isTTY" | "columns"> & { write(text: string): unknown };

export type Colour = "dim" | "bold" | "cyan" | "green" | "yellow" | "red" | "magenta";

/** Lines, and below them one line of status: drawn in place in a terminal, else printed if nothing was for a while. */
export class Screen {
  #printedAt = Date.now();
  #printedStatus = "";
  readonly #timer = setInterval(() => this.#draw(), DRAW_MS);

  /** @param status called again and again; nothing is shown if it is empty */
  constructor(
    private readonly status: () => string,
    private readonly output: Output = process.stdout,
  ) {}

  get columns(): number {
    return this.output.columns || 80;
  }

  print(text = "", colour?: Colour): void {
    this.output.write(`${this.output.isTTY ? CLEAR : ""}${this.#painted(text, colour)}\n`);
    this.#printedAt = Date.now();
  }

  /** Takes the status away. */
  close(): void {
    clearInterval(this.#timer);
    if (this.output.isTTY) this.output.write(CLEAR);
  }

  #draw(): void {
    const status = this.status();
    if (status === "") return;
    if (this.output.isTTY) this.output.write(`${CLEAR}${this.#painted(clipped(status, this.columns - 1), "dim")}`);
    else this.#printStatus(status);
  }

  #printStatus(status: string): void {
    const withoutTimes = status.replaceAll(TIME, "");
    const patience = withoutTimes === this.#printedStatus ? SILENCE_MS.same : SILENCE_MS.new;
    if (Date.now() - this.#printedAt < patience) return;
    this.print(`  … ${status}`);
    this.#printedStatus = withoutTimes;
  }

  #painted(text: string, colour: Colour | undefined): string {
    return colour && this.output.isTTY && !process.env.NO_COLOR ? styleText(colour, text) : text;
  }
}

import { styleText } from "node:util";
import { clipped } from "./table";

const DRAW_MS = 100;
const SILENCE_MS = 5_000;
const CLEAR = "\r\x1b[2K";

export type Colour = "dim" | "bold" | "cyan" | "green" | "yellow" | "red" | "magenta";

/** Lines, and below them one line of status: drawn in place in a terminal, else printed after 5 s of silence. */
export class Screen {
  readonly #isTerminal = process.stdout.isTTY;
  #printedAt = Date.now();
  readonly #timer = setInterval(() => this.#draw(), DRAW_MS);

  /** @param status called again and again; nothing is shown if it is empty */
  constructor(private readonly status: () => string) {}

  get columns(): number {
    return process.stdout.columns || 80;
  }

  print(text = "", colour?: Colour): void {
    process.stdout.write(`${this.#isTerminal ? CLEAR : ""}${this.#painted(text, colour)}\n`);
    this.#printedAt = Date.now();
  }

  /** Takes the status away. */
  close(): void {
    clearInterval(this.#timer);
    if (this.#isTerminal) process.stdout.write(CLEAR);
  }

  #draw(): void {
    const status = this.status();
    if (status === "") return;
    if (this.#isTerminal) process.stdout.write(`${CLEAR}${this.#painted(clipped(status, this.columns - 1), "dim")}`);
    else if (Date.now() - this.#printedAt >= SILENCE_MS) this.print(`  … ${status}`);
  }

  #painted(text: string, colour: Colour | undefined): string {
    return colour && this.#isTerminal && !process.env.NO_COLOR ? styleText(colour, text) : text;
  }
}

import { styleText } from "node:util";

const isTerminal = process.stdout.isTTY;
const hasColour = isTerminal && !process.env.NO_COLOR;

type Colour = "dim" | "bold" | "cyan" | "green" | "yellow" | "red" | "magenta";

/** The text in this colour on a terminal, plain elsewhere. */
export const paint = (colour: Colour, text: string): string => (hasColour ? styleText(colour, text) : text);

/** "12.3 s" */
export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

export function say(text = ""): void {
  console.log(text);
}

/** Terraform's number of resources so far; how far it is can be told from the lines that it writes. */
class Count {
  private done = 0;
  private all = 0;

  /** @returns whether the line ends a resource */
  read(line: string): boolean {
    const plan = /Plan: (\d+) to add, \d+ to change, (\d+) to destroy/.exec(line);
    if (plan) this.all = Number(plan[1]) + Number(plan[2]);
    const ends = /: (Creation|Destruction) complete/.test(line);
    if (ends) this.done += 1;
    return ends;
  }

  toString(): string {
    return this.all > 0 ? `, ${this.done} of ${this.all} resources` : "";
  }
}

/**
 * Shows that something is going on: one line that counts the seconds on a terminal, a line each time a resource is
 * done elsewhere.
 */
export async function progress<T>(what: string, work: (onLine: (line: string) => void) => Promise<T>): Promise<T> {
  const begin = Date.now();
  const count = new Count();
  const now = () => `${what}${count.toString()} … ${seconds(Date.now() - begin)}`;
  const draw = () => process.stdout.write(`\r\x1b[2K${now()}`);
  if (!isTerminal) say(`${what} …`);
  const timer = isTerminal ? setInterval(draw, 100) : undefined;
  try {
    const result = await work((line) => {
      if (count.read(line) && !isTerminal) say(`  ${line.split(":")[0]} (${seconds(Date.now() - begin)})`);
    });
    if (isTerminal) process.stdout.write("\r\x1b[2K");
    say(`${paint("green", "✓")} ${what}${count.toString()} (${seconds(Date.now() - begin)})`);
    return result;
  } catch (error) {
    if (isTerminal) process.stdout.write("\r\x1b[2K");
    say(`${paint("red", "✗")} ${what} (${seconds(Date.now() - begin)})`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

import { styleText } from "node:util";

const isTerminal = process.stdout.isTTY;
const hasColour = isTerminal && !process.env.NO_COLOR;

type Colour = "dim" | "bold" | "cyan" | "green" | "yellow" | "red" | "magenta";

/** The text in this colour on a terminal, or plain text elsewhere. */
export const paint = (colour: Colour, text: string): string => (hasColour ? styleText(colour, text) : text);

/** "12.3 s" */
export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

export function print(text = ""): void {
  console.log(text);
}

/** Counts the resources that Terraform has created or destroyed, from the lines of its output. */
class ResourceCount {
  private done = 0;
  private total = 0;

  /** @returns whether the line reports a completed resource */
  read(line: string): boolean {
    const plan = /Plan: (\d+) to add, \d+ to change, (\d+) to destroy/.exec(line);
    if (plan) this.total = Number(plan[1]) + Number(plan[2]);
    const complete = /: (Creation|Destruction) complete/.test(line);
    if (complete) this.done += 1;
    return complete;
  }

  toString(): string {
    return this.total > 0 ? `, ${this.done} of ${this.total} resources` : "";
  }
}

/**
 * Shows the progress of `work`: on a terminal one line that counts the seconds, elsewhere a line for each completed
 * resource.
 */
export async function progress<T>(what: string, work: (onLine: (line: string) => void) => Promise<T>): Promise<T> {
  const begin = Date.now();
  const count = new ResourceCount();
  const now = () => `${what}${count.toString()} … ${seconds(Date.now() - begin)}`;
  const draw = () => process.stdout.write(`\r\x1b[2K${now()}`);
  if (!isTerminal) print(`${what} …`);
  const timer = isTerminal ? setInterval(draw, 100) : undefined;
  try {
    const result = await work((line) => {
      if (count.read(line) && !isTerminal) print(`  ${line.split(":")[0]} (${seconds(Date.now() - begin)})`);
    });
    if (isTerminal) process.stdout.write("\r\x1b[2K");
    print(`${paint("green", "✓")} ${what}${count.toString()} (${seconds(Date.now() - begin)})`);
    return result;
  } catch (error) {
    if (isTerminal) process.stdout.write("\r\x1b[2K");
    print(`${paint("red", "✗")} ${what} (${seconds(Date.now() - begin)})`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

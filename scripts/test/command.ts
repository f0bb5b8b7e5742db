import { join } from "node:path";
import { ProcessError, type RunOptions, run } from "../lib/process";
import { ROOT } from "../lib/project";

export interface Finished {
  readonly exitCode: number;
  /** Everything that it printed. */
  readonly output: string;
}

/** Runs a command, by default in the repository's root, and shows its output. */
export async function execute(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const lines: string[] = [];
  const onLine = (line: string) => {
    lines.push(line);
    console.log(line);
  };
  try {
    await run(command, args, { cwd: ROOT, ...options, onLine });
    return { exitCode: 0, output: lines.join("\n") };
  } catch (error) {
    if (!(error instanceof ProcessError) || error.code === null) throw error;
    return { exitCode: error.code, output: lines.join("\n") };
  }
}

/** The path of a command of an installed package. */
export function bin(name: string): string {
  return join(ROOT, "node_modules", ".bin", name);
}

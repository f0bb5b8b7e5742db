import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** A command that could not be started or did not end with 0; the message ends with what the command itself said. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    readonly command: string,
    /** Exit code; null when the command was killed or could not be started. */
    readonly code: number | null,
    /** What the command wrote to its standard output. */
    readonly stdout: string,
    said: string,
  ) {
    super(`${command} ${code === null ? "did not run to its end" : `ended with ${code}`}: ${said.trim()}`);
  }
}

const cleanups = new Set<() => void>();

function endBySignal(signal: "SIGINT" | "SIGTERM" | "SIGHUP"): void {
  process.exit(128 + constants.signals[signal]);
}

/**
 * Runs `cleanup` (synchronous) when this process ends: at its end, by an uncaught error, by Ctrl-C, SIGTERM or SIGHUP.
 * @returns a function that withdraws it.
 */
export function atExit(cleanup: () => void): () => void {
  if (cleanups.size === 0) {
    process.on("exit", runCleanups);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, endBySignal);
  }
  cleanups.add(cleanup);
  return () => {
    cleanups.delete(cleanup);
    if (cleanups.size > 0) return;
    process.off("exit", runCleanups);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, endBySignal);
  };
}

function runCleanups(): void {
  // The newest first, as what is newer may use what is older.
  for (const cleanup of [...cleanups].reverse()) cleanup();
}

/** Kills a child of {@link start} and everything it started. */
export function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Starts a child in a process group of its own that dies with this process. */
export function start(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const child = spawn(command, args, { ...options, detached: true });
  const withdraw = atExit(() => killGroup(child));
  child.once("exit", withdraw).once("error", withdraw);
  return child;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Receives each line that the command writes to either output. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a command to its end.
 * @returns its standard output
 * @throws CommandError unless it ends with 0
 */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const child = start(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stdout: string[] = [];
  const all: string[] = [];
  const read = (stream: Readable | null, lines: string[][]) => {
    if (stream === null) return;
    createInterface({ input: stream }).on("line", (line) => {
      for (const target of lines) target.push(line);
      options.onLine?.(line);
    });
  };
  read(child.stdout, [stdout, all]);
  read(child.stderr, [all]);
  const shown = [command, ...args].join(" ");
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", (error) => reject(new CommandError(shown, null, "", error.message)));
    child.once("close", resolve);
  });
  if (code !== 0) throw new CommandError(shown, code, stdout.join("\n"), all.join("\n"));
  return stdout.join("\n");
}

import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** A command could not be started, or exited with another code than 0; the message ends with the command's output. */
export class ProcessError extends Error {
  override readonly name = "ProcessError";

  constructor(
    readonly command: string,
    /** Exit code; null if the command was killed or could not be started. */
    readonly code: number | null,
    /** What the command wrote to its standard output. */
    readonly stdout: string,
    output: string,
  ) {
    super(`${command} ${code === null ? "did not complete" : `exited with code ${code}`}: ${output.trim()}`);
  }
}

const cleanups = new Set<() => void>();

function endBySignal(signal: "SIGINT" | "SIGTERM" | "SIGHUP"): void {
  process.exit(128 + constants.signals[signal]);
}

/**
 * Runs `cleanup` (synchronous) when this process ends, also by an uncaught error, Ctrl-C, SIGTERM or SIGHUP.
 * @returns a function that cancels it
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
  // The newest first, because it may use what an older one removes.
  for (const cleanup of [...cleanups].reverse()) cleanup();
}

/** Kills a child of {@link start} and all processes that it started. */
export function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Starts a child in its own process group, which is killed when this process ends. */
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
 * Runs a command.
 * @returns its standard output
 * @throws ProcessError unless it exits with 0
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
    child.once("error", (error) => reject(new ProcessError(shown, null, "", error.message)));
    child.once("close", resolve);
  });
  if (code !== 0) throw new ProcessError(shown, code, stdout.join("\n"), all.join("\n"));
  return stdout.join("\n");
}

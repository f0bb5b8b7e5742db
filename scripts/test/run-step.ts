import { fork } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { atExit } from "../lib/process";
import { type Counts, one } from "./counts";

export interface StepRun {
  readonly pid: number;
  /** Resolves at the step's end. A step that ends without counts has failed. */
  readonly counts: Promise<Counts>;
  /** Prints what the step has printed so far, and from now on each line as it comes. */
  show(): void;
}

/** Starts a step in a process of its own; what it prints is held back until it is shown. */
export function runStep(name: string): StepRun {
  const child = fork(join(__dirname, "step.ts"), [name], { stdio: ["ignore", "pipe", "pipe", "ipc"] });
  const withdraw = atExit(() => child.kill());
  const held: string[] = [];
  let print = (line: string): void => void held.push(line);
  for (const stream of [child.stdout!, child.stderr!]) {
    createInterface({ input: stream }).on("line", (line) => print(line));
  }
  const counts = new Promise<Counts>((resolve) => {
    let sent = one(false);
    child.on("message", (message) => {
      sent = message as Counts;
    });
    child.once("error", (error) => print(error.message));
    child.once("close", () => {
      withdraw();
      resolve(sent);
    });
  });
  return {
    pid: child.pid!,
    counts,
    show() {
      print = (line) => console.log(line);
      for (const line of held.splice(0)) print(line);
    },
  };
}

// One step of npm test, in a process of its own: prints what it finds, and sends its counts to scripts/test.ts.
import { MissingTool } from "../lib/go-tools";
import { NONE, one } from "./counts";
import { steps } from "./steps";

async function main(): Promise<void> {
  const step = steps[process.argv[2] ?? ""]!;
  try {
    const counts = await step();
    if (counts.passed + counts.failed > 0) return void process.send!(counts);
    console.error("Nothing was checked.");
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    // On a developer's computer, the step is reported as not run.
    if (error instanceof MissingTool && process.env["CI"] !== "true") return void process.send!(NONE);
  }
  process.send!(one(false));
}

void main().then(() => process.disconnect());

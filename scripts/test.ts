// npm test: every check of the repository, in a fixed order. "npm test -- unit,e2e" runs only these steps.
// It goes on after a failing step; the last line is "N passed, N failed".

import { generated, lint, types } from "./test/code";
import { type Counts, one, sum } from "./test/counts";
import { endToEnd, unit } from "./test/jest";
import { python } from "./test/python";
import { staticAnalysis } from "./test/static-analysis";
import { moduleTests, validate } from "./test/terraform";

const steps: Record<string, () => Promise<Counts>> = {
  types,
  lint,
  unit,
  python,
  generated,
  validate,
  checkov: staticAnalysis,
  terraform: moduleTests,
  e2e: endToEnd,
};

async function main(): Promise<void> {
  const names = process.argv.slice(2).flatMap((argument) => argument.split(","));
  const unknown = names.filter((name) => !Object.hasOwn(steps, name));
  if (unknown.length > 0) {
    console.error(`Unknown step ${unknown.join(", ")}; allowed: ${Object.keys(steps).join(", ")}.`);
    process.exit(1);
  }
  const results: { name: string; seconds: number; counts: Counts }[] = [];
  for (const [name, step] of Object.entries(steps)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n=== ${name} ===`);
    const start = performance.now();
    const counts = await finished(step);
    results.push({ name, seconds: (performance.now() - start) / 1000, counts });
  }

  console.log(`\n${"step".padEnd(12)}${"passed".padStart(8)}${"failed".padStart(8)}${"seconds".padStart(9)}`);
  for (const { name, seconds, counts } of results) {
    const numbers = `${String(counts.passed).padStart(8)}${String(counts.failed).padStart(8)}`;
    console.log(`${name.padEnd(12)}${numbers}${seconds.toFixed(1).padStart(9)}`);
  }
  const total = sum(results.map(({ counts }) => counts));
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

/** A step that throws, or finds nothing to check, has failed. */
async function finished(step: () => Promise<Counts>): Promise<Counts> {
  try {
    const counts = await step();
    if (counts.passed + counts.failed > 0) return counts;
    console.error("Nothing was checked.");
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  return one(false);
}

void main();

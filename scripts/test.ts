// npm test: every check of the repository. "npm test -- unit,e2e" runs only these steps, "npm test -- quick" a group.
// It goes on after a failing step; the last line is "N passed, N failed".

import { availableParallelism, setPriority } from "node:os";
import { type Counts, sum } from "./test/counts";
import { runStep, type StepRun } from "./test/run-step";
import { groups, steps, WAITING_STEP } from "./test/steps";

interface Result {
  readonly seconds: number;
  readonly counts: Counts;
}

/** What lets the waiting step go first whenever it has something to do. */
const LOW_PRIORITY = 10;

function chosenSteps(): string[] {
  const all = Object.keys(steps);
  const names = process.argv.slice(2).flatMap((argument) => argument.split(","));
  const unknown = names.filter((name) => !all.includes(name) && !Object.hasOwn(groups, name));
  if (unknown.length > 0) {
    console.error(`Unknown step ${unknown.join(", ")}; allowed: ${[...all, ...Object.keys(groups)].join(", ")}.`);
    process.exit(1);
  }
  const chosen = names.flatMap((name) => groups[name] ?? [name]);
  return all.filter((name) => names.length === 0 || chosen.includes(name));
}

/** Runs the steps, as many at a time as there are processors, and the waiting step beside them. */
function runAll(names: readonly string[]): Map<string, { started: Promise<StepRun>; result: Promise<Result> }> {
  let free = availableParallelism();
  const waiting: (() => void)[] = [];
  const turn = () => (free-- > 0 ? Promise.resolve() : new Promise<void>((resolve) => waiting.push(resolve)));
  const done = () => {
    free += 1;
    waiting.shift()?.();
  };
  return new Map(
    names.map((name) => {
      const isBeside = name === WAITING_STEP;
      const started = (isBeside ? Promise.resolve() : turn()).then(() => {
        const run = runStep(name);
        if (!isBeside && names.includes(WAITING_STEP)) setPriority(run.pid, LOW_PRIORITY);
        return { run, at: performance.now() };
      });
      const result = started.then(async ({ run, at }) => {
        const counts = await run.counts;
        if (!isBeside) done();
        return { seconds: (performance.now() - at) / 1000, counts };
      });
      return [name, { started: started.then(({ run }) => run), result }];
    }),
  );
}

async function main(): Promise<void> {
  const begin = performance.now();
  const results: [name: string, result: Result][] = [];
  for (const [name, { started, result }] of runAll(chosenSteps())) {
    console.log(`\n=== ${name} ===`);
    (await started).show();
    results.push([name, await result]);
  }

  console.log(`\n${"step".padEnd(12)}${"passed".padStart(8)}${"failed".padStart(8)}${"seconds".padStart(9)}`);
  const row = (name: string, { seconds, counts: { passed, failed } }: Result) => {
    const found = passed + failed === 0 ? "not run".padStart(16) : `${passed}`.padStart(8) + `${failed}`.padStart(8);
    console.log(`${name.padEnd(12)}${found}${seconds.toFixed(1).padStart(9)}`);
  };
  for (const [name, result] of results) row(name, result);
  const total = sum(results.map(([, { counts }]) => counts));
  // Steps run at the same time.
  row("all", { counts: total, seconds: (performance.now() - begin) / 1000 });
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

void main();

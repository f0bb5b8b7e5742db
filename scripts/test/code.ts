import { bin, execute } from "./command";
import { type Counts, one, sum } from "./counts";

// Steps run side by side, and a second thread of the compiler or the linter repeats much of what the first one does.

/** The page of the demo runs in a browser, so it has a configuration of its own. */
export async function types(): Promise<Counts> {
  return sum([
    await check(bin("tsc"), "-p", ".", "--singleThreaded"),
    await check(bin("tsc"), "-p", "demo/page", "--singleThreaded"),
  ]);
}

/** Rules (oxlint), format and order of imports (biome), dead code (knip). */
export async function lint(): Promise<Counts> {
  return sum([
    await check(bin("oxlint"), "--config", "oxlint.config.mjs", "--threads", "1"),
    await check(bin("biome"), "check"),
    await check(bin("knip")),
  ]);
}

/** The committed modules are what the constructs give, and the tables of the documents and the report of the API what their scripts give. */
export async function generated(): Promise<Counts> {
  const counts: Counts[] = [];
  for (const script of ["build", "api-report", "costs", "doctor", "first-apply", "permissions", "reliability"]) {
    counts.push(await check(process.execPath, "--import", "tsx", `scripts/${script}.ts`, "--check"));
  }
  return sum(counts);
}

async function check(command: string, ...args: string[]): Promise<Counts> {
  return one((await execute(command, args)).exitCode === 0);
}

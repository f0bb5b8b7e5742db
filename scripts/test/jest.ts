import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bin, execute } from "./command";
import { type Counts, one, withExitCode } from "./counts";

/** Unit tests and snapshots, with the coverage thresholds of jest.config.js. */
export function unit(): Promise<Counts> {
  return jest("--selectProjects", "unit", "--coverage", "--maxWorkers=100%");
}

/** The whole way through a local AWS. */
export function endToEnd(): Promise<Counts> {
  // Deployments mostly wait, so the files share the processors well; with more at a time, the tests of real time-outs are late.
  return jest("--selectProjects", "e2e", "--maxWorkers=8");
}

async function jest(...args: string[]): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "jest-"));
  try {
    const resultFile = join(folder, "result.json");
    const report = ["--json", "--outputFile", resultFile];
    // The workers inherit it: with more room for short-lived objects, they collect garbage less often.
    const node = ["--max-semi-space-size=64", bin("jest")];
    const { exitCode } = await execute(process.execPath, [...node, "--ci", ...report, ...args]);
    if (!existsSync(resultFile)) return one(false); // jest has said why it could not start
    const result = JSON.parse(readFileSync(resultFile, "utf8")) as {
      numPassedTests: number;
      numFailedTests: number;
      numRuntimeErrorTestSuites: number;
    };
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return withExitCode({ passed: result.numPassedTests, failed }, exitCode);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

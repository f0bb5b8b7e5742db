import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bin, execute } from "./command";
import { type Counts, withExitCode } from "./counts";

/** Unit tests and snapshots, with the coverage thresholds of jest.config.ts. */
export function unit(): Promise<Counts> {
  return jest("--selectProjects", "unit", "--coverage");
}

/** The whole way through a local AWS. */
export function endToEnd(): Promise<Counts> {
  return jest("--selectProjects", "e2e", "--runInBand");
}

async function jest(...args: string[]): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "jest-"));
  try {
    const resultFile = join(folder, "result.json");
    const { exitCode } = await execute(bin("jest"), ["--ci", "--json", "--outputFile", resultFile, ...args]);
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

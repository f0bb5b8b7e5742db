/** What a step found: the number of its checks that passed and that failed. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export function sum(counts: readonly Counts[]): Counts {
  return counts.reduce((total, next) => ({ passed: total.passed + next.passed, failed: total.failed + next.failed }), {
    passed: 0,
    failed: 0,
  });
}

/** What could not be checked here: neither passed nor failed. */
export const NONE: Counts = { passed: 0, failed: 0 };

/** One check: passed or failed. */
export function one(passed: boolean): Counts {
  return passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * A runner's own numbers. A runner that ended with an error although none of its tests failed (a coverage threshold, a
 * file that does not load) counts as one more failure.
 */
export function withExitCode(counts: Counts, exitCode: number): Counts {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

import { UsageError } from "../errors";

const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * @param given such as `2026-01-31T00:00:00Z`
 * @returns milliseconds since 1970
 * @throws UsageError if it is something else, or has no time zone
 */
export function timeOf(given: string, name: string): number {
  const time = FORM.test(given) ? Date.parse(given) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new UsageError(`${name} must be an ISO 8601 time with its zone, such as 2026-01-31T00:00:00Z, got "${given}".`);
}

import { UsageError } from "../errors";

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * @param given such as `90s`, `10m`, `2h` or `1d`
 * @returns milliseconds
 * @throws UsageError if it is something else
 */
export function periodOf(given: string, name: string): number {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(given) ?? [];
  if (unit) return Number(count) * UNITS[unit]!;
  throw new UsageError(`${name} must be a number and one of s, m, h and d, such as 10m, got "${given}".`);
}

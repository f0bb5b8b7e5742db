/** "1 event", "2 events". */
export function counted(count: number, one: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${one}s`;
}

/** Milliseconds since 1970 as an ISO 8601 time in UTC. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** "2 days", "1 hour", "40 seconds": in the largest unit of which there is at least one, rounded down. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? (["second", 1] as const);
  return counted(Math.floor(seconds / size), unit);
}

/** The texts that there are, with commas: "HTTP 500, timeout". */
export function listed(...texts: readonly (string | number | undefined)[]): string {
  return texts.filter(Boolean).join(", ");
}

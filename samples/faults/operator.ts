const NOT_COUNTED = ["_aws", "service", "eventType", "Latency", "QueueDelay", "ChannelDownSeconds", "TokenSecondsLeft"];

type Line = Readonly<Record<string, unknown>>;

/** Sums of the metrics that count, by name, as CloudWatch makes them of a function's log. */
export function metricSums(log: readonly Line[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const line of log.filter((candidate) => "_aws" in candidate)) {
    for (const [name, value] of Object.entries(line).filter(([key]) => !NOT_COUNTED.includes(key))) {
      sums[name] = [value].flat().reduce((sum: number, count) => sum + Number(count), sums[name] ?? 0);
    }
  }
  // A zero is the end of a state, such as a pause; it counts nothing.
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum > 0));
}

/** The longest time that MechCloud accepted nothing, in seconds. */
export function longestDownSeconds(log: readonly Line[]): number {
  return Math.max(0, ...log.flatMap(({ ChannelDownSeconds: seconds = 0 }) => [seconds].flat().map(Number)));
}

/** Messages of level ERROR. */
export function errorLines(log: readonly Line[]): string[] {
  return log.filter(({ level }) => level === "ERROR").map(({ message }) => String(message));
}

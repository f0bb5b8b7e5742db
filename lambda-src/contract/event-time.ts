interface TimedEvent {
  readonly time?: unknown;
  readonly detail?: { readonly eventTime?: unknown } | null;
}

/**
 * When an EventBridge event happened: CloudTrail's time, which is closer to the change, or else EventBridge's.
 *
 * @param event the parsed event
 * @returns milliseconds since 1970; `undefined` if the event contains no valid time
 */
export function eventTime(event: unknown): number | undefined {
  const { time, detail } = (event ?? {}) as TimedEvent;
  return [detail?.eventTime, time].map(millisecondsOf).find((milliseconds) => !Number.isNaN(milliseconds));
}

function millisecondsOf(time: unknown): number {
  return typeof time === "string" ? Date.parse(time) : Number.NaN;
}

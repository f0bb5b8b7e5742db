/** A schedule is deleted when it has fired; the mapping takes this long at most until it shows that, in milliseconds. */
const AFTER_SCHEDULE_MS = 90_000;

export type RelayState =
  | { readonly is: "absent" | "running" | "changing" | "resuming" | "paused" }
  /** It resumes by itself, at this time in milliseconds since 1970. */
  | { readonly is: "waiting"; readonly until: number };

/**
 * @param mapping the state of the event source mapping; undefined before it exists
 * @param resumesAt when the function's own schedule enables it, or enabled it last
 */
export function relayStateOf(
  mapping: string | undefined,
  resumesAt: number | undefined,
  hasSchedule: boolean,
  now: number,
): RelayState {
  switch (mapping) {
    case undefined:
      return { is: "absent" };
    case "Enabled":
      return { is: "running" };
    case "Disabled": {
      if (resumesAt === undefined) return { is: "paused" };
      if (hasSchedule && resumesAt > now) return { is: "waiting", until: resumesAt };
      return { is: now - resumesAt < AFTER_SCHEDULE_MS ? "resuming" : "paused" };
    }
    default:
      return { is: "changing" };
  }
}

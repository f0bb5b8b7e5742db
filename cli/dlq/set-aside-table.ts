import { table } from "../output/table";
import type { SetAside } from "./set-aside";

/** A longer reason is cut; `dlq show` has all of it. */
const MAX_REASON = 100;

export function setAsideTable(events: readonly SetAside[]): string {
  const rows = events.map(({ id, time, resources: [first = "-", ...more], event, reason, tries }) => [
    id,
    time,
    more.length === 0 ? first : `${first} +${more.length}`,
    event,
    shortened(reason.replaceAll(/\s+/g, " ")),
    String(tries),
  ]);
  return table([["ID", "WHEN", "RESOURCE", "EVENT", "REASON", "TRIES"], ...rows]);
}

function shortened(reason: string): string {
  return reason.length > MAX_REASON ? `${reason.slice(0, MAX_REASON - 1)}…` : reason;
}

import { groupBy } from "../shared/group-by";
import type { ManagementEvent } from "./event";

/** Splits a batch into its message groups, each in the order in which its events happened. */
export function messageGroups(events: readonly ManagementEvent[]): ManagementEvent[][] {
  return groupBy(events, ({ groupId }) => groupId).map(byTimeOfHappening);
}

/** The sort is stable: among events of the same second, the queue's order stays. */
function byTimeOfHappening(events: readonly ManagementEvent[]): ManagementEvent[] {
  return events.toSorted((a, b) => a.happenedAt - b.happenedAt);
}

/**
 * The first events of a group that may be in flight together, since they concern different resources of the same type. What
 * follows them waits until they have ended. So a VPC is known before its subnet, and ten instances take one round trip.
 */
export function firstWave(events: readonly ManagementEvent[]): ManagementEvent[] {
  const end = events.findIndex(
    (event, index) => !events.slice(0, index).every((other) => areIndependent(other, event)),
  );
  return events.slice(0, end === -1 ? undefined : end);
}

/** After so many receives, of more than an hour, a wrong order is the lesser evil. */
const RECEIVES_IN_ORDER = 10;

/**
 * The later events that may be posted before the suspects, to see whether the channel works: those that overtake no event
 * about the same resource, as long as the suspects have not been received too often.
 */
export function testsFor(
  suspects: readonly ManagementEvent[],
  later: readonly ManagementEvent[],
): readonly ManagementEvent[] {
  if (suspects.some(({ receiveCount }) => receiveCount >= RECEIVES_IN_ORDER)) return later;
  return later.filter((event, index) =>
    [...suspects, ...later.slice(0, index)].every((overtaken) => !shareResource(overtaken, event)),
  );
}

function areIndependent(a: ManagementEvent, b: ManagementEvent): boolean {
  return a.resourceType !== "unknown" && a.resourceType === b.resourceType && !shareResource(a, b);
}

function shareResource(a: ManagementEvent, b: ManagementEvent): boolean {
  return [...a.resourceIds].some((id) => b.resourceIds.has(id));
}

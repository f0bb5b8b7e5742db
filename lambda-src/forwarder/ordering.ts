import { groupBy } from "../shared/group-by";
import type { ManagementEvent } from "./event";

/** Splits a batch into its message groups, each in the order in which its events happened. */
export function messageGroups(events: readonly ManagementEvent[]): ManagementEvent[][] {
  return groupBy(events, ({ groupId }) => groupId).map(inOrderOfHappening);
}

/** The sort is stable: among events of the same second, the queue's order stays. */
function inOrderOfHappening(events: readonly ManagementEvent[]): ManagementEvent[] {
  return events.toSorted((a, b) => a.happenedAt - b.happenedAt);
}

/**
 * Splits the events of a group into waves. The events of one wave may be in flight together, since they concern
 * different resources of the same type; a wave begins when the one before it has ended. So a VPC is known before its
 * subnet, and ten instances take one round trip.
 */
export function wavesOf(events: readonly ManagementEvent[]): ManagementEvent[][] {
  const waves: ManagementEvent[][] = [];
  for (const event of events) {
    const wave = waves.at(-1);
    if (wave?.every((mate) => areIndependent(mate, event))) wave.push(event);
    else waves.push([event]);
  }
  return waves;
}

function areIndependent(a: ManagementEvent, b: ManagementEvent): boolean {
  return (
    a.resourceType !== "unknown" &&
    a.resourceType === b.resourceType &&
    ![...a.resourceIds].some((id) => b.resourceIds.has(id))
  );
}

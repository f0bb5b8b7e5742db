import type { ManagementEvent, Report } from "./types";

type Course = Omit<Report, "messageId" | "eventId" | "detailType" | "resourceType">;

/** What is told of an event and of how far it got. */
export function reportOf(event: ManagementEvent, course: Course): Report {
  const { messageId, id: eventId, detailType, resourceType } = event;
  return { messageId, eventId, detailType, resourceType, ...course };
}

/** An event that is not posted. */
export function heldReportOf(event: ManagementEvent): Report {
  return reportOf(event, { outcome: "held", tries: 0, latencyMs: 0 });
}

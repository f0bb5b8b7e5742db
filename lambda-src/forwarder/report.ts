import type { ManagementEvent, ResourceType } from "./event";
import type { Outcome } from "./outcome";

/** What is told about one record: no body, no token. */
export interface Report {
  readonly messageId: string;
  readonly outcome: Outcome;
  readonly eventId?: string;
  readonly detailType?: string;
  readonly resourceType?: ResourceType;
  /** HTTP status of the last answer; absent when none came. */
  readonly status?: number;
  /** Why no answer came, such as `ECONNREFUSED`, or why the access token could not be read again. */
  readonly fault?: string;
  /** Number of POSTs. */
  readonly tries: number;
  /** From the first POST to the last answer, waits included, in milliseconds. */
  readonly latencyMs: number;
}

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

import type { SQSRecord } from "aws-lambda";
import { type ManagementEvent, type ResourceType, receiveCountOf } from "./event";
import type { Outcome } from "./outcome";

/** What is told about one record: no body, no token. */
export interface Report {
  readonly messageId: string;
  readonly outcome: Outcome;
  readonly eventId?: string;
  readonly detailType?: string;
  readonly resourceType?: ResourceType;
  readonly resourceIds?: readonly string[];
  /** How often the queue has given the record out, 1 the first time. */
  readonly receiveCount: number;
  /** HTTP status of the last answer; absent when none came. */
  readonly status?: number;
  /** Why no answer came, such as `ECONNREFUSED`, or why the access token could not be read again. */
  readonly fault?: string;
  /** How long MechCloud asked to wait in its last answer, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Number of POSTs. */
  readonly tries: number;
  /** From the first POST to the last answer, waits included, in milliseconds. */
  readonly latencyMs: number;
  /** From when the event happened to when it was delivered, in milliseconds; absent when it was not. */
  readonly queueDelayMs?: number;
}

type Course = Pick<Report, "outcome" | "status" | "fault" | "retryAfterMs" | "tries" | "latencyMs" | "queueDelayMs">;

/** What is told of an event and of how far it got. */
export function reportOf(event: ManagementEvent, course: Course): Report {
  const { messageId, id: eventId, detailType, resourceType, receiveCount } = event;
  return { messageId, eventId, detailType, resourceType, resourceIds: [...event.resourceIds], receiveCount, ...course };
}

/** An event that is not posted. */
export function heldReportOf(event: ManagementEvent): Report {
  return reportOf(event, { outcome: "held", tries: 0, latencyMs: 0 });
}

/** An event that cannot even be tried. */
export function failedReportOf(event: ManagementEvent, fault: string): Report {
  return reportOf(event, { outcome: "failed", fault, tries: 0, latencyMs: 0 });
}

/** A record without an event. */
export function invalidReportOf(record: SQSRecord): Report {
  const { messageId } = record;
  return { messageId, receiveCount: receiveCountOf(record), outcome: "invalid", tries: 0, latencyMs: 0 };
}

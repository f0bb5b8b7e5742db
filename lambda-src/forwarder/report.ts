import type { SQSRecord } from "aws-lambda";
import type { ManagementEvent, ResourceType } from "./event";
import type { Outcome } from "./outcome";
import { isIsolated, receiveCountOf } from "./record";

/** What is logged about one record: no body, no token. */
export interface Report {
  readonly messageId: string;
  readonly outcome: Outcome;
  readonly eventId?: string;
  /** The AWS account and region of the event, which a hub receives from several; absent if the event names none. */
  readonly account?: string;
  readonly region?: string;
  /** The cloud account that it was posted for; absent if it was not posted. */
  readonly cloudAccountId?: string;
  readonly detailType?: string;
  readonly resourceType?: ResourceType;
  readonly resourceIds?: readonly string[];
  /** How often the queue has delivered the record, 1 the first time. */
  readonly receiveCount: number;
  /** Whether the record has a message group of its own. */
  readonly isIsolated: boolean;
  /** HTTP status of the last answer; absent if none came. */
  readonly status?: number;
  /** The beginning of MechCloud's last answer to an event that it did not accept. */
  readonly answer?: string;
  /** Why no answer came, such as `ECONNREFUSED`, why the access token could not be read, or why it was not posted. */
  readonly fault?: string;
  /** How long MechCloud asked to wait in its last answer, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Number of POSTs. */
  readonly tries: number;
  /** From the first POST to the last answer, waits included, in milliseconds. */
  readonly latencyMs: number;
  /** From when the event happened to when it was delivered, in milliseconds; absent if it was not. */
  readonly queueDelayMs?: number;
}

type Course = Pick<
  Report,
  "outcome" | "cloudAccountId" | "status" | "answer" | "fault" | "retryAfterMs" | "tries" | "latencyMs" | "queueDelayMs"
>;

/** How far an event got. */
export function reportOf(event: ManagementEvent, course: Course): Report {
  const { messageId, id: eventId, detailType, resourceType, receiveCount, isIsolated } = event;
  const place = { account: event.account || undefined, region: event.region || undefined };
  const resourceIds = [...event.resourceIds];
  return { messageId, eventId, ...place, detailType, resourceType, resourceIds, receiveCount, isIsolated, ...course };
}

/** An event that is not posted. */
export function heldReportOf(event: ManagementEvent, fault?: string): Report {
  return reportOf(event, { outcome: "held", fault, tries: 0, latencyMs: 0 });
}

/** An event of an AWS account that has no cloud account. */
export function unmappedReportOf(event: ManagementEvent): Report {
  const fault = `AWS account ${event.account} has no cloud account`;
  return reportOf(event, { outcome: "unmapped", fault, tries: 0, latencyMs: 0 });
}

/** A record without an event. */
export function invalidReportOf(record: SQSRecord): Report {
  return {
    messageId: record.messageId,
    outcome: "invalid",
    receiveCount: receiveCountOf(record),
    isIsolated: isIsolated(record),
    tries: 0,
    latencyMs: 0,
  };
}

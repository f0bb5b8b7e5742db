import type { Outcome } from "./outcome";
import type { Report } from "./report";

/** Trouble with one event that outlives the tries of so many receives is not passing any more. */
const PATIENCE = 3;

/**
 * Finds the event that has been in trouble for so long that the channel to MechCloud counts as down.
 *
 * SQS moves an event to the dead-letter queue when it would be received more than `maxReceiveCount` times. So at least one
 * receive is left over for the time after a pause; for an event that only had to wait, all but that one are used.
 *
 * @param maxReceiveCount the queue's own; Infinity when it is not known
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function lastingTrouble(reports: readonly Report[], maxReceiveCount: number): Report | undefined {
  const lastSafe = Math.max(1, maxReceiveCount - 1);
  const patience = Math.min(PATIENCE, lastSafe);
  const limits: Partial<Record<Outcome, number>> = { failed: patience, unauthorized: patience, held: lastSafe };
  return reports.find(({ outcome, receiveCount }) => receiveCount >= (limits[outcome] ?? Number.POSITIVE_INFINITY));
}

/** Says why the channel counts as down. */
export function describeTrouble({ eventId, receiveCount, fault, status }: Report): string {
  const cause = fault ?? (status ? `HTTP status ${status}` : "it had to wait, and was not posted");
  return `Event ${eventId} could not be delivered, not on its receive number ${receiveCount} either: ${cause}.`;
}

export function describeRefusedToken(tokenOrigin: string): string {
  return `MechCloud refuses the access token of ${tokenOrigin}, also after it was read again. Put a new one there.`;
}

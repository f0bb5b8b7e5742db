import {
  CreatePartnerEventSourceCommand,
  type EventBridgeClient,
  PutPartnerEventsCommand,
} from "@aws-sdk/client-eventbridge";
import { LOCAL_ACCOUNT } from "../../../local-aws/account";
import { sample } from "../../../samples/events";
import type { BusEvent } from "./bus-events";

/** The partner event source of the sample events. */
export const SCALR_SOURCE = sample("scalr-run-executed.json").source;

/** Partner event sources for this account, as Scalr makes them. */
export async function makePartnerSources(bus: EventBridgeClient, names: readonly string[]): Promise<void> {
  for (const Name of names) await bus.send(new CreatePartnerEventSourceCommand({ Name, Account: LOCAL_ACCOUNT }));
}

/** A run like the sample's, but with another id and other facts, as in `detail.event`. */
export function run(id: string, facts: object = {}): BusEvent {
  const event = sample("scalr-run-executed.json");
  const detail = event.detail as { event: object };
  return { ...event, detail: { ...detail, event: { ...detail.event, "run-id": id, ...facts } } };
}

/** An audit log entry like the sample's, but of another action with another result. */
export function auditEntry(action: string, result: string): BusEvent {
  const event = sample("scalr-audit-log.json");
  const detail = event.detail as { request: object; outcome: object };
  return {
    ...event,
    detail: { ...detail, request: { ...detail.request, action }, outcome: { ...detail.outcome, result } },
  };
}

/** Sends events as Scalr does, one call each, so that they are there in this order. */
export async function putPartnerEvents(bus: EventBridgeClient, events: readonly BusEvent[]): Promise<void> {
  for (const { source, "detail-type": DetailType, resources, detail, time } of events) {
    const entry = { Source: source, DetailType, Resources: [...resources], Detail: JSON.stringify(detail) };
    const { FailedEntryCount } = await bus.send(
      new PutPartnerEventsCommand({ Entries: [{ ...entry, ...(time ? { Time: new Date(time) } : {}) }] }),
    );
    if (FailedEntryCount !== 0) throw new Error(`EventBridge refused ${JSON.stringify(entry)}`);
  }
}

/** What tells Scalr's events apart: a run's id, or an audit log entry's action. */
export function nameOf(json: string): string {
  type Detail = { event?: { "run-id": string }; request?: { action: string } };
  const { detail } = JSON.parse(json) as { detail: Detail };
  return detail.event?.["run-id"] ?? detail.request?.action ?? "?";
}

/** What a subscriber of a topic reads. */
export function mailOf(notification: string): { subject?: string; message: string } {
  const { Subject, Message } = JSON.parse(notification) as { Subject?: string; Message: string };
  return { subject: Subject, message: Message };
}

export function isAudit(event: BusEvent): boolean {
  return event["detail-type"] === "AuditLog";
}

/** What Scalr says of an event. */
export function contentOf({ source, "detail-type": type, resources, detail }: BusEvent) {
  return { source, type, resources, detail };
}

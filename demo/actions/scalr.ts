import { type EventBridgeClient, PutPartnerEventsCommand } from "@aws-sdk/client-eventbridge";
import { sample } from "../../samples/events";
import type { FactLog } from "../fact-log";
import { type ScalrEvent, scalrSummaryOf } from "../picture/scalr-event";
import { EVENT_SOURCE } from "../stage/stage";

/** Sends one of Scalr's sample events. @returns what was sent, as a sentence */
export async function sendScalrEvent(events: EventBridgeClient, log: FactLog, file: string): Promise<string> {
  const event = sample<ScalrEvent>(file);
  log.add({ kind: "scalr", place: "sent", event });
  const entry = { Source: EVENT_SOURCE, DetailType: event["detail-type"], Detail: JSON.stringify(event.detail) };
  await events.send(new PutPartnerEventsCommand({ Entries: [entry] }));
  const { resource, what } = scalrSummaryOf(event);
  return `Scalr sent ${event["detail-type"]}: ${what}, ${resource}.`;
}

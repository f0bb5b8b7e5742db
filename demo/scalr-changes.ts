import { type EventBridgeClient, PutPartnerEventsCommand } from "@aws-sdk/client-eventbridge";
import { sample } from "../samples/events";
import { type ScalrEvent, scalrObservation, workspaceName } from "./scalr-observation";
import type { Timeline } from "./timeline";

/** The result of runs that the module sends alerts for by default. */
const ALERT_RESULT = "errored";

/**
 * Sends Scalr's events: an audit log entry, a run that was applied and a run that failed. Adds the expected events to
 * the timeline.
 * @param sent called after each event; the next one is sent when its promise resolves
 * @returns the number of events sent
 */
export async function sendScalrEvents(
  events: EventBridgeClient,
  source: string,
  timeline: Timeline,
  sent: (what: string, resource: string, name: string) => Promise<void>,
): Promise<number> {
  const names = ["scalr-audit-log.json", "scalr-run-executed.json", "scalr-run-errored.json"];
  const all = names.map((name) => sample<ScalrEvent>(name));
  for (const event of all) {
    const { rule, resource, what } = scalrObservation(event);
    const calledAt = Date.now();
    timeline.callStarted(calledAt);
    timeline.expect({ rule, resource, what, calledAt });
    if (what === ALERT_RESULT) timeline.expect({ rule: "scalr-run-alerts", resource, what: "alert", calledAt });
    const entry = { Source: source, DetailType: event["detail-type"], Detail: JSON.stringify(event.detail) };
    await events.send(new PutPartnerEventsCommand({ Entries: [entry] }));
    await sent(what, resource, workspaceName(event));
  }
  return all.length;
}

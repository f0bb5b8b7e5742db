import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type EventBridgeClient, PutPartnerEventsCommand } from "@aws-sdk/client-eventbridge";
import { ROOT } from "../scripts/lib/project";
import { type ScalrEvent, scalrObservation, workspaceName } from "./scalr-observation";
import type { Timeline } from "./timeline";

const SAMPLES = join(ROOT, "samples/events");

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
  const all = ["scalr-audit-log.json", "scalr-run-executed.json", "scalr-run-errored.json"].map(read);
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

function read(sample: string): ScalrEvent {
  return JSON.parse(readFileSync(join(SAMPLES, sample), "utf8")) as ScalrEvent;
}

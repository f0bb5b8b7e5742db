import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type EventBridgeClient, PutPartnerEventsCommand } from "@aws-sdk/client-eventbridge";
import { ROOT } from "../scripts/lib/project";
import type { Journal } from "./journal";
import { type ScalrEvent, scalrSighting, workspaceName } from "./scalr-sighting";

const SAMPLES = join(ROOT, "samples/events");

/** Whose runs are alerts, as the module's default says. */
const ALERTING = "errored";

/**
 * Sends what Scalr would while the infrastructure changes: an entry of the audit log, a run that was applied and one
 * that failed. Notes in the journal which events must come of it.
 * @param sent hears of each event, and ends when the next may be sent
 * @returns the number of events
 */
export async function sendScalrEvents(
  events: EventBridgeClient,
  source: string,
  journal: Journal,
  sent: (what: string, resource: string, name: string) => Promise<void>,
): Promise<number> {
  const all = ["scalr-audit-log.json", "scalr-run-executed.json", "scalr-run-errored.json"].map(read);
  for (const event of all) {
    const { rule, resource, what } = scalrSighting(event);
    const calledAt = Date.now();
    journal.calling(calledAt);
    journal.expect({ rule, resource, what, calledAt });
    if (what === ALERTING) journal.expect({ rule: "scalr-run-alerts", resource, what: "alert", calledAt });
    const entry = { Source: source, DetailType: event["detail-type"], Detail: JSON.stringify(event.detail) };
    await events.send(new PutPartnerEventsCommand({ Entries: [entry] }));
    await sent(what, resource, workspaceName(event));
  }
  return all.length;
}

function read(sample: string): ScalrEvent {
  return JSON.parse(readFileSync(join(SAMPLES, sample), "utf8")) as ScalrEvent;
}

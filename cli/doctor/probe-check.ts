import { Log } from "../relay/log";
import { follow, reasonOf, sendTestEvent } from "../relay/test-event";
import type { Check } from "./check";

const WAIT_MS = 180_000;

/** The only check that sends something. */
export const PROBE_CHECK: Check = {
  id: "probe",
  right: "MechCloud accepted a test event with the stored token.",
  async check({ aws, relay: { names, mapping }, now, context }) {
    if (mapping?.State !== "Enabled") {
      return [{ problem: "The relay is paused, so no test event was sent.", next: "aws-event-relay resume" }];
    }
    const log = new Log(aws, names, now);
    const { eventId } = await sendTestEvent(names, context);
    const entry = await follow(log, WAIT_MS, context, (entry) => entry.eventId === eventId);
    if (entry?.outcome === "delivered" || context.signal.aborted) return [];
    const reason = await reasonOf(entry, names, WAIT_MS, context);
    return [{ problem: `MechCloud did not accept the test event: ${reason}`, next: "aws-event-relay tail --since 1h" }];
  },
};

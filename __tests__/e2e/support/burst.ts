import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { Answer, MechCloudStandIn } from "../../../local-aws/mechcloud-stand-in";
import { BURST } from "../../../samples/faults/burst";
import { type BusEvent, stateChange, tagSet } from "./bus-events";

const INSTANCES = 100;
const BEGIN = Date.UTC(2024, 1, 14);
/** The most that PutEvents takes. */
const ENTRIES = 10;

/** Numbered events about many instances, of two rules in turn. */
function burst(): BusEvent[] {
  return Array.from({ length: BURST.events }, (_, number) => {
    const id = `i-${number % INSTANCES}`;
    const event = Math.floor(number / INSTANCES) % 2 ? tagSet("instance", id) : stateChange(id, "running");
    const time = new Date(BEGIN + 10 * number).toISOString();
    return { ...event, time, detail: { ...event.detail, number } };
  });
}

/** Puts numbered events on the default bus, as fast as it takes them. */
export async function putBurst(bus: EventBridgeClient): Promise<void> {
  const events = burst();
  for (let from = 0; from < events.length; from += ENTRIES) {
    const Entries = events.slice(from, from + ENTRIES).map(({ resources, detail, time, ...event }) => ({
      Source: event.source,
      DetailType: event["detail-type"],
      Resources: [...resources],
      Detail: JSON.stringify(detail),
      Time: new Date(time!),
    }));
    await bus.send(new PutEventsCommand({ Entries }));
  }
}

/** Lets a share of the requests fail, in each way that passes. @returns how many have failed */
export function failAtRandom(mechCloud: MechCloudStandIn): () => number {
  const failures: Answer[] = [503, 429, (_request, response) => void response.destroy()];
  let failed = 0;
  mechCloud.answerBy(() => (Math.random() < BURST.failures ? failures[failed++ % failures.length] : undefined));
  return () => failed;
}

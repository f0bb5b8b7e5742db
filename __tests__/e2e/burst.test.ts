import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { groupBy } from "../../lambda-src/shared/group-by";
import type { MechCloudEvent } from "../../local-aws/mechcloud-rules";
import type { Answer, MechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import { BURST } from "../../samples/faults/burst";
import { type BusEvent, idOf, stateChange, tagSet } from "./support/bus-events";
import { queueDepth, untilEmpty } from "./support/queues";
import { deployRelay, type RelayOutputs, storeToken } from "./support/relay";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";

const LIMIT_MS = 600_000;
const TOKEN = "token";
const INSTANCES = 100;
const BEGIN = Date.UTC(2024, 1, 14);
/** The most that PutEvents takes. */
const ENTRIES = 10;

let bed: TestBed;
let mechCloud: MechCloudStandIn;
let relay: RelayOutputs;

beforeAll(async () => {
  bed = await TestBed.start();
  mechCloud = await bed.mechCloud({ token: TOKEN });
  relay = await deployRelay(bed, { endpoint_url: mechCloud.url });
  await storeToken(bed.secrets, relay, TOKEN);
}, DEPLOY_LIMIT);

afterAll(() => bed?.end(), 30_000);

/** Numbered events about many instances, of two rules in turn. */
function burst(): BusEvent[] {
  return Array.from({ length: BURST.events }, (_, number) => {
    const id = `i-${number % INSTANCES}`;
    const event = Math.floor(number / INSTANCES) % 2 ? tagSet("instance", id) : stateChange(id, "running");
    const time = new Date(BEGIN + 10 * number).toISOString();
    return { ...event, time, detail: { ...event.detail, number } };
  });
}

async function put(events: readonly BusEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += ENTRIES) {
    const Entries = events.slice(from, from + ENTRIES).map(({ resources, detail, time, ...event }) => ({
      Source: event.source,
      DetailType: event["detail-type"],
      Resources: [...resources],
      Detail: JSON.stringify(detail),
      Time: new Date(time!),
    }));
    await bed.events.send(new PutEventsCommand({ Entries }));
  }
}

/** Lets a share of the requests fail, in every way that passes. */
function failAtRandom(share: number): { count: number } {
  const failures: Answer[] = [503, 429, (_request, response) => void response.destroy()];
  const failed = { count: 0 };
  mechCloud.answerBy(() => (Math.random() < share ? failures[failed.count++ % failures.length] : undefined));
  return failed;
}

const numberOf = ({ detail }: MechCloudEvent) => (detail as { number?: number }).number!;

test(
  `${BURST.events} events in a burst with ${100 * BURST.failures} % random failures: each is delivered once, in order`,
  async () => {
    const failed = failAtRandom(BURST.failures);
    await put(burst());
    const accepted = await mechCloud.waitForAccepted(BURST.events, LIMIT_MS);
    await untilEmpty(bed.sqs, relay.queue_url);

    expect(accepted.map(numberOf).toSorted((a, b) => a - b)).toEqual(Array.from({ length: BURST.events }, (_, n) => n));
    for (const events of groupBy(accepted, (event) => `${event["detail-type"]} ${idOf(event)}`)) {
      expect(events.map(numberOf)).toEqual(events.map(numberOf).toSorted((a, b) => a - b));
    }
    expect(await queueDepth(bed.sqs, relay.dead_letter_queue_url)).toBe(0);
    expect(await queueDepth(bed.sqs, relay.rule_dead_letter_queue_url)).toBe(0);
    expect(failed.count).toBeGreaterThan((BURST.events * BURST.failures) / 2);
  },
  LIMIT_MS,
);

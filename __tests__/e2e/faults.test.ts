import { groupBy } from "../../lambda-src/shared/group-by";
import type { MechCloudEvent } from "../../local-aws/mechcloud-rules";
import type { MechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import { BURST } from "../../samples/faults/burst";
import type { Fault } from "../../samples/faults/fault";
import { faults as allFaults } from "../../samples/faults/faults";
import { failAtRandom, putBurst } from "./support/burst";
import { idOf } from "./support/bus-events";
import { DeployedWorld, type Findings } from "./support/deployed-world";
import { queueDepth, untilEmpty } from "./support/queues";
import { deployRelay, type RelayOutputs, storeToken } from "./support/relay";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";

const LIMIT_MS = 600_000;
const TOKEN = "token";

/** The others are played on a virtual clock only. */
const faults = allFaults.filter(({ played }) => played !== undefined);

let bed: TestBed;
let mechCloud: MechCloudStandIn;
let relay: RelayOutputs;
const worlds: DeployedWorld[] = [];
let played: Map<string, PromiseSettledResult<Findings>>;

beforeAll(async () => {
  bed = await TestBed.start();
  mechCloud = await bed.mechCloud({ token: TOKEN });
  relay = await deployRelay(bed, { endpoint_url: mechCloud.url });
  await storeToken(bed.secrets, relay, TOKEN);
  // Each fault has a copy of the relay and mostly waits, so they are played at the same time.
  const results = await Promise.allSettled(faults.map((fault, index) => play(`fault-${process.pid}-${index}-`, fault)));
  played = new Map(results.map((result, index) => [faults[index]!.name, result]));
}, DEPLOY_LIMIT + LIMIT_MS);

afterAll(async () => {
  await Promise.all(worlds.map((world) => world.stop()));
  await bed?.end();
}, 30_000);

async function play(prefix: string, fault: Fault): Promise<Findings> {
  const world = await DeployedWorld.start(bed, relay, prefix, fault);
  worlds.push(world);
  return world.play();
}

test.each(faults)("$name: every event is where it belongs, in order, and nobody resumes", ({ name, outcome }) => {
  const result = played.get(name)!;
  if (result.status === "rejected") throw result.reason;
  const { delivered = [], queued = [], deadLetters = [] } = outcome;

  expect(result.value).toEqual({ delivered, queued: queued.length, deadLetters });
});

const numberOf = ({ detail }: MechCloudEvent) => (detail as { number?: number }).number!;

test(
  `${BURST.events} events in a burst with ${100 * BURST.failures} % random failures: each is delivered once, in order`,
  async () => {
    const failed = failAtRandom(mechCloud);
    await putBurst(bed.events);
    const accepted = await mechCloud.waitForAccepted(BURST.events, LIMIT_MS);
    await untilEmpty(bed.sqs, relay.queue_url);

    expect(accepted.map(numberOf).toSorted((a, b) => a - b)).toEqual(Array.from({ length: BURST.events }, (_, n) => n));
    for (const events of groupBy(accepted, (event) => `${event["detail-type"]} ${idOf(event)}`)) {
      expect(events.map(numberOf)).toEqual(events.map(numberOf).toSorted((a, b) => a - b));
    }
    expect(await queueDepth(bed.sqs, relay.dead_letter_queue_url)).toBe(0);
    expect(await queueDepth(bed.sqs, relay.rule_dead_letter_queue_url)).toBe(0);
    expect(failed()).toBeGreaterThan((BURST.events * BURST.failures) / 4);
  },
  LIMIT_MS,
);

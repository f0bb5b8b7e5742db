import type { Fault, Outcome } from "../../samples/faults/fault";
import { faults } from "../../samples/faults/faults";
import { DeployedWorld, type Findings } from "./support/deployed-world";
import { deployRelay, type RelayOutputs } from "./support/relay";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";

/** Every fault waits for itself, so they all go wrong at once. */
const LIMIT_MS = DEPLOY_LIMIT + 900_000;

interface Played {
  readonly found: Findings;
  readonly recovered?: Findings;
}

let bed: TestBed;
const worlds: DeployedWorld[] = [];
let played: Map<string, PromiseSettledResult<Played>>;

beforeAll(async () => {
  bed = await TestBed.start();
  const relay = await deployRelay(bed);
  const results = await Promise.allSettled(
    faults.map((fault, index) => play(relay, `fault-${process.pid}-${index}-`, fault)),
  );
  played = new Map(results.map((result, index) => [faults[index]!.name, result]));
}, LIMIT_MS);

afterAll(async () => {
  await Promise.all(worlds.map((world) => world.stop()));
  await bed?.end();
}, 30_000);

async function play(relay: RelayOutputs, prefix: string, fault: Fault): Promise<Played> {
  const world = await DeployedWorld.start(bed, relay, prefix, fault);
  worlds.push(world);
  const found = await world.play();
  return { found, recovered: hasReserve(fault) ? await world.recover() : undefined };
}

/** Where one receive alone is left after the pause, a busy computer may miss it. */
function hasReserve({ repair, maxReceiveCount }: Fault): boolean {
  return repair !== undefined && maxReceiveCount === undefined;
}

function resultOf(fault: Fault): Played {
  const result = played.get(fault.name)!;
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

function whereabouts({ delivered = [], queued = [], deadLetters = [], paused = false }: Outcome) {
  return { delivered, queued: queued.length, deadLetters, paused };
}

describe.each(faults)("$name", (fault) => {
  test("every event is where it belongs, in order", () => {
    expect(resultOf(fault).found).toEqual(whereabouts(fault.outcome));
  });
});

test.each(faults.filter(hasReserve))(
  "$name: put right, the documented command delivers what was queued, in order",
  (fault) => {
    const { delivered = [], queued = [] } = fault.outcome;

    expect(resultOf(fault).recovered).toMatchObject(whereabouts({ delivered: [...delivered, ...queued] }));
  },
);

import { chain } from "../../../samples/faults/messages";
import { status } from "../../../samples/faults/responses";
import { awsEnvironment } from "../support/aws-environment";
import { captureOutput } from "../support/output";
import { VirtualWorld } from "./support/virtual-world";

const IDS = ["vpc-1", "subnet-1", "i-1"];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

// A busy computer is no failure.
jest.setTimeout(120_000);

const { env } = process;
let output: ReturnType<typeof captureOutput>;
let world: VirtualWorld;

/** A relay that has paused itself because MechCloud is away. */
beforeEach(async () => {
  process.env = { ...env, ...awsEnvironment };
  output = captureOutput();
  world = await VirtualWorld.start({ respond: status(503) });
  await world.send(...chain);
  await world.run();
});

afterEach(async () => {
  await world.stop();
  process.env = env;
  jest.restoreAllMocks();
});

function healMechCloud(): void {
  world.respond = status(200);
}

const said = () => output.lines().map(({ message }) => String(message));

test("a person's pause on top of the relay's own lasts until the person ends it", async () => {
  const { mapping, scheduler } = world.relay;
  expect(scheduler.names).toHaveLength(1);

  await world.pause();
  healMechCloud();
  await world.relay.runFor(2 * HOUR);
  expect([mapping.state, world.delivered]).toEqual(["Disabled", []]);

  await world.resume();
  await world.runToTheEnd();
  expect(world.delivered).toEqual(IDS);
});

test("a schedule that comes after a person resumed the relay does nothing", async () => {
  const { mapping, scheduler } = world.relay;
  healMechCloud();
  await world.relay.runUntil(() => mapping.state === "Disabled");
  await world.resume();
  expect(scheduler.names).toHaveLength(1);
  expect(said()).not.toContain("The relay is not paused");
  await world.relay.runUntil(() => scheduler.names.length === 0);

  expect(said()).toContain("The relay is not paused");
  await world.runToTheEnd();
  expect([mapping.state, world.delivered]).toEqual(["Enabled", IDS]);
});

test("a person's pause lasts, although the relay's own pause before had a schedule that has not come yet", async () => {
  const { mapping, scheduler } = world.relay;
  await world.relay.runUntil(() => mapping.state === "Disabled");
  await world.resume();
  expect(scheduler.names).toHaveLength(1);
  await world.pause();
  await world.relay.runFor(HOUR);

  expect(mapping.state).toBe("Disabled");
});

test.each([0, 2 * MINUTE, 10 * MINUTE, HOUR, 24 * HOUR])(
  "after a resume, the first event is delivered within 10 s: MechCloud was away for %i ms more",
  async (ms) => {
    const { mapping, clock } = world.relay;
    await world.relay.runFor(ms);
    await world.relay.runUntil(() => mapping.state === "Disabled");
    healMechCloud();
    await world.relay.runUntil(() => world.delivered.length > 0);

    expect(clock.now() - mapping.enabledAt).toBeLessThanOrEqual(10_000);
  },
);

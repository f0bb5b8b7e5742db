import { METRIC_NAMESPACE } from "../../../lambda-src/contract/metrics";
import type { Fault } from "../../../samples/faults/fault";
import { faults } from "../../../samples/faults/faults";
import { chain } from "../../../samples/faults/messages";
import { mechCloudSync } from "../../modules/mechcloud/sync";
import { awsEnvironment } from "../support/aws-environment";
import { captureOutput } from "../support/output";
import { type Alarm, alarmStates } from "./support/cloudwatch";
import { VirtualWorld } from "./support/virtual-world";

const HOUR = 3_600_000;

/** The alarms on what the forwarder writes, as the module creates them. */
const ALARMS = Object.entries(mechCloudSync().resource["aws_cloudwatch_metric_alarm"]!)
  .filter(([, { namespace }]) => namespace === METRIC_NAMESPACE)
  .map(([id, alarm]) => [id.replace("sync_alarm_", ""), alarm as unknown as Alarm] as const);

const { env } = process;
let output: ReturnType<typeof captureOutput>;
let world: VirtualWorld | undefined;

beforeEach(() => {
  process.env = { ...env, ...awsEnvironment };
  output = captureOutput();
});

afterEach(async () => {
  await world?.stop();
  process.env = env;
  jest.restoreAllMocks();
});

async function start(options: Parameters<typeof VirtualWorld.start>[0]): Promise<VirtualWorld> {
  const started = await VirtualWorld.start(options);
  // The metrics carry the time.
  jest.spyOn(Date, "now").mockImplementation(() => started.relay.clock.now());
  world = started;
  return started;
}

/** The alarms that have gone off, and those that are still on. */
function found() {
  const states = ALARMS.map(([id, alarm]) => [id, alarmStates(alarm, output.lines())] as const);
  return {
    wentOff: states.filter(([, all]) => all.includes("ALARM")).map(([id]) => id),
    on: states.filter(([, all]) => all.at(-1) === "ALARM").map(([id]) => id),
  };
}

async function play({ before, messages = chain, ends, lasts, ...options }: Fault): Promise<void> {
  const started = await start(options);
  await before?.(started);
  await started.send(...messages);
  if (lasts) await started.relay.runFor(lasts * 1_000);
  else await started.run();
  await ends?.(started);
  await started.runToTheEnd();
}

test("there are these alarms", () => {
  expect(ALARMS.map(([id]) => id).toSorted()).toEqual([
    "channel_down",
    "move_failed",
    "pause_failed",
    "token_expires",
    "token_unusable",
  ]);
});

test.each<[string, string[]]>([
  ["MechCloud away for 2 minutes", []],
  ["MechCloud away for 1 hour", ["channel_down"]],
  ["token expired, and replaced without any other command", ["token_unusable"]],
  ["secret: AccessDeniedException", ["token_unusable"]],
  ["first start: the secret is empty", []],
  ["400 for one event", []],
  ["the schedule is refused: AccessDeniedException", ["pause_failed"]],
  ["the dead-letter queue denies a message", []],
  ["the dead-letter queue denies every message for 5 minutes", ["move_failed"]],
])("%s: goes off %j, and the ends of states are noticed", async (name, wentOff) => {
  await play(faults.find((fault) => fault.name === name)!);

  // Those that count end when nothing more is counted, in a minute without data.
  const counting = ["pause_failed", "move_failed"];
  expect(found().wentOff.toSorted()).toEqual(wentOff.toSorted());
  expect(found().on.filter((id) => !counting.includes(id))).toEqual([]);
});

test("a token that expires soon is an alarm, until another is stored", async () => {
  const { relay } = await start({});
  const tokenFor = (ms: number) => {
    const claims = { exp: Math.floor((relay.clock.now() + ms) / 1_000) };
    return `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;
  };
  const deliver = async (token: string) => {
    world!.goodToken = token;
    await world!.storeToken(token);
    await world!.send(...chain.map((message) => ({ ...message, id: `${message.id} ${relay.clock.now()}` })));
    await relay.runFor(10 * 60_000);
  };
  await deliver(tokenFor(10 * HOUR));
  expect(found()).toEqual({ wentOff: [], on: [] });
  await deliver(tokenFor(1.5 * HOUR));
  expect(found()).toEqual({ wentOff: ["token_expires"], on: ["token_expires"] });
  await deliver(tokenFor(10 * HOUR));
  expect(found()).toEqual({ wentOff: ["token_expires"], on: [] });
});

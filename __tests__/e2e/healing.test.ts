import { setTimeout as delay } from "node:timers/promises";
import { GetEventSourceMappingCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { DeleteScheduleCommand, ListSchedulesCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import type { MechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import type { Terraform } from "../../scripts/lib/terraform";
import { idOf, putEvents, tagSet } from "./support/bus-events";
import { until } from "./support/polling";
import { queueDepth } from "./support/queues";
import { type RelayOutputs, storeToken } from "./support/relay";
import { hcl, MECHCLOUD_MODULE, terraformOf } from "./support/terraform";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";

/** What is wrong with each relay; faults.test.ts has other causes of a pause, without Terraform. */
const TROUBLES = ["away", "paused"] as const;
type Trouble = (typeof TROUBLES)[number];

const IDS = ["vpc-1", "subnet-1", "i-1"];
/** A pause that a relay began lasts up to 2 minutes here, and one that the first probe did not end another 2 minutes. */
const HEALED_WITHIN_MS = 300_000;
/** Longer than the relay's own pause. */
const PERSONS_PAUSE_MS = 130_000;

let bed: TestBed;
let scheduler: SchedulerClient;
let terraform: Terraform;
let mechClouds: Record<Trouble, MechCloudStandIn>;
let relays: Record<Trouble, RelayOutputs>;

beforeAll(async () => {
  bed = await TestBed.start({ mappingDelay: 3 });
  scheduler = new SchedulerClient(bed.aws.clientConfig);
  mechClouds = await ofEach((trouble) => bed.mechCloud({ token: "new", cloudAccountId: trouble }));
  const module = await ofEach((trouble) => ({
    source: MECHCLOUD_MODULE,
    cloud_account_id: trouble,
    endpoint_url: mechClouds[trouble].url,
    name_prefix: `${trouble}-`,
    tags: hcl("{ team = var.team }"),
  }));
  const output = await ofEach((trouble) => ({ value: hcl(`module.${trouble}`) }));
  const prefixes = TROUBLES.map((trouble) => `${trouble}-`);
  const root = { variable: { team: { type: "string" } }, module, output };
  terraform = await terraformOf(bed, { policies: ["mechcloud-sync"], prefixes }, root);
  await terraform.apply({ team: "one" });
  relays = (await terraform.output()) as Record<Trouble, RelayOutputs>;
}, DEPLOY_LIMIT);

afterAll(async () => {
  scheduler?.destroy();
  await bed?.end();
}, 30_000);

async function ofEach<T>(make: (trouble: Trouble) => T | Promise<T>): Promise<Record<Trouble, T>> {
  const entries = TROUBLES.map(async (trouble) => [trouble, await make(trouble)] as const);
  return Object.fromEntries(await Promise.all(entries)) as Record<Trouble, T>;
}

async function stateOf(trouble: Trouble): Promise<string> {
  const UUID = relays[trouble].event_source_mapping_uuid;
  const { State = "" } = await bed.lambda.send(new GetEventSourceMappingCommand({ UUID }));
  return State;
}

/** Does what the output resume_command does, or without its second half pause_command. */
async function setEnabled(trouble: Trouble, Enabled: boolean): Promise<void> {
  const UUID = relays[trouble].event_source_mapping_uuid;
  await bed.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
}

async function schedulesOf(trouble: Trouble): Promise<string[]> {
  const { Schedules = [] } = await scheduler.send(
    new ListSchedulesCommand({ GroupName: relays[trouble].function_name }),
  );
  return Schedules.map(({ Name = "" }) => Name);
}

/** Does what the output pause_command does. */
async function pause(trouble: Trouble): Promise<void> {
  await setEnabled(trouble, false);
  const GroupName = relays[trouble].function_name;
  for (const Name of await schedulesOf(trouble)) await scheduler.send(new DeleteScheduleCommand({ GroupName, Name }));
}

/** What MechCloud accepted within the time, and what waits then. */
async function found(trouble: Trouble, limit: number): Promise<{ accepted: string[]; queued: number }> {
  const accepted = await mechClouds[trouble].waitForAccepted(IDS.length, limit);
  const { queue_url: queueUrl } = relays[trouble];
  const isEmpty = async () => (await queueDepth(bed.sqs, queueUrl)) === 0;
  await until(`nothing to wait in ${queueUrl}`, isEmpty);
  return { accepted: accepted.map((event) => String(idOf(event))), queued: await queueDepth(bed.sqs, queueUrl) };
}

const ALL = { accepted: IDS, queued: 0 };

test(
  "relays in trouble pause; Terraform shows no drift, and an apply does not resume what a person paused",
  async () => {
    for (const trouble of TROUBLES) {
      await storeToken(bed.secrets, relays[trouble], "new");
      mechClouds[trouble].answerBy(() => 503);
    }
    await putEvents(bed.events, [tagSet("vpc", "vpc-1"), tagSet("subnet", "subnet-1"), tagSet("instance", "i-1")]);
    const paused = await ofEach((trouble) =>
      until(`${trouble} to pause`, async () => (await stateOf(trouble)) === "Disabled", HEALED_WITHIN_MS),
    );
    expect(paused).toEqual({ away: true, paused: true });
    await pause("paused");

    expect(await terraform.plan()).toBe("");
    expect(mechClouds.away.accepted).toEqual([]);
    // Before the relay's first probe: an event that fails there, too, may be overtaken.
    mechClouds.away.answerBy(undefined);
    await terraform.apply({ team: "two" });
    expect(await stateOf("paused")).toBe("Disabled");
    expect(await terraform.plan()).toBe("");
    expect(mechClouds.paused.accepted).toEqual([]);
  },
  DEPLOY_LIMIT + HEALED_WITHIN_MS,
);

describe("when MechCloud is back", () => {
  let healed: Promise<unknown>;
  let personsPause: Promise<void>;

  beforeAll(() => {
    // Both at once, since each mostly waits.
    healed = found("away", HEALED_WITHIN_MS);
    personsPause = delay(PERSONS_PAUSE_MS);
    mechClouds.paused.answerBy(undefined);
  });

  test(
    "the relay resumes by itself, and everything arrives in order",
    async () => {
      expect(await healed).toEqual(ALL);
      await until("the relay to be enabled", async () => (await stateOf("away")) === "Enabled");
      await until("its last schedule to be gone", async () => (await schedulesOf("away")).length === 0, 180_000);
    },
    2 * HEALED_WITHIN_MS,
  );

  test(
    "a person's pause lasts until the person ends it; then everything arrives in order, within ten seconds",
    async () => {
      await personsPause;
      expect(await stateOf("paused")).toBe("Disabled");
      expect(mechClouds.paused.accepted).toEqual([]);
      await setEnabled("paused", true);
      await until("the relay to be enabled", async () => (await stateOf("paused")) === "Enabled");

      expect(await found("paused", 10_000)).toEqual(ALL);
    },
    HEALED_WITHIN_MS,
  );
});

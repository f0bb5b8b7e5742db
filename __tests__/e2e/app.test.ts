import { join } from "node:path";
import type { MechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import { App } from "./support/app";
import { holds } from "./support/arrivals";
import { heardOf, liveThroughOneDay, ONE_DAY, ONE_DAY_LENGTH } from "./support/ec2-story";
import { installerEnv } from "./support/installer";
import { untilEmpty } from "./support/queues";
import { type RelayOutputs, storeToken } from "./support/relay";
import { makePartnerSources, nameOf, putPartnerEvents, run, SCALR_SOURCE } from "./support/scalr-events";
import { type ScalrInventory, scalrInventory } from "./support/scalr-inventory";
import type { ScalrOutputs } from "./support/scalr-module";
import { Receivers } from "./support/scalr-receivers";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";

jest.setTimeout(60_000);

const STACKS = ["mechcloud-sync", "scalr-events"];

let bed: TestBed;
let mechCloud: MechCloudStandIn;
let receivers: Receivers;
let before: ScalrInventory;
let app: App;
let printed: string;

beforeAll(async () => {
  bed = await TestBed.start();
  mechCloud = await bed.mechCloud({ token: "secret", cloudAccountId: "acc-1" });
  await makePartnerSources(bed.events, [SCALR_SOURCE]);
  receivers = await Receivers.make(bed, "token");
  before = await scalrInventory(bed);
  app = new App(join(bed.folder, "app"), {
    ...(await installerEnv(bed, { policies: ["mechcloud-sync", "mechcloud-trail", "scalr-events"] })),
    TF_VAR_cloud_account_id: "acc-1",
    TF_VAR_sync_mechanisms: '["tags","cloudtrail"]',
    TF_VAR_endpoint_url: mechCloud.url,
    TF_VAR_event_source_name: SCALR_SOURCE,
    TF_VAR_run_executed_filter: '{"results":["errored"]}',
  });
  printed = await app.deploy();
}, DEPLOY_LIMIT);

afterAll(async () => {
  await receivers?.end();
  await bed?.end();
}, 30_000);

test("is planned a second time without a change", async () => {
  for (const stack of STACKS) expect(await app.terraform(stack).plan()).toBe("");
});

test("the deployment says what is created, and ends with the commands to copy, each in one line", async () => {
  const outputs = await app.terraform("mechcloud-sync").output();
  const lines = printed.split("\n");

  expect(printed).toMatch(/# aws_sqs_queue.management_events .*will be created/);
  expect(printed).toContain("aws_sqs_queue.management_events: Creation complete");
  expect(lines.slice(lines.indexOf("mechcloud-sync: access_token_command"))).toEqual(
    expect.arrayContaining(
      Object.entries(outputs).flatMap(([name, value]) => (name.endsWith("_command") ? [value] : [])),
    ),
  );
  expect(lines.length).toBeLessThan(1_000);
});

test("brings what happens to a VPC, its subnet and its instance to MechCloud, in order", async () => {
  const relay = (await app.terraform("mechcloud-sync").output()) as unknown as RelayOutputs;
  await storeToken(bed.secrets, relay, "secret");
  await liveThroughOneDay(bed.ec2);
  const accepted = await mechCloud.waitForAccepted(ONE_DAY_LENGTH);
  await untilEmpty(bed.sqs, relay.queue_url);

  expect(mechCloud.arrivals).toHaveLength(accepted.length);
  expect(heardOf(accepted)).toEqual(ONE_DAY);
});

test("logs Scalr's events, as the settings say", async () => {
  const relay = (await app.terraform("scalr-events").output()) as unknown as ScalrOutputs;
  await putPartnerEvents(bed.events, [run("run-applied"), run("run-errored", { result: "errored" })]);

  const logged = await holds(1, () => receivers.logged(relay.run_log_group_name));
  expect(logged.map(nameOf)).toEqual(["run-errored"]);
});

test(
  "is destroyed without a trace",
  async () => {
    await app.destroy();

    for (const stack of STACKS) expect(await app.terraform(stack).stateList()).toEqual([]);
    expect(await scalrInventory(bed)).toEqual(before);
  },
  DEPLOY_LIMIT,
);

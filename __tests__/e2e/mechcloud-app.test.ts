import { join } from "node:path";
import type { MechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import { App } from "./support/app";
import { heardOf, liveThroughOneDay, ONE_DAY, ONE_DAY_LENGTH } from "./support/ec2-story";
import { inventory, NOTHING } from "./support/inventory";
import { untilEmpty } from "./support/queues";
import { type RelayOutputs, storeToken } from "./support/relay";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";

jest.setTimeout(60_000);

let bed: TestBed;
let mechCloud: MechCloudStandIn;
let app: App;
let relay: RelayOutputs;

beforeAll(async () => {
  bed = await TestBed.start();
  mechCloud = await bed.mechCloud({ token: "secret", cloudAccountId: "acc-1" });
  app = new App("mechcloud-sync", join(bed.folder, "app"), {
    ...bed.env,
    TF_VAR_cloud_account_id: "acc-1",
    TF_VAR_sync_mechanisms: '["tags","cloudtrail"]',
    TF_VAR_endpoint_url: mechCloud.url,
  });
  await app.deploy();
  relay = (await app.terraform.output()) as unknown as RelayOutputs;
  await storeToken(bed.secrets, relay, "secret");
}, DEPLOY_LIMIT);

afterAll(() => bed?.end(), 30_000);

test("is planned a second time without a change", async () => {
  expect(await app.terraform.plan()).toBe("");
});

test("brings what happens to a VPC, its subnet and its instance to MechCloud, in order", async () => {
  await liveThroughOneDay(bed.ec2);
  const accepted = await mechCloud.waitForAccepted(ONE_DAY_LENGTH);
  await untilEmpty(bed.sqs, relay.queue_url);

  expect(mechCloud.arrivals).toHaveLength(accepted.length);
  expect(heardOf(accepted)).toEqual(ONE_DAY);
});

test(
  "is destroyed without a trace",
  async () => {
    expect((await inventory(bed)).functions).toEqual(["push-mgmt-events-to-mechcloud"]);
    await app.destroy();

    expect(await app.terraform.stateList()).toEqual([]);
    expect(await inventory(bed)).toEqual(NOTHING);
  },
  DEPLOY_LIMIT,
);

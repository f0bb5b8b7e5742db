import { copyFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { MechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import { run } from "../../scripts/lib/process";
import { ROOT } from "../../scripts/lib/project";
import { Terraform } from "../../scripts/lib/terraform";
import { heardOf, liveThroughOneDay, ONE_DAY, ONE_DAY_LENGTH } from "./support/ec2-story";
import { inventory, NOTHING } from "./support/inventory";
import { untilEmpty } from "./support/queues";
import { type RelayOutputs, storeToken } from "./support/relay";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";

jest.setTimeout(60_000);

const STACK = "mechcloud-sync";

let bed: TestBed;
let mechCloud: MechCloudStandIn;
let terraform: Terraform;
let env: Record<string, string>;
let relay: RelayOutputs;

/** As `npm run deploy` does, in a folder that keeps the state and cdktf.out out of the tree. */
async function cdktf(command: "deploy" | "destroy"): Promise<void> {
  const script = join(bed.folder, "scripts/cdktf.ts");
  await run(process.execPath, ["--import", "tsx", script, command, STACK, "--auto-approve"], { cwd: bed.folder, env });
}

beforeAll(async () => {
  bed = await TestBed.start();
  mechCloud = await bed.mechCloud({ token: "secret", cloudAccountId: "acc-1" });
  for (const name of ["main.ts", "modules", "node_modules", "scripts", "terraform"]) {
    symlinkSync(join(ROOT, name), join(bed.folder, name));
  }
  for (const name of ["cdktf.json", "package.json", "tsconfig.json"])
    copyFileSync(join(ROOT, name), join(bed.folder, name));
  env = {
    ...bed.env,
    TF_VAR_cloud_account_id: "acc-1",
    TF_VAR_sync_mechanisms: '["tags","cloudtrail"]',
    TF_VAR_endpoint_url: mechCloud.url,
  };
  await cdktf("deploy");
  terraform = new Terraform(join(bed.folder, "cdktf.out/stacks", STACK), env);
  relay = (await terraform.output()) as unknown as RelayOutputs;
  await storeToken(bed.secrets, relay, "secret");
}, DEPLOY_LIMIT);

afterAll(() => bed?.end(), 30_000);

test("is planned a second time without a change", async () => {
  expect(await terraform.plan()).toBe("");
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
    await cdktf("destroy");

    expect(await terraform.stateList()).toEqual([]);
    expect(await inventory(bed)).toEqual(NOTHING);
  },
  DEPLOY_LIMIT,
);

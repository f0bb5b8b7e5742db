import { cpSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { MechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import { run } from "../../scripts/lib/process";
import { findPython } from "../../scripts/lib/programs.cjs";
import { ROOT } from "../../scripts/lib/project";
import type { Terraform } from "../../scripts/lib/terraform";
import { arn, type Statement } from "./support/aws-resources";
import { idOf, putEvents, stateChange, tagSet } from "./support/bus-events";
import { installerEnv } from "./support/installer";
import { inventory, NOTHING } from "./support/inventory";
import { comeBackAfter, queueDepth, untilEmpty } from "./support/queues";
import { type RelayOutputs, storeToken } from "./support/relay";
import { hcl } from "./support/terraform";
import { DEPLOY_LIMIT, LOCAL_PROVIDER, TestBed } from "./support/test-bed";

jest.setTimeout(60_000);

const EXAMPLE = "examples/python-forwarder";
const MODULE = "terraform/terraform-aws-mechcloud-sync";
const LEFT_OUT = [".terraform", ".terraform.lock.hcl", ".venv", "__pycache__", "dist"];

const LAYER = arn("lambda", "layer:mechcloud-requests");
const OWN_LAYER: Statement = {
  Action: ["lambda:DeleteLayerVersion", "lambda:GetLayerVersion", "lambda:PublishLayerVersion"],
  Resource: [LAYER, `${LAYER}:*`],
};

let bed: TestBed;
let mechCloud: MechCloudStandIn;
let terraform: Terraform;
let relay: RelayOutputs;

/** The example and the module beside it, as in the tree; the function and its layer are built afresh. */
async function copyExample(): Promise<string> {
  for (const part of [EXAMPLE, MODULE]) {
    cpSync(join(ROOT, part), join(bed.folder, part), {
      recursive: true,
      filter: (source) => !LEFT_OUT.includes(basename(source)),
    });
  }
  const example = join(bed.folder, EXAMPLE);
  await run(findPython(), ["build.py"], { cwd: example });
  return example;
}

beforeAll(async () => {
  bed = await TestBed.start();
  mechCloud = await bed.mechCloud({ token: "secret", cloudAccountId: "acc-1" });
  const example = await copyExample();
  // The example as it is, but on the local AWS and with its posts going to the stand-in.
  const override = {
    provider: { aws: LOCAL_PROVIDER },
    module: { mechcloud_sync: { endpoint_url: mechCloud.url } },
  };
  writeFileSync(join(example, "local_override.tf.json"), JSON.stringify(override));
  writeFileSync(
    join(example, "outputs.tf.json"),
    JSON.stringify({ output: { relay: { value: hcl("module.mechcloud_sync") } } }),
  );
  const installer = { policies: ["mechcloud-sync"], beside: [OWN_LAYER] } as const;
  terraform = await bed.terraform(example, await installerEnv(bed, installer));
  await terraform.apply({ cloud_account_id: "acc-1" });
  ({ relay } = (await terraform.output()) as { relay: RelayOutputs });
  await storeToken(bed.secrets, relay, "secret");
  await comeBackAfter(3, bed.sqs, relay.queue_url);
}, DEPLOY_LIMIT);

afterAll(() => bed?.end(), 30_000);

beforeEach(() => mechCloud.clear());

async function expectQueuesEmpty(): Promise<void> {
  await untilEmpty(bed.sqs, relay.queue_url);
  expect(await queueDepth(bed.sqs, relay.dead_letter_queue_url)).toBe(0);
}

test("posts events to MechCloud, in order", async () => {
  const ids = ["vpc-1", "subnet-1", "i-1"];
  await putEvents(
    bed.events,
    ["vpc", "subnet", "instance"].map((type, index) => tagSet(type, ids[index] ?? "")),
  );
  await mechCloud.waitForAccepted(3);
  await expectQueuesEmpty();

  expect(mechCloud.arrivals.map(({ event, status }) => [idOf(event), status])).toEqual(ids.map((id) => [id, 200]));
});

test("a failing post goes back to the queue, and so does what follows it; other groups go on", async () => {
  mechCloud.answerNext(503, (event) => idOf(event) === "vpc-2");
  await putEvents(bed.events, [tagSet("vpc", "vpc-2"), tagSet("subnet", "subnet-2"), stateChange("i-2", "running")]);
  await mechCloud.waitForAccepted(3);
  await expectQueuesEmpty();

  const answers = mechCloud.arrivals.map(({ event, status }) => [idOf(event), status]);
  expect(answers.filter(([id]) => id !== "i-2")).toEqual([
    ["vpc-2", 503],
    ["vpc-2", 200],
    ["subnet-2", 200],
  ]);
  expect(answers.filter(([id]) => id === "i-2")).toEqual([["i-2", 200]]);
});

test(
  "is destroyed without a trace",
  async () => {
    expect((await inventory(bed)).layers).toEqual(["mechcloud-requests"]);
    await terraform.destroy();

    expect(await terraform.stateList()).toEqual([]);
    expect(await inventory(bed)).toEqual(NOTHING);
  },
  DEPLOY_LIMIT,
);

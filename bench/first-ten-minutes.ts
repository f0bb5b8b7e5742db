// Does what a new user does in the first ten minutes, on a local AWS with 400 assets that have no tag, each step as a user
// with its documented policy only, and writes the times and what the commands print into docs/first-ten-minutes.md.

import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { bundleCli } from "../__tests__/e2e/support/bundled-cli";
import { CliUsers } from "../__tests__/e2e/support/cli";
import { installerEnv } from "../__tests__/e2e/support/installer";
import { MECHCLOUD_MODULE } from "../__tests__/e2e/support/terraform";
import { LOCAL_PROVIDER, TestBed } from "../__tests__/e2e/support/test-bed";
import { accessToken } from "../demo/stage/access-token";
import { ASSET_NAME_TAG } from "../lambda-src/contract/resource-types";
import type { MechCloudStandIn } from "../local-aws/mechcloud-stand-in";
import { markdownTable, updateParts } from "../scripts/lib/generated-parts";
import { ROOT } from "../scripts/lib/project";
import { Terraform } from "../scripts/lib/terraform";

const VPCS = 20;
const SUBNETS = 80;
const INSTANCES = 300;

const TOKEN_LIFE_MS = 36_000_000;
const MINUTE_MS = 60_000;

interface Step {
  readonly step: string;
  readonly seconds: number;
  readonly result: string;
}

const steps: Step[] = [];

/** Runs and measures a step. @param work returns its result in a few words */
async function measure(step: string, work: () => Promise<string>): Promise<void> {
  const began = performance.now();
  const result = await work();
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  steps.push({ step, seconds, result });
  console.error(`${seconds} s  ${step}: ${result}`);
}

/** What the account has before: some of it is AWS's default VPC. */
async function createAssets({ ec2 }: TestBed): Promise<void> {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const ids: string[] = [];
  for (let n = Vpcs.length; n < VPCS; n++) {
    ids.push((await ec2.send(new CreateVpcCommand({ CidrBlock: `10.${n}.0.0/16` }))).Vpc!.VpcId!);
  }
  let subnet = "";
  for (let n = Subnets.length; n < SUBNETS; n++) {
    const request = { VpcId: ids[n % ids.length]!, CidrBlock: `10.${VPCS + n}.${n}.0/24` };
    subnet = (await ec2.send(new CreateSubnetCommand(request))).Subnet!.SubnetId!;
  }
  const count = { MinCount: 50, MaxCount: 50 };
  for (let n = 0; n < INSTANCES; n += count.MaxCount) {
    const request = { ImageId: "ami-12345678", InstanceType: "t3.micro", SubnetId: subnet, ...count } as const;
    await ec2.send(new RunInstancesCommand(request));
  }
}

/** The assets whose tag MechCloud has accepted. */
function knownTo(mechCloud: MechCloudStandIn): number {
  const tagged = mechCloud.accepted.filter((event) => JSON.stringify(event).includes(`"${ASSET_NAME_TAG}"`));
  return new Set(tagged.map((event) => JSON.stringify(event.resources))).size;
}

async function waitFor(condition: () => boolean): Promise<void> {
  const end = Date.now() + 10 * MINUTE_MS;
  while (!condition()) {
    if (Date.now() > end) throw new Error("MechCloud does not know all assets after ten minutes.");
    await delay(100);
  }
}

async function play(bed: TestBed): Promise<void> {
  await createAssets(bed);
  const token = accessToken(Date.now() + TOKEN_LIFE_MS);
  const mechCloud = await bed.mechCloud({ token });
  await bundleCli();
  const users = new CliUsers(bed);
  const folder = join(bed.folder, "root");
  mkdirSync(folder);
  const relay = {
    source: MECHCLOUD_MODULE,
    cloud_account_id: "acc-1",
    endpoint_url: mechCloud.url,
    alarms: { email_addresses: ["platform@example.com"] },
  };
  writeFileSync(
    join(folder, "main.tf.json"),
    JSON.stringify({ provider: { aws: LOCAL_PROVIDER }, module: { mechcloud_sync: relay } }),
  );
  let summary = "";
  const env = await installerEnv(bed, { policies: ["mechcloud-sync"] });
  const terraform = new Terraform(folder, env, (line) => {
    summary = /^Apply complete! (.+)\.$/.exec(line)?.[1] ?? summary;
  });
  const cli = async (command: string, input?: string): Promise<string> => {
    const policy = command.replace(/ -.*/, "").replace(" ", "-");
    const { code, stdout, stderr } = await users.run(policy, command.split(" "), input);
    const isFinding = command === "doctor" && code === 1;
    if (code !== 0 && !isFinding) throw new Error(`${command} ended with ${code}: ${stdout}${stderr}`);
    return stdout.trim();
  };
  const lastLine = (text: string) => text.split("\n").at(-1)!;
  const measureCli = (command: string, input?: string) =>
    measure(`\`aws-event-relay ${command}\``, async () => lastLine(await cli(command, input)));

  await measure("`terraform init`", async () => {
    await terraform.init();
    return "The AWS provider is on this computer.";
  });
  await measure("`terraform apply`", async () => {
    await terraform.apply();
    return `${summary}.`;
  });
  await measureCli("token set", `${token}\n`);
  await measureCli("doctor");
  await measureCli("tag-assets");
  await measureCli("tag-assets --yes");
  await measure("until MechCloud knows the last asset", async () => {
    await waitFor(() => knownTo(mechCloud) >= VPCS + SUBNETS + INSTANCES);
    const refused = mechCloud.arrivals.filter(({ status }) => status !== 200).length;
    return `MechCloud knows ${knownTo(mechCloud)} assets, and refused ${refused} events.`;
  });
  await measure("`aws-event-relay test`", async () => {
    const lines = (await cli("test")).split("\n");
    return `${lines[0]!.replace(/\.$/, ",")} ${lines.at(-1)!.replaceAll(/\s+/g, " ")}.`;
  });
  await measure("`aws-event-relay status`", async () => (await cli("status")).split("\n")[0]!);
}

function report(): void {
  const total = steps.reduce((sum, { seconds }) => sum + seconds, 0);
  const rows = [...steps, { step: "all steps", seconds: total, result: "" }];
  const table = markdownTable(
    ["Step", "Time [s]", "Result"],
    rows.map(({ step, seconds, result }) => [step, seconds.toFixed(1), result]),
  );
  const computer = `${cpus().length} processors, Node.js ${process.version}, ${VPCS} VPCs, ${SUBNETS} subnets, ${INSTANCES} instances.`;
  const file = join(ROOT, "docs/first-ten-minutes.md");
  updateParts(file, { times: `${table}\n\n${computer}` }, "node --import tsx bench/first-ten-minutes.ts");
}

async function main(): Promise<void> {
  const bed = await TestBed.start();
  try {
    await play(bed);
  } finally {
    await bed.end();
  }
  report();
}

void main();

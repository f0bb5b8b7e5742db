import { once } from "node:events";
import {
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DescribeTagsCommand,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { LOCAL_REGION } from "../../local-aws/account";
import { run, start } from "../../scripts/lib/process";
import { CLI } from "./support/bundled-cli";
import { CliUsers } from "./support/cli";
import { TestBed } from "./support/test-bed";
import { ThrottlingEc2 } from "./support/throttling-ec2";

let bed: TestBed;
let ec2: ThrottlingEc2 | undefined;

beforeAll(async () => {
  bed = await TestBed.start();
}, 180_000);
afterAll(async () => {
  ec2?.stop();
  await bed?.end();
});

async function names(): Promise<Record<string, string>> {
  const Filters = [{ Name: "key", Values: ["Mc-Asset-Name"] }];
  const { Tags = [] } = await bed.ec2.send(new DescribeTagsCommand({ Filters }));
  return Object.fromEntries(Tags.map(({ ResourceId, Value }) => [ResourceId!, Value!]));
}

test("a user with the documented policy tags what has no name", async () => {
  const { Vpc } = await bed.ec2.send(new CreateVpcCommand({ CidrBlock: "10.1.0.0/16" }));
  const { Subnet } = await bed.ec2.send(new CreateSubnetCommand({ VpcId: Vpc!.VpcId, CidrBlock: "10.1.0.0/24" }));
  const image = { ImageId: "ami-12345678", InstanceType: "t3.micro", MinCount: 2, MaxCount: 2 } as const;
  const { Instances } = await bed.ec2.send(new RunInstancesCommand(image));
  const [first, second] = Instances!.map(({ InstanceId }) => InstanceId!) as [string, string];
  const tag = (id: string, Key: string, Value: string) =>
    bed.ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key, Value }] }));
  await tag(first, "Name", "web");
  await tag(second, "Mc-Asset-Name", "kept");

  const users = new CliUsers(bed);
  const plan = await users.run("tag-assets", ["tag-assets"]);
  expect(plan).toMatchObject({ code: 0, stderr: "" });
  expect(plan.stdout).toMatch(new RegExp(`${LOCAL_REGION}  instance  ${first} +web`));
  expect(plan.stdout).not.toContain(second);
  expect(await names()).toEqual({ [second]: "kept" });

  const { code, stdout } = await users.run("tag-assets", ["tag-assets", "--yes", "--json"]);
  expect({ code, result: JSON.parse(stdout) as unknown }).toMatchObject({ code: 0, result: { skipped: 0, left: 0 } });
  expect(await names()).toMatchObject({
    [Vpc!.VpcId!]: Vpc!.VpcId,
    [Subnet!.SubnetId!]: Subnet!.SubnetId,
    [first]: "web",
    [second]: "kept",
  });

  const regions = await users.run("tag-assets", ["tag-assets", "--all-regions", "--json"]);
  expect(regions).toMatchObject({ code: 0, stderr: "" });
  const { assets } = JSON.parse(regions.stdout) as { assets: { region: string }[] };
  expect(assets.filter(({ region }) => region === LOCAL_REGION)).toEqual([]);
}, 120_000);

test("many assets, with throttling and Ctrl-C", async () => {
  const ids = (kind: string, count: number) => Array.from({ length: count }, (_, n) => `${kind}-${n}`);
  const inOrder = [...ids("vpc", 20), ...ids("subnet", 480), ...ids("i", 2_500)];
  const throttling = await ThrottlingEc2.start(inOrder);
  ec2 = throttling;
  const argv = [CLI, "tag-assets", "--yes", "--json", "--endpoint-url", throttling.endpoint];
  const began = Date.now();

  const child = start(process.execPath, argv, { env: { ...process.env, ...bed.aws.env }, stdio: "ignore" });
  throttling.onTagged = () => {
    if (throttling.tagged.length === 1_000) child.kill("SIGINT");
  };
  expect(await once(child, "exit")).toEqual([130, null]);
  expect(throttling.tagged.length).toBeGreaterThanOrEqual(1_000);
  expect(throttling.tagged.length).toBeLessThan(1_200);

  const left = inOrder.length - throttling.tagged.length;
  expect(JSON.parse(await run(process.execPath, argv, { env: bed.aws.env }))).toMatchObject({ tagged: left, left: 0 });
  expect(throttling.tagged).toEqual(inOrder);
  expect(throttling.throttled).toBeGreaterThanOrEqual(5);
  const seconds = Math.round((Date.now() - began) / 1_000);
  process.stdout.write(
    `tag-assets: ${inOrder.length} assets in ${seconds} s, ${throttling.throttled} calls throttled\n`,
  );
}, 300_000);

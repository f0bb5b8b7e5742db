import { awsError, call, recordedAws } from "../support/call";
import { FakeEc2 } from "../support/fake-ec2";

const KEY = "Mc-Asset-Name";

function world() {
  return new FakeEc2(
    ["i-1", { Name: "web" }],
    ["i-2", { Name: "db", [KEY]: "database" }],
    ["i-3", { Name: "" }],
    ["subnet-1", { Name: "private" }],
    ["vpc-1", { Name: "main" }],
    ["vpc-2"],
    ["vpc-3", { [KEY]: "third" }],
  );
}

function run(ec2: FakeEc2, ...options: string[]) {
  return call(["tag-assets", ...options], recordedAws({ ec2: ec2.answers }));
}

test("without --yes, the names are shown and nothing changes", async () => {
  const ec2 = world();
  expect(await run(ec2)).toMatchObject({
    code: 0,
    stderr: "",
    stdout: [
      "REGION     TYPE      ID        Mc-Asset-Name",
      "us-east-1  vpc       vpc-1     main",
      "us-east-1  vpc       vpc-2     vpc-2",
      "us-east-1  subnet    subnet-1  private",
      "us-east-1  instance  i-1       web",
      "us-east-1  instance  i-3       i-3",
      "Account 123456789012: 2 VPCs, 1 subnet and 2 instances have no tag Mc-Asset-Name. Nothing was changed. Add --yes to tag them.",
      "",
    ].join("\n"),
  });
  expect(ec2.tagged).toEqual([]);
});

test("--yes tags VPCs, then subnets, then instances, and keeps what is named", async () => {
  const ec2 = world();
  expect(await run(ec2, "--yes")).toMatchObject({
    code: 0,
    stdout: "Tagged 5 of 5.\n",
    stderr: "Account 123456789012, region us-east-1: tag 2 VPCs, 1 subnet and 2 instances\n",
  });
  expect(ec2.tagged).toEqual(["vpc-1=main", "vpc-2=vpc-2", "subnet-1=private", "i-1=web", "i-3=i-3"]);
  expect(ec2.assets.get("i-2")!.tags[KEY]).toBe("database");

  expect((await run(ec2)).stdout).toBe("Each VPC, subnet and instance has the tag Mc-Asset-Name.\n");
  expect(await run(ec2, "--yes")).toMatchObject({ stdout: "Tagged 0 of 0.\n", stderr: "" });
});

test("--json", async () => {
  const ec2 = world();
  const plan = JSON.parse((await run(ec2, "--json")).stdout) as { account: string; assets: unknown[] };
  expect(plan.account).toBe("123456789012");
  expect(plan.assets[0]).toEqual({ region: "us-east-1", type: "vpc", id: "vpc-1", name: "main" });
  const { stdout } = await run(ec2, "--json", "--yes");
  expect(JSON.parse(stdout)).toEqual({ account: "123456789012", tagged: 5, skipped: 0, left: 0 });
});

test("--name-template", async () => {
  const ec2 = world();
  await run(ec2, "--yes", "--name-template", "{region}/{type}/{name} ({id})");
  expect(ec2.tagged[0]).toBe("vpc-1=us-east-1/vpc/main (vpc-1)");
  expect(ec2.tagged.at(-1)).toBe("i-3=us-east-1/instance/i-3 (i-3)");
});

test("a name is no longer than a tag's value", async () => {
  const ec2 = new FakeEc2(["vpc-1", { Name: "n".repeat(200) }]);
  await run(ec2, "--yes", "--name-template", "{name}{name}");
  expect(ec2.assets.get("vpc-1")!.tags[KEY]).toBe("n".repeat(256));
});

test.each(["{nam}", "", "{name} {toString}"])("the template %j is a usage error", async (template) => {
  const { code, stderr } = await run(world(), "--name-template", template);
  expect(code).toBe(2);
  expect(stderr).toContain(
    `--name-template must be a text with {name}, {id}, {type}, {region} in it, got "${template}".`,
  );
});

test("--all-regions looks at each region that is enabled", async () => {
  const ec2 = world();
  const answers = {
    ...ec2.answers,
    describeRegions: { Regions: [{ RegionName: "us-west-2" }, { RegionName: "eu-west-1" }] },
  };
  const { settings } = await call(["tag-assets", "--all-regions"], recordedAws({ ec2: answers }));
  expect(settings.slice(1)).toEqual(
    ["eu-west-1", "us-west-2"].map((region): unknown => expect.objectContaining({ region, manyCalls: true })),
  );
  const none = recordedAws({ ec2: { describeRegions: {} } });
  expect((await call(["tag-assets", "--all-regions"], none)).code).toBe(0);
});

test("an asset that is gone, and one that has got a name meanwhile, are skipped", async () => {
  const ec2 = world();
  ec2.beforeTag = (id) => {
    if (id === "vpc-1") throw awsError("InvalidVpcID.NotFound");
  };
  const describeTags = { Tags: [{ ResourceId: "i-1" }] };
  const { stdout } = await call(["tag-assets", "--yes"], recordedAws({ ec2: { ...ec2.answers, describeTags } }));
  expect(stdout).toBe("Tagged 3 of 5.\n2 are gone, or have got a tag Mc-Asset-Name meanwhile.\n");
  expect(ec2.tagged).toEqual(["vpc-2=vpc-2", "subnet-1=private", "i-3=i-3"]);
});

test("Ctrl-C stops after the current asset, and the same command tags the rest", async () => {
  const ec2 = new FakeEc2(...Array.from({ length: 250 }, (_, n) => [`vpc-${n}`] as const));
  const interruption = new AbortController();
  ec2.beforeTag = () => {
    if (ec2.tagged.length === 99) interruption.abort();
  };
  const { code, stdout, stderr } = await call(["tag-assets", "--yes"], recordedAws({ ec2: ec2.answers }), {
    signal: interruption.signal,
  });
  expect(code).toBe(130);
  expect(stdout).toBe("Tagged 100 of 250.\nInterrupted. Run the same command again to tag the rest.\n");
  expect(stderr).toContain("Tagged 100 of 250\n");

  expect(await run(ec2, "--yes")).toMatchObject({ code: 0, stdout: "Tagged 150 of 150.\n" });
  expect(ec2.tagged).toHaveLength(250);
});

test("Ctrl-C within a hundred", async () => {
  const ec2 = world();
  const interruption = new AbortController();
  ec2.beforeTag = () => interruption.abort();
  const { signal } = interruption;
  await call(["tag-assets", "--yes"], recordedAws({ ec2: ec2.answers }), { signal });
  expect(ec2.tagged).toEqual(["vpc-1=main"]);
});

test("an error says how far the command came", async () => {
  const ec2 = world();
  ec2.beforeTag = (id) => {
    if (id === "subnet-1") throw awsError("UnauthorizedOperation", "You are not authorized to perform this operation.");
  };
  const { code, stderr } = await run(ec2, "--yes");
  expect(code).toBe(1);
  expect(stderr).toContain("Tagged 2 of 5. Run the same command again to tag the rest.\nUnauthorizedOperation");
  expect(stderr).toContain("docs/policies");
});

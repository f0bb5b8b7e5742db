import { ARCHIVE_PATTERN, SYNC_RULES } from "../../../modules/mechcloud/sync-rules";
import { managementSamples, type SampleEvent, sample, sampleNames, scalrSamples } from "../../../samples/events";
import { matches } from "../pattern-matcher";

type RuleName = keyof typeof SYNC_RULES;

const matching = (event: SampleEvent) =>
  Object.entries(SYNC_RULES)
    .filter(([, { eventPattern }]) => matches(eventPattern, event))
    .map(([name]) => name);

/** The one rule that a sample event of AWS matches, or none. */
const EXPECTED: Readonly<Record<string, RuleName | undefined>> = {
  "cloudtrail-create-subnet.json": "cloudtrail",
  "cloudtrail-create-tags-security-group.json": undefined,
  "cloudtrail-create-tags-vpc.json": "cloudtrail",
  "cloudtrail-create-volume.json": undefined,
  "cloudtrail-create-vpc-denied.json": undefined,
  "cloudtrail-create-vpc.json": "cloudtrail",
  "cloudtrail-delete-subnet.json": "cloudtrail",
  "cloudtrail-delete-vpc.json": "cloudtrail",
  "cloudtrail-run-instances.json": "cloudtrail",
  "cloudtrail-terminate-instances.json": "cloudtrail",
  "ec2-instance-pending.json": "instanceStateChange",
  "ec2-instance-running.json": "instanceStateChange",
  "ec2-instance-terminated.json": "instanceStateChange",
  "tag-instance-created.json": "tagChange",
  "tag-instance-deleted.json": "tagChange",
  "tag-security-group-created.json": undefined,
  "tag-subnet-created.json": "tagChange",
  "tag-subnet-deleted.json": "tagChange",
  "tag-vpc-created.json": "tagChange",
  "tag-vpc-deleted.json": "tagChange",
  "tag-vpc-other-key.json": undefined,
};

test.each(managementSamples)("%s matches the rule that it should", (file) => {
  expect(Object.keys(EXPECTED)).toContain(file);
  expect(matching(sample(file))).toEqual([EXPECTED[file]].filter(Boolean));
});

test.each(scalrSamples)("%s matches no rule", (file) => {
  expect(matching(sample(file))).toEqual([]);
});

test.each(sampleNames.filter((file) => EXPECTED[file]))(
  "%s is archived, as every event is that a rule takes",
  (file) => {
    expect(matches(ARCHIVE_PATTERN, sample(file))).toBe(true);
  },
);

test.each(scalrSamples)("%s is not archived", (file) => {
  expect(matches(ARCHIVE_PATTERN, sample(file))).toBe(false);
});

test("there is a sample for each expectation", () => {
  expect(sampleNames).toEqual(expect.arrayContaining(Object.keys(EXPECTED)));
});

/** A sample with another `detail`. */
const variant = (file: string, detail: object): SampleEvent => {
  const event = sample(file);
  return { ...event, detail: { ...event.detail, ...detail } };
};

describe("API calls", () => {
  const call = (eventName: string, detail: object = {}) =>
    variant("cloudtrail-create-vpc.json", { eventName, ...detail });

  test.each([
    "CreateVpc",
    "CreateDefaultVpc",
    "DeleteVpc",
    "CreateSubnet",
    "CreateDefaultSubnet",
    "DeleteSubnet",
    "RunInstances",
    "TerminateInstances",
  ])("%s matches, unless it failed or was a dry run", (eventName) => {
    expect(matching(call(eventName))).toEqual(["cloudtrail"]);
    expect(matching(call(eventName, { errorCode: "Client.DryRunOperation" }))).toEqual([]);
    expect(matching(call(eventName, { errorCode: "Client.UnauthorizedOperation" }))).toEqual([]);
    expect(matching(call(eventName, { eventSource: "rds.amazonaws.com" }))).toEqual([]);
  });

  test.each(["DescribeVpcs", "ModifyVpcAttribute", "CreateSecurityGroup", "StartInstances", "createvpc"])(
    "%s does not match",
    (eventName) => {
      expect(matching(call(eventName))).toEqual([]);
    },
  );

  test.each<[ids: string[], matches: boolean]>([
    [["vpc-1"], true],
    [["subnet-1"], true],
    [["i-1"], true],
    [["sg-1", "i-1"], true],
    [["sg-1"], false],
    [["igw-1", "vol-1"], false],
    [[], false],
  ])("CreateTags and DeleteTags of %j match: %s", (ids, expected) => {
    const requestParameters = { resourcesSet: { items: ids.map((resourceId) => ({ resourceId })) } };

    for (const eventName of ["CreateTags", "DeleteTags"]) {
      expect(matching(call(eventName, { requestParameters }))).toEqual(expected ? ["cloudtrail"] : []);
    }
  });
});

describe("tag changes", () => {
  test.each([
    ["another service", { service: "rds" }],
    ["another resource type", { "resource-type": "volume" }],
    ["another key", { "changed-tag-keys": ["Name", "mc-asset-name"] }],
  ])("of %s do not match", (_name, detail) => {
    expect(matching(variant("tag-vpc-created.json", detail))).toEqual([]);
  });

  test("match by the changed keys, whatever tags remain", () => {
    expect(
      matching(variant("tag-vpc-created.json", { "changed-tag-keys": ["Name", "Mc-Asset-Name"], tags: {} })),
    ).toEqual(["tagChange"]);
  });
});

test.each(["pending", "running", "shutting-down", "terminated", "stopping", "stopped"])(
  "the instance state %s matches",
  (state) => {
    expect(matching(variant("ec2-instance-running.json", { state }))).toEqual(["instanceStateChange"]);
  },
);

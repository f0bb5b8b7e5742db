import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeArchiveCommand } from "@aws-sdk/client-eventbridge";
import { GetEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { UpdateSecretCommand } from "@aws-sdk/client-secrets-manager";
import { strToU8, unzipSync, zipSync } from "fflate";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../local-aws/account";
import { awsCall } from "../../local-aws/aws-call";
import type { NamedPolicy, PolicyRequest } from "../../local-aws/decisions";
import type { MechCloudEvent } from "../../local-aws/mechcloud-rules";
import type { MechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import { sample, sampleNames } from "../../samples/events";
import type { Terraform } from "../../scripts/lib/terraform";
import { createBoundary } from "./support/aws-resources";
import { idOf, ofRule, putEvents, tagSet } from "./support/bus-events";
import { heardOf, liveThroughOneDay, ONE_DAY, ONE_DAY_LENGTH } from "./support/ec2-story";
import { OWN_KEYS } from "./support/installer";
import { inventory, NOTHING } from "./support/inventory";
import { until } from "./support/polling";
import { queueDepth, untilEmpty, untilHolds } from "./support/queues";
import { type RelayOutputs, storeToken } from "./support/relay";
import { keyPolicy, keysOf } from "./support/relay-keys";
import { deadLetterRequests, report, setOff, unneededRights } from "./support/rights";
import { ARRIVE, content, STAY_OUT, summary } from "./support/sample-story";
import { hcl, MECHCLOUD_MODULE, terraformOf } from "./support/terraform";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";
import { UNRECORDED_OF_MECHCLOUD } from "./support/unrecorded-rights";

jest.setTimeout(120_000);

const TEAM = "0f2b6a52-3b7e-4c2d-9d53-7b8f3e0a1c11";

let bed: TestBed;
let terraform: Terraform;
/** As a newcomer deploys it, with both mechanisms. Its MechCloud refuses a subnet whose VPC it does not know. */
let full: MechCloudStandIn;
let fullRelay: RelayOutputs;
/** Beside it in the same account: another team, no trail of its own, a minimal payload, a key, an archive. */
let minimal: MechCloudStandIn;
let minimalRelay: RelayOutputs;
/** ARN of the customer managed key that is made in the same apply as what it encrypts. */
let key: string;
/** Of all that is deployed, before it changes. */
let policies: NamedPolicy[];
let ofDeadLetters: PolicyRequest[];

beforeAll(async () => {
  bed = await TestBed.start();
  full = await bed.mechCloud({ token: "first", cloudAccountId: "acc-full", strictOrder: true });
  minimal = await bed.mechCloud({ token: "second", cloudAccountId: "acc-minimal", teamId: TEAM });
  const boundary = await createBoundary(bed);
  const root = {
    variable: { changed: { type: "bool" } },
    resource: {
      aws_kms_key: {
        relay: { policy: hcl("module.minimal.kms_key_policy") },
        later: { policy: hcl("module.full.kms_key_policy") },
      },
    },
    module: {
      full: {
        source: MECHCLOUD_MODULE,
        cloud_account_id: "acc-full",
        sync_mechanisms: ["tags", "cloudtrail"],
        endpoint_url: full.url,
        tags: hcl('var.changed ? {} : { team = "platform" }'),
        permissions_boundary_arn: hcl(`var.changed ? null : "${boundary}"`),
        kms_key_arn: hcl("var.changed ? aws_kms_key.later.arn : null"),
        alarms: { email_addresses: hcl('var.changed ? ["ops@example.com"] : []') },
        function_memory_size: hcl("var.changed ? 512 : 256"),
        batch_size: hcl("var.changed ? 5 : 10"),
        log_retention_days: hcl("var.changed ? 14 : 30"),
        trail_log_retention_days: hcl("var.changed ? 3 : 7"),
      },
      minimal: {
        source: MECHCLOUD_MODULE,
        cloud_account_id: "acc-minimal",
        team_id: TEAM,
        sync_mechanisms: ["tags", "cloudtrail"],
        create_trail: false,
        endpoint_url: minimal.url,
        payload: "minimal",
        name_prefix: "small-",
        function_timeout: 10,
        tracing: true,
        kms_key_arn: hcl("var.changed ? null : aws_kms_key.relay.arn"),
        archive_retention_days: hcl("var.changed ? 4 : 3"),
        tags: hcl('var.changed ? { team = "platform" } : {}'),
        permissions_boundary_arn: hcl(`var.changed ? "${boundary}" : null`),
        forwarder_package: { filename: hcl(`var.changed ? "${changedPackage()}" : null`) },
      },
    },
    output: {
      full: { value: hcl("module.full") },
      minimal: { value: hcl("module.minimal") },
      key: { value: hcl("aws_kms_key.relay.arn") },
    },
  };
  terraform = await terraformOf(
    bed,
    { policies: ["mechcloud-sync", "mechcloud-trail", "customer-key"], prefixes: ["", "small-"], beside: [OWN_KEYS] },
    root,
  );
  await terraform.apply({ changed: false });
  const outputs = (await terraform.output()) as { full: RelayOutputs; minimal: RelayOutputs; key: string };
  ({ full: fullRelay, minimal: minimalRelay, key } = outputs);
  await storeToken(bed.secrets, fullRelay, "first");
  await storeToken(bed.secrets, minimalRelay, "second");
}, DEPLOY_LIMIT);

afterAll(() => bed?.end(), 30_000);

/** The longest that a relay waits for its first probe, with some to spare. */
const PAUSE_MS = 150_000;

async function stateOf({ event_source_mapping_uuid: UUID }: RelayOutputs): Promise<string | undefined> {
  return (await bed.lambda.send(new GetEventSourceMappingCommand({ UUID }))).State;
}

/** As docs/security.md says, since Terraform's provider does not: https://github.com/hashicorp/terraform-provider-aws/issues/21623 */
async function takeKeyOff({ access_token_secret_arn }: RelayOutputs): Promise<void> {
  await bed.secrets.send(new UpdateSecretCommand({ SecretId: access_token_secret_arn, KmsKeyId: "" }));
}

/** The same function in another package. */
function changedPackage(): string {
  const files = unzipSync(readFileSync(join(MECHCLOUD_MODULE, "push-mgmt-events-to-mechcloud.zip")));
  const path = join(bed.folder, "changed.zip");
  writeFileSync(path, zipSync({ ...files, "CHANGED.md": strToU8("by hand") }));
  return path;
}

beforeEach(() => {
  full.clear();
  minimal.clear();
});

const times = (count: number, status: number): number[] => Array.from({ length: count }, () => status);

/** Until a refused event was tried ten more times, five seconds apart, in milliseconds and with some to spare. */
const UNTIL_SET_ASIDE = 120_000;

/** Nothing waits, and nothing has gone astray. */
async function expectQueuesEmpty(relay: RelayOutputs): Promise<void> {
  await untilEmpty(bed.sqs, relay.queue_url);
  expect(await queueDepth(bed.sqs, relay.dead_letter_queue_url)).toBe(0);
  expect(await queueDepth(bed.sqs, relay.rule_dead_letter_queue_url)).toBe(0);
}

test("has the names that MechCloud documents, or all with a prefix", async () => {
  const names = {
    queues: ["management-events-dlq.fifo", "management-events-rule-dlq", "management-events.fifo"],
    rules: ["mc-cloudtrail-events", "mc-instance-state-change-events", "mc-tag-change-events"],
    functions: ["push-mgmt-events-to-mechcloud"],
    mappings: ["push-mgmt-events-to-mechcloud"],
    secrets: ["mechcloud-access-token"],
    roles: ["push-mgmt-events-to-mechcloud-run-us-east-1", "push-mgmt-events-to-mechcloud-us-east-1"],
    scheduleGroups: ["push-mgmt-events-to-mechcloud"],
  };
  const withPrefix = Object.entries(names).map(([kind, all]) => [
    kind,
    [...all, ...all.map((name) => `small-${name}`)],
  ]);

  expect(await inventory(bed)).toEqual({
    ...(Object.fromEntries(withPrefix) as typeof names),
    archives: ["small-mechcloud-events"],
    layers: [],
    logGroups: ["/aws/lambda/push-mgmt-events-to-mechcloud", "/aws/lambda/small-push-mgmt-events-to-mechcloud"],
    trails: ["mc-management-events"],
    buckets: ["mechcloud-trail-123456789012-us-east-1"],
  });
});

test("is planned a second time without a change", async () => {
  expect(await terraform.plan()).toBe("");
});

test("is encrypted with the customer's key, where there is one", async () => {
  const things = ["queue", "deadLetterQueue", "ruleDeadLetterQueue", "secret", "log", "function", "alarmTopic"];

  expect(await keysOf(bed, minimalRelay)).toEqual(Object.fromEntries(things.map((thing) => [thing, key])));
  expect(await keysOf(bed, fullRelay)).toEqual({});
  expect(await keyPolicy(bed, key)).toEqual(JSON.parse(minimalRelay.kms_key_policy));
});

describe("of the sample events", () => {
  const arriving = Object.values(ARRIVE).flat();

  beforeEach(async () => {
    await putEvents(
      bed.events,
      [...STAY_OUT, ...arriving].map((name) => sample(name)),
    );
    await Promise.all([full.waitForAccepted(arriving.length), minimal.waitForAccepted(arriving.length)]);
    await Promise.all([expectQueuesEmpty(fullRelay), expectQueuesEmpty(minimalRelay)]);
  });

  test("exactly those about VPCs, subnets and instances arrive, each rule's in order", () => {
    expect([...STAY_OUT, ...arriving].sort()).toEqual(sampleNames);
    for (const [rule, names] of Object.entries(ARRIVE)) {
      const samples = names.map((name) => sample(name));
      expect(ofRule(rule, full.accepted).map(content)).toEqual(samples.map(content));
      expect(ofRule(rule, minimal.accepted).map(summary)).toEqual(samples.map(summary));
    }
    for (const { arrivals } of [full, minimal]) {
      expect(arrivals.map(({ status }) => status)).toEqual(times(arriving.length, 200));
    }
  });

  test("an archive keeps what the rules may take, where there is one", async () => {
    const archive = await bed.events.send(new DescribeArchiveCommand({ ArchiveName: "small-mechcloud-events" }));

    expect(archive).toMatchObject({ ArchiveArn: minimalRelay.archive_arn, RetentionDays: 3, State: "ENABLED" });
    expect(archive.EventCount).toBeGreaterThanOrEqual(arriving.length);
    expect(fullRelay.archive_arn).toBeNull();
  });

  test("a minimal payload names no account, principal, address or client", () => {
    const said = ({ accepted }: MechCloudStandIn) => accepted.map((event) => JSON.stringify(event)).join("\n");
    // MechCloud finds a tagged resource by its ARN.
    const withoutTaggedArns = said(minimal).replaceAll(
      /"arn:aws:ec2:ap-south-1:123456789012:(vpc|subnet|instance)/g,
      "",
    );
    for (const secret of ["123456789012", "AIDAEXAMPLE", "user/ops", "203.0.113.7", "aws-cli/2.15.0"]) {
      expect(said(full)).toContain(secret);
      expect(withoutTaggedArns).not.toContain(secret);
    }
    for (const name of ["account", "userIdentity", "sourceIPAddress", "userAgent", "recipientAccountId", "ownerId"]) {
      expect(said(full)).toContain(`"${name}":`);
      expect(said(minimal)).not.toContain(`"${name}":`);
    }
  });
});

test("what happens to a VPC, its subnet and its instance arrives in order", async () => {
  await liveThroughOneDay(bed.ec2);
  await Promise.all([full.waitForAccepted(ONE_DAY_LENGTH), minimal.waitForAccepted(ONE_DAY_LENGTH)]);
  await Promise.all([expectQueuesEmpty(fullRelay), expectQueuesEmpty(minimalRelay)]);

  for (const { accepted, arrivals } of [full, minimal]) {
    expect(arrivals).toHaveLength(ONE_DAY_LENGTH);
    expect(heardOf(accepted)).toEqual(ONE_DAY);
  }
});

test(
  "what is refused is tried again and then set aside with the reason, while all else goes on",
  async () => {
    minimal.answerBy((event) => (idOf(event) === "vpc-refused" ? { status: 400, body: "unknown VPC" } : undefined));
    for (let times = 0; times < 2; times++) minimal.answerNext(503, (event) => idOf(event) === "vpc-in-trouble");
    const vpcs = ["vpc-1", "vpc-refused", "vpc-2", "vpc-in-trouble", "vpc-3"];
    await putEvents(
      bed.events,
      vpcs.map((id) => tagSet("vpc", id)),
    );
    const [lost] = await untilHolds(1, bed.sqs, minimalRelay.dead_letter_queue_url, UNTIL_SET_ASIDE);
    await putEvents(bed.events, [tagSet("vpc", "vpc-4")]);
    await Promise.all([minimal.waitForAccepted(5), full.waitForAccepted(6)]);
    await untilEmpty(bed.sqs, minimalRelay.queue_url);

    const { Body = "", Attributes, MessageAttributes = {} } = lost!;
    expect([idOf(JSON.parse(Body) as MechCloudEvent), Attributes?.MessageGroupId]).toEqual([
      "vpc-refused",
      "small-mc-tag-change-events",
    ]);
    const reason = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]);
    expect(Object.fromEntries(reason)).toMatchObject({
      outcome: "refused",
      status: "400",
      answer: "unknown VPC",
      receives: "11",
    });
    expect(minimal.accepted.map(idOf).sort()).toEqual(["vpc-1", "vpc-2", "vpc-3", "vpc-4", "vpc-in-trouble"]);
    const posts = (id: string) =>
      minimal.arrivals.filter(({ event }) => idOf(event) === id).map(({ status }) => status);
    // What the event itself is to blame for is not posted again at once, passing trouble is.
    expect(posts("vpc-refused")).toEqual(times(11, 400));
    expect(posts("vpc-in-trouble")).toEqual([503, 503, 200]);
    expect(full.accepted.map(idOf).sort()).toEqual([...vpcs, "vpc-4"].sort());
  },
  2 * UNTIL_SET_ASIDE,
);

describe("an access token that expired", () => {
  test("is replaced before the next event: nobody notices", async () => {
    await storeToken(bed.secrets, fullRelay, "replaced-in-time");
    full.setToken("replaced-in-time");
    await putEvents(bed.events, [tagSet("vpc", "vpc-a"), tagSet("subnet", "subnet-a")]);
    await full.waitForAccepted(2);
    await expectQueuesEmpty(fullRelay);

    expect(full.arrivals.map(({ event, status }) => [idOf(event), status])).toEqual([
      ["vpc-a", 401],
      ["vpc-a", 200],
      ["subnet-a", 200],
    ]);
  });
});

test(
  "takes other settings in place, also while it is paused",
  async () => {
    const names = await inventory(bed);
    await setOff(bed, "small-management-events-dlq.fifo-depth", "management-events-rule-dlq-depth");
    policies = await bed.aws.policies();
    ofDeadLetters = await deadLetterRequests(bed);
    minimal.setToken("replaced-late");
    await putEvents(bed.events, [tagSet("vpc", "vpc-b")]);
    await until("the relay to pause", async () => (await stateOf(minimalRelay)) === "Disabled");
    await takeKeyOff(minimalRelay);
    await terraform.apply({ changed: true });
    await storeToken(bed.secrets, minimalRelay, "replaced-late");

    expect(await terraform.plan()).toBe("");
    expect(await inventory(bed)).toEqual(names);
    expect(await keysOf(bed, minimalRelay)).toEqual({});
    expect((await minimal.waitForAccepted(1, PAUSE_MS)).map(idOf)).toEqual(["vpc-b"]);
  },
  DEPLOY_LIMIT,
);

test(
  "is destroyed without a trace, also while it is paused and an event waits",
  async () => {
    minimal.setToken("replaced-again");
    await putEvents(bed.events, [tagSet("vpc", "vpc-c")]);
    await until("the relay to pause", async () => (await stateOf(minimalRelay)) === "Disabled");
    // A bucket that is not empty takes further rights.
    const path = `/mechcloud-trail-${LOCAL_ACCOUNT}-${LOCAL_REGION}/AWSLogs/file`;
    await awsCall(bed.aws.endpoint, "s3", { method: "PUT", path, body: "file" });
    await terraform.destroy();

    expect(await terraform.stateList()).toEqual([]);
    expect(await inventory(bed)).toEqual(NOTHING);
  },
  DEPLOY_LIMIT,
);

test("needs no right but the documented ones, and each of those", async () => {
  const { evaluated, refused, requests } = await bed.aws.decisions();
  const { rights, unneeded } = await unneededRights({
    policies,
    requests: [...requests, ...ofDeadLetters],
    others: /policy\/root-beside$| boundary$/,
    prefix: "small-",
  });
  report("MechCloud sync", { evaluated, refused, rights, unneeded });

  expect(refused).toBe(0);
  expect(unneeded.toSorted()).toEqual(UNRECORDED_OF_MECHCLOUD.map(({ what }) => what).toSorted());
}, 60_000);

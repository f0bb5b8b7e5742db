import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blocksOf } from "../../../scripts/publish/published-modules";
import { awsError, call, type RecordedAnswers, recordedAws } from "../support/call";
import { FUNCTION, UUID } from "../support/relay";

const QUEUE = "arn:aws:sqs:us-east-1:123456789012:management-events.fifo";
const URL = "https://sqs.us-east-1.amazonaws.com/123456789012/management-events.fifo";
const BUS = "aws.partner/scalr.com/acme/aws";
const PATTERNS = {
  state: '{"source":["aws.ec2"],"detail-type":["EC2 Instance State-change Notification"]}',
  tags: '{"source":["aws.tag"],"detail-type":["Tag Change on Resource"]}',
  calls: '{"source":["aws.ec2"],"detail-type":["AWS API Call via CloudTrail"]}',
};

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "import-"));
  file = join(folder, "imports.tf");
});
afterEach(() => rmSync(folder, { recursive: true }));

const target = (Id: string, Arn: string, group?: string) => ({
  Id,
  Arn,
  ...(group && { SqsParameters: { MessageGroupId: group } }),
});

interface MechCloudAccount {
  readonly fn?: object;
  readonly environment?: object;
  readonly mapping?: boolean;
  readonly attributes?: object;
  readonly logGroups?: object[] | undefined;
  /** The event pattern of each rule that sends to the queue. */
  readonly rules?: Readonly<Record<string, string | undefined>>;
  /** Rules that send elsewhere. */
  readonly elsewhere?: readonly string[];
  readonly targets?: object[];
}

function mechCloud({
  fn,
  environment = { CLOUD_ACCOUNT_ID: "acc-1", TEAM_ID: "d65e32d2-e18f-49a7-8cbf-e19205772ea0" },
  mapping = true,
  attributes,
  logGroups,
  rules = { "mc-instance-state-change-events": PATTERNS.state },
  elsewhere = [],
  targets,
}: MechCloudAccount = {}): RecordedAnswers {
  return {
    lambda: {
      getFunctionConfiguration: {
        Runtime: "python3.12",
        Role: "arn:aws:iam::123456789012:role/service-role/by-hand",
        Environment: { Variables: environment },
        ...fn,
      },
      listEventSourceMappings: { EventSourceMappings: mapping ? [{ UUID, EventSourceArn: QUEUE }] : [] },
    },
    sqs: {
      getQueueUrl: { QueueUrl: URL },
      getQueueAttributes: { Attributes: { QueueArn: QUEUE, Policy: "{}", ...attributes } },
    },
    logs: { describeLogGroups: { logGroups } },
    events: {
      listRuleNamesByTarget: { RuleNames: Object.keys(rules) },
      describeRule: ({ Name }: { Name: string }) =>
        Name in rules || elsewhere.includes(Name)
          ? { EventPattern: rules[Name] }
          : awsError("ResourceNotFoundException"),
      listTargetsByRule: ({ Rule }: { Rule: string }) => ({ Targets: targets ?? [target("Id1", QUEUE, Rule)] }),
    },
  };
}

interface ScalrAccount {
  readonly buses?: readonly string[];
  readonly logGroups?: Readonly<Record<string, object>>;
  readonly policies?: readonly string[];
  readonly rules?: Readonly<Record<string, { readonly pattern?: string; readonly targets: readonly string[] }>>;
}

function scalr({ buses = [BUS], logGroups = {}, policies = [], rules = {} }: ScalrAccount = {}): RecordedAnswers {
  return {
    events: {
      listEventBuses: ({ NamePrefix }: { NamePrefix: string }) => ({
        EventBuses: buses.filter((name) => name.startsWith(NamePrefix)).map((Name) => ({ Name })),
      }),
      listRules: {
        Rules: Object.entries(rules).map(([Name, { pattern: EventPattern }]) => ({ Name, EventPattern })),
      },
      listTargetsByRule: ({ Rule }: { Rule: string }) => ({
        Targets: rules[Rule]!.targets.map((arn, n) => target(`Id${n}`, arn)),
      }),
    },
    logs: {
      describeLogGroups: ({ logGroupNamePrefix: name }: { logGroupNamePrefix: string }) => ({
        logGroups: name in logGroups ? [{ logGroupName: name, ...logGroups[name] }] : [],
      }),
      describeResourcePolicies: { resourcePolicies: policies.map((policyName) => ({ policyName })) },
    },
  };
}

interface Result {
  readonly file: string;
  readonly first: string[];
  readonly inputs: Record<string, string>;
  readonly imports: { readonly to: string; readonly id: string; readonly part: string; readonly changes: string }[];
  readonly byHand: { readonly part: string; readonly next: string }[];
}

async function imported(answers: RecordedAnswers, ...argv: string[]): Promise<Result> {
  const { code, stdout, stderr } = await call(["import", ...argv, "--file", file, "--json"], recordedAws(answers));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as Result;
}

const idsOf = ({ imports }: Result) => Object.fromEntries(imports.map(({ to, id }) => [to, id]));
const partsOf = ({ byHand }: Result) => byHand.map(({ part }) => part);

test("the file has a block for each part of MechCloud's page, and the inputs that they need", async () => {
  const logGroups = [{ logGroupName: `/aws/lambda/${FUNCTION}` }];
  await imported(mechCloud({ logGroups }), "mechcloud");
  expect(readFileSync(file, "utf8")).toBe(`# Written by aws-event-relay import. Account 123456789012, region us-east-1.
# Run terraform plan: nothing must be destroyed or replaced. After the apply, delete this file.
# It is right for a module block module.mechcloud_sync with these inputs:
#   cloud_account_id = "acc-1"

import {
  to = module.mechcloud_sync.aws_lambda_function.forwarder
  id = "${FUNCTION}"
}

import {
  to = module.mechcloud_sync.aws_lambda_event_source_mapping.forwarder_event_source_mapping
  id = "${UUID}"
}

import {
  to = module.mechcloud_sync.aws_cloudwatch_log_group.forwarder_log_group
  id = "/aws/lambda/${FUNCTION}"
}

import {
  to = module.mechcloud_sync.aws_sqs_queue.management_events
  id = "${URL}"
}

import {
  to = module.mechcloud_sync.aws_sqs_queue_policy.management_events_access
  id = "${URL}"
}

import {
  to = module.mechcloud_sync.aws_cloudwatch_event_rule.instance_state_change
  id = "default/mc-instance-state-change-events"
}

import {
  to = module.mechcloud_sync.aws_cloudwatch_event_target.instance_state_change_queue
  id = "default/mc-instance-state-change-events/Id1"
}
`);
});

test("a person reads what changes, what stays, and what is next", async () => {
  const rules = { "mc-instance-state-change-events": PATTERNS.state, mine: PATTERNS.tags };
  const argv = ["import", "mechcloud", "--file", file];
  const { stdout } = await call(argv, recordedAws(mechCloud({ rules })));
  expect(stdout).toBe(`Account 123456789012, region us-east-1.

BEFORE THE PLAN
Create a rule mc-tag-change-events that sends to the queue, disable the rule that does so now, and run this command again: else events of this kind get lost during the apply. docs/migrating.md has the commands.

The inputs of module.mechcloud_sync that these imports need:

  cloud_account_id = "acc-1"
  sync_mechanisms  = ["tags"]

TERRAFORM TAKES OVER                                       AND CHANGES
function push-mgmt-events-to-mechcloud                     code, runtime (now python3.12), role and environment variables; no layer any more
event source mapping ${UUID}  reports the events of a batch that failed; stays enabled or disabled
queue management-events.fifo                               attributes; its messages stay
policy of management-events.fifo                           replaced: allows the module's rules, and no others
rule mc-instance-state-change-events                       event pattern and description
target of mc-instance-state-change-events                  gets retries and a dead-letter queue

STAYS YOURS   BECAUSE
role by-hand  the function gets a role of its own: delete this one after the apply
rule mine     the policy of management-events.fifo will refuse it: delete it after the apply

Wrote 6 import blocks to ${file}. Nothing was changed in AWS. Next: terraform plan, which must destroy nothing.
`);
});

test.each<[string, MechCloudAccount, string[]]>([
  ["of the default mechanism", {}, ["mc-tag-change-events"]],
  ["of a mechanism in use", { rules: { mine: PATTERNS.tags } }, ["mc-tag-change-events"]],
  ["of each mechanism", { rules: {} }, ["mc-instance-state-change-events", "mc-tag-change-events"]],
  ["that the module does not create", {}, ["mc-cloudtrail-events"]],
])("a rule with the module's name that sends elsewhere is told: %s", async (_, account, elsewhere) => {
  const { first } = await imported(mechCloud({ ...account, elsewhere }), "mechcloud");
  const told = elsewhere.filter((name) => name !== "mc-cloudtrail-events");
  expect(first).toEqual(
    told.map(
      (name) =>
        `The rule ${name} exists and does not send to management-events.fifo: let it send there, or delete it, and run this command again: else the apply changes it, and its targets go on.`,
    ),
  );
});

test("a rule that may not be read is an error", async () => {
  const answers = mechCloud({ rules: {} });
  const events = { ...answers.events, describeRule: awsError("AccessDeniedException") };
  const { code, stderr } = await call(["import", "mechcloud", "--file", file], recordedAws({ ...answers, events }));
  expect(code).toBe(1);
  expect(stderr).toContain("AccessDeniedException");
});

test("the stack of the app has the same addresses without a module", async () => {
  const { stdout } = await call(["import", "mechcloud", "--module", "root", "--file", file], recordedAws(mechCloud()));
  expect(stdout).toContain("The stack's variables that these imports need:");
  expect(readFileSync(file, "utf8")).toContain("  to = aws_lambda_function.forwarder\n");
  expect(readFileSync(file, "utf8")).toContain("# It is right for a stack with these inputs:");
});

test.each(['module.a["eu-west-1"]', "module.a[0].module.b-c"])("%s is a module's address", async (module) => {
  const found = await imported(mechCloud(), "mechcloud", "--module", module);
  expect(found.imports[0]!.to).toBe(`${module}.aws_lambda_function.forwarder`);
});

test("what the account has is found as it is", async () => {
  const found = await imported(
    mechCloud({
      environment: { TEAM_ID: "another-team" },
      fn: {
        VpcConfig: { VpcId: "vpc-1" },
        Layers: [{ Arn: "arn:aws:lambda:us-east-1:123456789012:layer:requests:3" }],
      },
      mapping: false,
      attributes: {
        Policy: undefined,
        RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:mine.fifo"}',
        KmsMasterKeyId: "arn:aws:kms:us-east-1:123456789012:key/1",
      },
      logGroups: [{ logGroupName: `/aws/lambda/${FUNCTION}-more` }],
      rules: {
        "mc-tag-change-events": PATTERNS.tags,
        "mc-cloudtrail-events": PATTERNS.calls,
        other: '{"source":["aws.s3"]}',
        scheduled: undefined,
      },
      targets: [
        target("Id0", "arn:aws:sns:us-east-1:123456789012:mine"),
        { ...target("Id1", QUEUE, "group"), RoleArn: "arn:aws:iam::123456789012:role/service-role/of-target" },
      ],
    }),
    "mechcloud",
    "--prefix",
    "",
  );
  expect(found.inputs).toEqual({
    cloud_account_id: '"your-cloud-account-id"',
    team_id: '"another-team"',
    sync_mechanisms: '["tags", "cloudtrail"]',
    create_trail: "false",
    kms_key_arn: '"arn:aws:kms:us-east-1:123456789012:key/1"',
  });
  const sync = "module.mechcloud_sync";
  expect(idsOf(found)).toEqual({
    [`${sync}.aws_lambda_function.forwarder`]: FUNCTION,
    [`${sync}.aws_sqs_queue.management_events`]: URL,
    [`${sync}.aws_sqs_queue_redrive_policy.management_events_redrive`]: URL,
    [`${sync}.aws_cloudwatch_event_rule.tag_change[0]`]: "default/mc-tag-change-events",
    [`${sync}.aws_cloudwatch_event_target.tag_change_queue[0]`]: "default/mc-tag-change-events/Id1",
    [`${sync}.aws_cloudwatch_event_rule.cloudtrail[0]`]: "default/mc-cloudtrail-events",
    [`${sync}.aws_cloudwatch_event_target.cloudtrail_queue[0]`]: "default/mc-cloudtrail-events/Id1",
  });
  expect(found.imports.map(({ changes }) => changes)).toEqual(
    expect.arrayContaining([
      "code, runtime (now python3.12), role and environment variables; no layer any more; leaves the VPC vpc-1",
      "gets retries and a dead-letter queue; message group (now group)",
    ]),
  );
  expect(partsOf(found)).toEqual([
    "role by-hand",
    "layer requests:3",
    "queue mine.fifo",
    "role of-target",
    "target Id0 of mc-tag-change-events",
    "role of-target",
    "target Id0 of mc-cloudtrail-events",
    "rule other",
    "rule scheduled",
  ]);
});

test("an access token that the plan would print is to be removed first", async () => {
  const found = await imported(mechCloud({ environment: { ACCESS_TOKEN: "secret" } }), "mechcloud");
  expect(found.first).toEqual([expect.stringContaining(`The environment of ${FUNCTION} has the access token`)]);
  expect(JSON.stringify(found) + readFileSync(file, "utf8")).not.toContain("secret");
});

test("names have the prefix", async () => {
  const prefixed = (name: string) => name.replace("management", "team-management");
  const found = await imported(
    {
      ...mechCloud({ mapping: false, rules: { "team-mc-tag-change-events": PATTERNS.tags } }),
    },
    "mechcloud",
    "--prefix",
    "team-",
  );
  expect(found.inputs["name_prefix"]).toBe('"team-"');
  expect(found.imports[0]!.id).toBe(`team-${FUNCTION}`);
  expect(found.imports[1]!.part).toBe(`queue ${prefixed("management-events.fifo")}`);
  expect(found.first).toEqual([]);
});

test("a module's function is not imported again", async () => {
  const answers = mechCloud({ environment: { MECHCLOUD_ENDPOINT_URL: "https://portal-api.mechcloud.io" } });
  const { code, stderr } = await call(["import", "mechcloud", "--file", file], recordedAws(answers));
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `The function ${FUNCTION} is the module's already: there is nothing to import.\n`,
  });
});

test("a container image would be replaced", async () => {
  const answers = mechCloud({ fn: { PackageType: "Image" } });
  const { code, stderr } = await call(["import", "mechcloud", "--file", file], recordedAws(answers));
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("is a container image") as string });
});

test("an account without the function", async () => {
  const answers = { lambda: { getFunctionConfiguration: awsError("ResourceNotFoundException") } };
  const { code, stderr } = await call(["import", "mechcloud", "--file", file], recordedAws(answers));
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining(`There is no function ${FUNCTION}`) as string,
  });
});

const LOGS = "arn:aws:logs:us-east-1:123456789012:log-group:";

test("Scalr's page: what has the module's names is imported, and the bus stays as it is", async () => {
  const found = await imported(
    scalr({
      logGroups: { "/aws/events/scalr/audit-log": { retentionInDays: 7 } },
      policies: ["TrustEventsToStoreLogEvents", "scalr-events"],
      rules: {
        "scalr-audit-log": {
          targets: [`${LOGS}/aws/events/mine:*`, "arn:aws:lambda:us-east-1:123456789012:function:mine"],
        },
        "scalr-run-executed": { targets: [] },
        runs: { pattern: '{"detail-type":["RunExecuted"]}', targets: [`${LOGS}/aws/events/runs`] },
        both: { pattern: '{"detail-type":["RunExecuted"]}', targets: ["arn:aws:sns:us-east-1:123456789012:mine"] },
        none: { targets: [] },
      },
    }),
    "scalr",
  );
  const events = "module.scalr_events";
  expect(idsOf(found)).toEqual({
    [`${events}.aws_cloudwatch_log_group.audit_log`]: "/aws/events/scalr/audit-log",
    [`${events}.aws_cloudwatch_event_rule.audit_log_rule`]: `${BUS}/scalr-audit-log`,
    [`${events}.aws_cloudwatch_event_target.audit_log_rule_target`]: `${BUS}/scalr-audit-log/Id0`,
    [`${events}.aws_cloudwatch_event_rule.run_executed_rule`]: `${BUS}/scalr-run-executed`,
    [`${events}.aws_cloudwatch_log_resource_policy.log_delivery[0]`]: "scalr-events",
  });
  expect(found.inputs).toEqual({ event_source_name: `"${BUS}"`, create_event_bus: "false" });
  expect(found.imports.map(({ changes }) => changes)).toEqual(
    expect.arrayContaining([
      "entries are deleted after audit_log_retention_days (now after 7 days), existing ones too",
      "sends to /aws/events/scalr/audit-log (now /aws/events/mine), with a dead-letter queue",
    ]),
  );
  expect(partsOf(found)).toEqual([
    `event bus ${BUS}`,
    "target mine of scalr-audit-log",
    "rule runs, which sends to /aws/events/runs",
    "rule both, which sends to mine",
    "rule none, which sends to nothing",
  ]);
  expect(found.byHand[2]!.next).toContain("/aws/events/scalr/run-executed has events");
  expect(found.byHand[3]!.next).toContain("destinations");
});

test("Scalr's parts with a prefix", async () => {
  const found = await imported(
    scalr({ logGroups: { "/aws/events/team-scalr/run-executed": {} } }),
    "scalr",
    "--prefix",
    "team-",
  );
  expect(found.inputs["name_prefix"]).toBe('"team-"');
  expect(found.imports.map(({ id }) => id)).toEqual(["/aws/events/team-scalr/run-executed"]);
});

test("one of several event sources is chosen", async () => {
  const answers = scalr({ buses: [BUS, `${BUS}-2`] });
  const found = await imported(answers, "scalr", "--event-source-name", BUS);
  expect(found.inputs["event_source_name"]).toBe(`"${BUS}"`);

  const { code, stderr } = await call(["import", "scalr", "--file", file], recordedAws(answers));
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `There are 2 event buses of Scalr in the region us-east-1 of this account: choose one with --event-source-name: ${BUS}, ${BUS}-2.\n`,
  });
});

test.each([
  [[], "aws.partner/scalr.com/…"],
  [["--event-source-name", BUS], BUS],
])("an account without the event bus, %j", async (argv, name) => {
  const { code, stderr } = await call(["import", "scalr", ...argv, "--file", file], recordedAws(scalr({ buses: [] })));
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `There is no event bus ${name} in the region us-east-1 of this account: check --event-source-name, --region and --profile.\n`,
  });
});

test("the file is written again, and no other one is overwritten", async () => {
  await imported(mechCloud(), "mechcloud");
  await imported(mechCloud(), "mechcloud", "--module", "module.other");
  expect(readFileSync(file, "utf8")).toContain("module.other");

  writeFileSync(file, "import {}\n");
  const { code, stderr } = await call(["import", "mechcloud", "--file", file], recordedAws(mechCloud()));
  expect({ code, stderr, text: readFileSync(file, "utf8") }).toEqual({
    code: 1,
    stderr: `The file ${file} exists, and is none of this command: choose another with --file.\n`,
    text: "import {}\n",
  });
});

test("the file has a default name in the current folder", async () => {
  const before = process.cwd();
  process.chdir(folder);
  try {
    const { stdout } = await call(["import", "mechcloud", "--json"], recordedAws(mechCloud()));
    expect((JSON.parse(stdout) as Result).file).toBe("imports.tf");
    expect(readFileSync(file, "utf8")).toContain("import {");
  } finally {
    process.chdir(before);
  }
});

test.each([
  [["import", "azure"], '<flow> must be mechcloud or scalr, got "azure".'],
  [
    ["import", "mechcloud", "--module", "mechcloud"],
    '--module must be an address such as module.mechcloud_sync, or root, got "mechcloud".',
  ],
])("%j is a usage error", async (argv, message) => {
  const { code, stderr } = await call(argv, recordedAws({}));
  expect({ code, line: stderr.split("\n")[0] }).toEqual({ code: 2, line: message });
});

describe.each([
  [
    "mechcloud",
    mechCloud({
      logGroups: [{ logGroupName: `/aws/lambda/${FUNCTION}` }],
      attributes: { RedrivePolicy: '{"deadLetterTargetArn":"a:b"}' },
      rules: {
        "mc-instance-state-change-events": PATTERNS.state,
        "mc-tag-change-events": PATTERNS.tags,
        "mc-cloudtrail-events": PATTERNS.calls,
      },
    }),
    "terraform-aws-mechcloud-sync",
  ],
  [
    "scalr",
    scalr({
      logGroups: { "/aws/events/scalr/run-executed": {}, "/aws/events/scalr/audit-log": {} },
      policies: ["scalr-events"],
      rules: { "scalr-run-executed": { targets: [`${LOGS}/a`] }, "scalr-audit-log": { targets: [`${LOGS}/a`] } },
    }),
    "terraform-aws-scalr-events",
  ],
] as const)("%s", (flow, answers, module) => {
  const { resource } = blocksOf(module) as unknown as {
    resource: Record<string, Record<string, { count?: string; name?: string }>>;
  };

  test("each address is one of the published module, with an index if that resource has a count", async () => {
    const found = await imported(answers, flow, "--module", "root");
    expect(found.imports.length).toBeGreaterThan(6);
    for (const { to } of found.imports) {
      const [, type, name, index = ""] = /^(\w+)\.(\w+)(\[0\])?$/.exec(to)!;
      expect([to, index]).toEqual([to, resource[type!]![name!]!.count ? "[0]" : ""]);
    }
  });

  test("a rule or log group has the name that the published module gives it", async () => {
    const found = await imported(answers, flow, "--module", "root");
    const named = found.imports.flatMap(({ to, id }) => {
      const [, type, name] = /^(\w+)\.(\w+)/.exec(to)!;
      const given = resource[type!]![name!]!.name?.replace("${var.name_prefix}", "");
      return given ? [[id.replace(/^(default|aws\.partner.*)\/|^https:.*\//, ""), given]] : [];
    });
    expect(named.length).toBeGreaterThan(2);
    for (const [id, name] of named) expect(id).toBe(name);
  });
});

describe("where a spoke is to be", () => {
  const OTHER = "arn:aws:events:us-east-1:210987654321:event-bus/mechcloud-hub";
  const OWN = "arn:aws:events:eu-west-1:123456789012:event-bus/mechcloud-hub";
  const handMade = mechCloud({
    rules: { "mc-instance-state-change-events": PATTERNS.state, "my-tags": PATTERNS.tags },
    logGroups: [{ logGroupName: `/aws/lambda/${FUNCTION}` }],
    attributes: {
      RedrivePolicy: '{"deadLetterTargetArn": "arn:aws:sqs:us-east-1:123456789012:mine.fifo","maxReceiveCount":3}',
    },
    fn: { Layers: [{ Arn: "arn:aws:lambda:us-east-1:123456789012:layer:requests:7" }] },
  });
  const spoke = async (answers: RecordedAnswers, arn: string, ...options: string[]) =>
    call(["import", "mechcloud", "--hub-bus-arn", arn, ...options], recordedAws(answers));
  const resultOf = async (...given: Parameters<typeof spoke>) => {
    const { code, stdout, stderr } = await spoke(given[0], given[1], "--json", ...(given.slice(2).flat() as string[]));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return JSON.parse(stdout) as Result;
  };

  test("nothing is imported, and what was created by hand can be deleted in an order that loses no event", async () => {
    const { code, stdout } = await spoke(handMade, OTHER);
    expect(code).toBe(0);
    expect(stdout).toBe(`Account 123456789012, region us-east-1.

BEFORE THE APPLY
Add this account to the hub's cloud_accounts, and apply the hub first: else it does not accept the events. "123456789012" = "acc-1"

The inputs of module.mechcloud_spoke:

  hub_bus_arn     = "${OTHER}"
  sync_mechanisms = ["tags"]

AFTER THE APPLY, IN THIS ORDER
rule mc-instance-state-change-events                       disable it: aws events disable-rule --name mc-instance-state-change-events. Then delete it with its targets
rule my-tags                                               disable it: aws events disable-rule --name my-tags. Then delete it with its targets
event source mapping 11111111-2222-4333-8444-555555555555  delivers what management-events.fifo holds: delete it when the queue is empty
queue management-events.fifo                               delete it when it is empty: nothing waiting, nothing in flight
queue mine.fifo                                            delete it when it is empty
function push-mgmt-events-to-mechcloud                     delete it after its queue
role by-hand                                               delete it with the function
layer requests:7                                           delete it with the function
log group /aws/lambda/push-mgmt-events-to-mechcloud        delete it with the function

Wrote no file: a spoke has rules of its own, beside yours. Nothing was changed in AWS.
`);
  });

  test("--json", async () => {
    expect(await resultOf(handMade, OTHER)).toMatchObject({
      file: null,
      imports: [],
      inputs: { hub_bus_arn: `"${OTHER}"`, sync_mechanisms: '["tags"]' },
    });
  });

  test("the hub's own account, in another region", async () => {
    const { first } = await resultOf(mechCloud({ environment: { CLOUD_ACCOUNT_ID: "acc-1" } }), OWN);
    expect(first).toEqual([
      'The hub posts the events of its own account for its cloud_account_id, which must be "acc-1".',
    ]);
  });

  test("another team, a prefix, and a function without a cloud account, trigger and rules", async () => {
    const answers = mechCloud({ environment: { TEAM_ID: "team-2" }, mapping: false, rules: {} });
    const result = await resultOf(answers, OTHER, "--prefix", "relay-");
    expect(result.first).toEqual([
      expect.stringContaining('"123456789012" = "your-cloud-account-id"'),
      'The hub posts all events with one team_id, which must be "team-2".',
    ]);
    expect(result.inputs).toEqual({ hub_bus_arn: `"${OTHER}"`, name_prefix: '"relay-"' });
    expect(partsOf(result)).toEqual([
      "queue relay-management-events.fifo",
      `function relay-${FUNCTION}`,
      "role by-hand",
    ]);
  });

  test("a stack of the app", async () => {
    expect((await spoke(handMade, OTHER, "--module", "root")).stdout).toContain("The stack's variables:");
  });

  test.each([
    [OWN.replace("eu-west-1", "us-east-1"), [], "--hub-bus-arn must be in another region or account than this one"],
    [
      "mechcloud-hub",
      [],
      '--hub-bus-arn must be the ARN of a hub\'s event bus, arn:aws:events:<region>:<account>:event-bus/<prefix>mechcloud-hub, got "mechcloud-hub".',
    ],
    [OTHER.replace("mechcloud-hub", "default"), [], 'event-bus/<prefix>mechcloud-hub, got "arn:'],
    [OTHER.replace(":events:", ":sqs:"), [], 'event-bus/<prefix>mechcloud-hub, got "arn:'],
    [OTHER, ["--file", "spoke.tf"], "--hub-bus-arn writes no file: leave out --file."],
  ])("%s %j is refused", async (arn, options, reason) => {
    const { code, stderr } = await spoke(handMade, arn, ...options);
    expect(code).toBe(2);
    expect(stderr).toContain(reason);
  });

  test("Scalr has no hub", async () => {
    const { code, stderr } = await call(["import", "scalr", "--hub-bus-arn", OTHER], recordedAws(scalr()));
    expect(code).toBe(2);
    expect(stderr).toContain("--hub-bus-arn is for import mechcloud: Scalr's events have no hub.");
  });

  test("the module's relay is none that was created by hand", async () => {
    const answers = mechCloud({ environment: { MECHCLOUD_ENDPOINT_URL: "https://example.com" } });
    expect((await spoke(answers, OTHER)).stderr).toContain("is the module's already");
  });
});

import {
  DisableRuleCommand,
  EnableRuleCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { GetQueueUrlCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { LOCAL_REGION } from "../../local-aws/account";
import type { Terraform } from "../../scripts/lib/terraform";
import { arrived, holds } from "./support/arrivals";
import { CliUsers, diagnose } from "./support/cli";
import { keysOfLogGroups, keysOfQueues, keysOfTopics } from "./support/encryption";
import { OWN_KEYS } from "./support/installer";
import { queueDepth } from "./support/queues";
import { actionsOf } from "./support/roles";
import { mailOf, makePartnerSources, putPartnerEvents, run, SCALR_SOURCE } from "./support/scalr-events";
import { scalrInventory } from "./support/scalr-inventory";
import { type Kind, kindsOf } from "./support/scalr-kinds";
import type { ScalrOutputs } from "./support/scalr-module";
import { Receivers } from "./support/scalr-receivers";
import { hcl, SCALR_MODULE, terraformOf } from "./support/terraform";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";

jest.setTimeout(60_000);

/** Nobody associated it. */
const PENDING_SOURCE = "aws.partner/scalr.com/third-account/third-integration";

let bed: TestBed;
let receivers: Receivers;
let kinds: Kind[];
/** The published module with a destination of every kind, and a key that is made beside it. */
let terraform: Terraform;
let relay: ScalrOutputs;
let keyArn: string;

beforeAll(async () => {
  bed = await TestBed.start();
  await makePartnerSources(bed.events, [SCALR_SOURCE, PENDING_SOURCE]);
  receivers = await Receivers.make(bed, "fresh-token");
  kinds = kindsOf(receivers);
  terraform = await terraformOf(
    bed,
    { policies: ["scalr-events", "customer-key"], beside: [OWN_KEYS] },
    {
      variable: { destinations: { type: "any" }, destination_secrets: { type: "map(string)" } },
      resource: { aws_kms_key: { relay: { policy: hcl("module.scalr.kms_key_policy") } } },
      module: {
        scalr: {
          source: SCALR_MODULE,
          event_source_name: SCALR_SOURCE,
          kms_key_arn: hcl("aws_kms_key.relay.arn"),
          alerts: {},
          destinations: hcl("var.destinations"),
          destination_secrets: hcl("var.destination_secrets"),
        },
      },
      output: { relay: { value: hcl("module.scalr") }, key_arn: { value: hcl("aws_kms_key.relay.arn") } },
    },
  );
  await terraform.apply(destinationsOf(kinds));
  const outputs = await terraform.output();
  relay = outputs["relay"] as ScalrOutputs;
  keyArn = outputs["key_arn"] as string;
  await receivers.allow(relay.required_permissions);
  await receivers.subscribe(relay.alert_topic_arn, "behind-alerts");
}, DEPLOY_LIMIT);

afterAll(async () => {
  await receivers?.end();
  await bed?.end();
}, 30_000);

/** The name of the destination that is of this kind at first. */
const nameOfFirst = ({ name }: Kind) => `from-${name}`;
const ruleOf = (first?: Kind) => `scalr-to-from-${first?.name}`;

/** As many destinations as there are kinds, of these kinds; each takes the runs of the workspace of its own name. */
function destinationsOf(chosen: readonly Kind[]) {
  const names = kinds.map(nameOfFirst);
  return {
    destinations: Object.fromEntries(
      names.map((name, index) => [name, { run_executed: { workspaces: [name] }, ...chosen[index]?.target }]),
    ),
    destination_secrets: Object.fromEntries(names.map((name) => [name, `secret-${name}`])),
  };
}

/** Sends one run for each destination. */
async function sendRuns(stage: string): Promise<void> {
  const runs = kinds.map(nameOfFirst).map((workspace) => run(`${workspace}-${stage}`, { workspace }));
  await putPartnerEvents(bed.events, runs);
}

/** The targets of each rule on Scalr's bus. */
async function targetsByRule(): Promise<Record<string, Target[]>> {
  const { Rules = [] } = await bed.events.send(new ListRulesCommand({ EventBusName: SCALR_SOURCE }));
  const targets = Rules.map(async ({ Name = "" }) => {
    const command = new ListTargetsByRuleCommand({ Rule: Name, EventBusName: SCALR_SOURCE });
    return [Name, (await bed.events.send(command)).Targets ?? []] as const;
  });
  return Object.fromEntries(await Promise.all(targets));
}

test("is planned a second time without a change", async () => {
  expect(await terraform.plan()).toBe("");
});

test("tells the owners of queues and topics what to allow", () => {
  const statement = (name: string, Action: string, Resource: string) => ({
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action,
    Resource,
    Condition: {
      ArnEquals: { "aws:SourceArn": `arn:aws:events:us-east-1:123456789012:rule/${SCALR_SOURCE}/scalr-to-${name}` },
    },
  });
  const { queue, fifoQueue, topic } = receivers.arns;
  const told = Object.entries(relay.required_permissions).map(([name, json]) => [name, JSON.parse(json) as object]);

  expect(Object.fromEntries(told)).toEqual({
    "from-sqs": statement("from-sqs", "sqs:SendMessage", queue),
    "from-fifo": statement("from-fifo", "sqs:SendMessage", fifoQueue),
    // EventBridge cannot publish to a topic whose policy has a condition.
    "from-sns": { ...statement("from-sns", "sns:Publish", topic), Condition: undefined },
  });
});

describe("a key that is made beside the module", () => {
  test("encrypts every queue, log group and topic", async () => {
    const queues = [relay.dead_letter_queue_url, ...Object.values(relay.destination_dead_letter_queue_urls)];

    expect(keyArn).toMatch(/^arn:aws:kms:.+:key\/.+$/);
    expect(queues).toHaveLength(1 + 12);
    expect(await keysOfQueues(bed, queues)).toEqual(queues.map(() => keyArn));
    expect(await keysOfTopics(bed, [relay.alert_topic_arn, relay.alarm_topic_arn])).toEqual([keyArn, keyArn]);
    expect(await keysOfLogGroups(bed)).toMatchObject({
      "/aws/events/scalr/run-executed": keyArn,
      "/aws/events/scalr/audit-log": keyArn,
      "/aws/lambda/scalr-run-alerts": keyArn,
    });
  });

  test("lets events reach the logs and the alerts", async () => {
    await putPartnerEvents(bed.events, [run("run-errored", { result: "errored", workspace: "encrypted" })]);

    const alerts = await arrived(1, () => receivers.bodies("behind-alerts"));
    expect(alerts.map((alert) => mailOf(alert).subject)).toEqual(["Scalr run errored: encrypted (environment-name)"]);
    expect(await holds(1, () => receivers.logged(relay.run_log_group_name))).toEqual([
      expect.stringContaining('"run-errored"') as string,
    ]);
  });
});

test("doctor has no findings, and then each planted fault", async () => {
  // The function's environment is encrypted with the key.
  const Statement = [{ Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn }];
  const users = new CliUsers(bed, { key: { Version: "2012-10-17", Statement } });
  const notes = [`subscribers: The topic ${relay.alarm_topic_arn} has no subscribers.`];
  expect(await diagnose(users)).toEqual({ findings: [], notes });

  const { queue } = receivers.arns;
  const rule = { Name: "scalr-audit-log", EventBusName: SCALR_SOURCE };
  const { QueueUrl } = await bed.sqs.send(new GetQueueUrlCommand({ QueueName: queue.split(":").at(-1)! }));
  await bed.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: "" } }));
  await bed.events.send(new DisableRuleCommand(rule));
  expect(await diagnose(users)).toEqual({
    findings: [
      "scalr-rules: The rule scalr-audit-log is DISABLED.",
      `destinations: ${queue} does not exist, or its policy does not let the rule scalr-to-from-sqs in.`,
    ],
    notes,
  });
  await bed.events.send(new EnableRuleCommand(rule));
  await receivers.allow(relay.required_permissions);
});

describe("destinations that all get another kind under the same name, in one apply", () => {
  let targetsBefore: Record<string, Target[]>;
  let changed: Kind[];

  beforeAll(async () => {
    await sendRuns("before");
    for (const { received } of kinds) await holds(1, received);
    targetsBefore = await targetsByRule();
    const [first, ...others] = kinds;
    changed = [...others, first as Kind];
    await terraform.apply(destinationsOf(changed));
    const { relay: after } = (await terraform.output()) as { relay: ScalrOutputs };
    await receivers.allow(after.required_permissions);
    await sendRuns("after");
  }, DEPLOY_LIMIT);

  test("got their events at their former target until then, and get them at their new one since", async () => {
    const expected = kinds.map((kind, index) => [
      kind.name,
      [`from-${kind.name}-before`, `from-${kinds.at(index - 1)?.name}-after`].sort(),
    ]);
    const received = kinds.map(async ({ name, received: read }) => [name, (await holds(2, read)).sort()] as const);

    expect(await Promise.all(received)).toEqual(expected);
  });

  test("are authorized at endpoints as their new kind says, and not as the former", () => {
    const headersOf = (path: string) => receivers.server.at(path).at(-1)?.headers ?? {};
    const password = Buffer.from("relay:secret-from-api-key").toString("base64");

    expect(headersOf("/api-key")).toMatchObject({ "x-api-key": "secret-from-firehose" });
    expect(headersOf("/basic")).toMatchObject({ authorization: `Basic ${password}` });
    expect(headersOf("/basic")).not.toHaveProperty("x-api-key");
    expect(headersOf("/oauth")).toMatchObject({ authorization: "Bearer fresh-token" });
    expect(receivers.server.at("/token").at(-1)?.body).toContain("client_secret=secret-from-basic");
  });

  test("keep their rule and the one target that it has", async () => {
    const targets = await targetsByRule();
    const ids = (all: Record<string, Target[]>) =>
      Object.fromEntries(Object.entries(all).map(([rule, its]) => [rule, its.map(({ Id }) => Id)]));

    expect(ids(targets)).toEqual(ids(targetsBefore));
    expect(Object.values(targets).map((its) => its.length)).toEqual(Array(12 + 3).fill(1));
    const inRole = Object.entries(targets).flatMap(([rule, [target]]) => (target?.RoleArn ? [rule] : []));
    expect(inRole.sort()).toEqual(expectedRules(({ actions }) => actions !== undefined));
  });

  test("have a role that may do what the new kind needs, and nothing else; none where that needs none", async () => {
    const { roles } = await scalrInventory(bed);
    const allowed = roles
      .filter((role) => role.startsWith("scalr-to-"))
      .map(async (role) => [role, await actionsOf(bed, role)] as const);

    const expected = changed.flatMap(({ actions }, index) =>
      actions ? [[`${ruleOf(kinds[index])}-${LOCAL_REGION}`, { deliver: actions }]] : [],
    );
    expect(Object.fromEntries(await Promise.all(allowed))).toEqual(Object.fromEntries(expected));
  });

  test("have no connection and no API destination of a former kind left", async () => {
    const { connections, apiDestinations } = await scalrInventory(bed);
    const endpoints = expectedRules(({ target }) => "https" in target);

    expect(connections).toEqual(endpoints);
    expect(apiDestinations).toEqual(endpoints);
  });

  test("lose no event", async () => {
    const depths = Object.values(relay.destination_dead_letter_queue_urls).map((url) => queueDepth(bed.sqs, url));

    expect(await Promise.all(depths)).toEqual(Array(12).fill(0));
  });

  test("are planned a second time without a change", async () => {
    expect(await terraform.plan()).toBe("");
  });

  /** The rules of the destinations whose new kind is such. */
  function expectedRules(isSuch: (kind: Kind) => boolean): string[] {
    return changed.flatMap((kind, index) => (isSuch(kind) ? [ruleOf(kinds[index])] : [])).sort();
  }
});

describe("an event source that", () => {
  let refused: Terraform;

  beforeAll(async () => {
    refused = await terraformOf(
      bed,
      { policies: ["scalr-events"], prefixes: ["refused-"] },
      {
        variable: { event_source: { type: "string" }, create: { type: "bool" } },
        module: {
          scalr: {
            source: SCALR_MODULE,
            name_prefix: "refused-",
            event_source_name: hcl("var.event_source"),
            create_event_bus: hcl("var.create"),
          },
        },
      },
      "refused",
    );
  });

  test.each([
    [
      "has no event bus, although one should exist,",
      PENDING_SOURCE,
      false,
      /Event\s+Bus[^:]*:\s+couldn't find resource/,
    ],
    ["is not one of Scalr's", "aws.partner/example.com/a/b", true, /must be the name that Scalr shows, of the form/],
  ])("%s is refused when Terraform plans", async (_, source, create, message) => {
    const attempt = refused.apply({ event_source: source, create });

    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.not.toThrow("Creating...");
  });

  test("does not exist fails the apply before it creates more than a log group", async () => {
    const source = PENDING_SOURCE.slice(0, -1);

    await expect(refused.apply({ event_source: source, create: true })).rejects.toThrow(
      `Event source ${source} does not exist`,
    );
    expect((await refused.stateList()).filter((address) => !address.includes(".data."))).toEqual([
      "module.scalr.aws_cloudwatch_log_group.run_executed",
    ]);
  });
});

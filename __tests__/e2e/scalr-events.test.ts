import { CreateEventBusCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import type { NamedPolicy, PolicyRequest } from "../../local-aws/decisions";
import { sample, scalrSamples } from "../../samples/events";
import type { Terraform } from "../../scripts/lib/terraform";
import { arrived, holds } from "./support/arrivals";
import { arn, createBoundary } from "./support/aws-resources";
import type { BusEvent } from "./support/bus-events";
import { CliUsers } from "./support/cli";
import type { RecordedRequest } from "./support/http-recorder";
import { OWN_KEYS } from "./support/installer";
import { queueDepth } from "./support/queues";
import { deadLetterRequests, report, setOff, unneededRights } from "./support/rights";
import { destinationsTo, SECRETS } from "./support/scalr-destinations";
import {
  auditEntry,
  contentOf,
  isAudit,
  mailOf,
  makePartnerSources,
  nameOf,
  putPartnerEvents,
  run,
  SCALR_SOURCE,
} from "./support/scalr-events";
import { type ScalrInventory, scalrInventory } from "./support/scalr-inventory";
import type { ScalrOutputs } from "./support/scalr-module";
import { Receivers } from "./support/scalr-receivers";
import { hcl, SCALR_MODULE, terraformOf } from "./support/terraform";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";
import { UNRECORDED_OF_SCALR } from "./support/unrecorded-rights";

jest.setTimeout(60_000);

/** The event source of another account of Scalr's, whose bus somebody made by hand. */
const OTHER_SOURCE = "aws.partner/scalr.com/other-account/other-integration";

let bed: TestBed;
let receivers: Receivers;
/** What is there before, and after. */
let ownedByOthers: ScalrInventory;
let terraform: Terraform;
/** Creates the bus, has alerts and destinations of every kind. */
let relay: ScalrOutputs;
/** Beside it in the same account, on an existing bus. */
let otherRelay: ScalrOutputs;
/** Of all that is deployed, before it changes. */
let policies: NamedPolicy[];
let ofDeadLetters: PolicyRequest[];

beforeAll(async () => {
  bed = await TestBed.start();
  await makePartnerSources(bed.events, [SCALR_SOURCE, OTHER_SOURCE]);
  await bed.events.send(new CreateEventBusCommand({ Name: OTHER_SOURCE, EventSourceName: OTHER_SOURCE }));
  receivers = await Receivers.make(bed, "fresh-token");
  const onCall = await receivers.makeTopic("on-call");
  await receivers.subscribe(onCall, "behind-on-call");
  ownedByOthers = await scalrInventory(bed);
  await deploy(onCall);
  await receivers.allow(relay.required_permissions);
  await receivers.subscribe(relay.alert_topic_arn, "behind-alerts");
}, DEPLOY_LIMIT);

afterAll(async () => {
  await receivers?.end();
  await bed?.end();
}, 30_000);

async function deploy(onCall: string): Promise<void> {
  const boundary = await createBoundary(bed);
  const root = {
    variable: {
      changed: { type: "bool" },
      destinations: { type: "any" },
      destination_secrets: { type: "map(string)" },
    },
    resource: {
      aws_kms_key: {
        scalr: { policy: hcl("module.scalr.kms_key_policy") },
        other: { policy: hcl("module.other.kms_key_policy") },
      },
    },
    module: {
      scalr: {
        source: SCALR_MODULE,
        event_source_name: SCALR_SOURCE,
        alerts: { results: ["errored", "policy*"], environments: ["environment-name"] },
        destinations: hcl("var.destinations"),
        destination_secrets: hcl("var.destination_secrets"),
        tags: hcl('var.changed ? {} : { team = "platform" }'),
        kms_key_arn: hcl("var.changed ? null : aws_kms_key.scalr.arn"),
        permissions_boundary_arn: hcl(`var.changed ? null : "${boundary}"`),
      },
      other: {
        source: SCALR_MODULE,
        event_source_name: OTHER_SOURCE,
        create_event_bus: false,
        name_prefix: "other-",
        run_executed_filter: { results: ["errored", "canceled"] },
        alerts: { topic_arn: onCall },
        tags: hcl('var.changed ? { team = "platform" } : {}'),
        kms_key_arn: hcl("var.changed ? aws_kms_key.other.arn : null"),
        permissions_boundary_arn: hcl(`var.changed ? "${boundary}" : null`),
        alarms: { email_addresses: hcl('var.changed ? ["ops@example.com"] : []') },
      },
    },
    output: { relay: { value: hcl("module.scalr") }, other: { value: hcl("module.other") } },
  };
  terraform = await terraformOf(
    bed,
    { policies: ["scalr-events", "customer-key"], prefixes: ["", "other-"], beside: [OWN_KEYS] },
    root,
  );
  await terraform.apply({ changed: false, destinations: destinationsTo(receivers), destination_secrets: SECRETS });
  ({ relay, other: otherRelay } = (await terraform.output()) as { relay: ScalrOutputs; other: ScalrOutputs });
}

test("are planned a second time without a change", async () => {
  expect(await terraform.plan()).toBe("");
});

describe("Scalr's events", () => {
  const samples = scalrSamples.map(([name]) => sample(name));
  const [audit] = samples.filter(isAudit);
  const runs = [
    ...samples.filter((event) => !isAudit(event)),
    run("run-staging", { environment: "staging", result: "errored" }),
  ];
  const foreign: BusEvent = { ...run("run-queued", { result: "errored" }), "detail-type": "RunQueued" };
  const audits = [audit as BusEvent, auditEntry("delete-workspace", "FAILURE")];
  const ofOther = [
    run("run-other-applied"),
    run("run-other-errored", { result: "errored", workspace: "network", duration: 59.6e9 }),
    run("run-other-canceled", { result: "canceled" }),
    auditEntry("create-environment", "SUCCESS"),
  ].map((event) => ({ ...event, source: OTHER_SOURCE }));
  const [APPLIED, ERRORED, DRY, DESTROY, STAGING] = ["executed", "errored", "dry", "destroy"]
    .map((name) => nameOf(JSON.stringify(sample(`scalr-run-${name}.json`))))
    .concat("run-staging");
  const CREATE = "create-workspace";
  const DELETE = "delete-workspace";

  beforeAll(async () => {
    // What must not arrive is sent first: it would be there before the rest.
    await putPartnerEvents(bed.events, [foreign, ...ofOther, ...runs, ...audits]);
  });

  test("are logged, runs and audit log each in a group of their own", async () => {
    const runLog = await holds(runs.length, () => receivers.logged(relay.run_log_group_name));
    const auditLog = await holds(audits.length, () => receivers.logged(relay.audit_log_group_name));

    expect(relay.run_log_group_name).toBe("/aws/events/scalr/run-executed");
    expect(relay.audit_log_group_name).toBe("/aws/events/scalr/audit-log");
    expect(runLog.map((message) => contentOf(JSON.parse(message) as BusEvent))).toEqual(runs.map(contentOf));
    expect(auditLog.map((message) => contentOf(JSON.parse(message) as BusEvent))).toEqual(audits.map(contentOf));
  });

  test("become an alert that a person can read", async () => {
    const alerts = await arrived(1, () => receivers.bodies("behind-alerts"));

    expect(alerts.map(mailOf)).toEqual([
      {
        subject: "Scalr run errored: workspace-name (environment-name)",
        message: [
          "Scalr run errored: workspace-name (environment-name)",
          "Result: errored",
          "Workspace: workspace-name",
          "Environment: environment-name",
          "Duration: 1 h 7 min 5 s",
          "Run ID: run-2345678901",
          "Started by: vcs",
          "Link: https://account-name.scalr.io/app/environment-name/workspace-name/runs/run-2345678901",
        ].join("\n"),
      },
    ]);
  });

  test("reach a queue, and a FIFO queue in order", async () => {
    const ordered = await arrived(4, () => receivers.messages("receiver.fifo"));

    expect((await arrived(1, () => receivers.bodies("receiver"))).map(nameOf)).toEqual([APPLIED]);
    expect(ordered.map(({ Body = "", Attributes }) => [nameOf(Body), Attributes?.MessageGroupId])).toEqual(
      runs
        .map((event) => nameOf(JSON.stringify(event)))
        .filter((name) => name !== STAGING)
        .map((name) => [name, "runs"]),
    );
  });

  test("reach a topic, transformed", async () => {
    const told = await arrived(1, () => receivers.bodies("behind-topic"));

    expect(told.map((notification) => mailOf(notification).message)).toEqual([`"user@example.com did ${DELETE}"`]);
  });

  test("reach a function, a workflow, another bus and a log group", async () => {
    const invoked = await holds(1, () => receivers.server.at("/function"));
    const executed = await holds(1, () => receivers.executed());
    const forwarded = await arrived(2, () => receivers.bodies("behind-bus"));
    const archived = await holds(2, () => receivers.logged("/aws/events/receiver"));

    expect(invoked.map(({ body }) => nameOf(body))).toEqual([DRY]);
    expect(executed.map(nameOf)).toEqual([DESTROY]);
    expect(forwarded.map(nameOf)).toEqual([CREATE, DELETE]);
    expect(archived.map(nameOf)).toEqual([CREATE, DELETE]);
  });

  test("reach a Kinesis stream, by partition, and a Firehose stream", async () => {
    const streamed = await holds(2, () => receivers.streamed());
    const stored = await holds(1, () => receivers.stored());

    expect(streamed.map(({ partitionKey, data }) => [partitionKey, nameOf(data)])).toEqual([
      ["environment-name", ERRORED],
      ["staging", STAGING],
    ]);
    expect(stored.map(nameOf)).toEqual([DESTROY]);
  });

  test("reach HTTPS endpoints, with their authorization and headers", async () => {
    const { server } = receivers;
    const [byKey, byPassword, byToken] = await Promise.all([
      holds(2, () => server.at("/api-key")),
      holds(1, () => server.at("/basic")),
      holds(2, () => server.at("/oauth")),
    ]);
    const facts = ({ method, headers, body }: RecordedRequest) => ({ method, headers, body });

    expect(byKey.map(({ body }) => nameOf(body)).sort()).toEqual([ERRORED, STAGING].sort());
    for (const { method, headers } of byKey) {
      expect(method).toBe("POST");
      expect(headers).toMatchObject({ "x-api-key": "key-1", "x-team": "platform", "x-env": "test" });
      expect(headers).not.toHaveProperty("authorization");
    }
    const basic = `Basic ${Buffer.from("relay:word-1").toString("base64")}`;
    expect(byPassword.map(facts)).toMatchObject([{ method: "PUT", headers: { authorization: basic } }]);
    expect(byPassword.map(({ body }) => nameOf(body))).toEqual([DELETE]);
    expect(byToken.map(({ body }) => body).sort()).toEqual([CREATE, DELETE].map((name) => `{"action": "${name}"}`));
    for (const { headers } of byToken) expect(headers.authorization).toBe("Bearer fresh-token");
    for (const { body } of server.at("/token")) {
      expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
        grant_type: "client_credentials",
        scope: "events",
        client_id: "relay",
        client_secret: "secret-1",
      });
    }
  });

  test("of another account go to its own deployment alone, as its settings say", async () => {
    const logged = await holds(2, () => receivers.logged(otherRelay.run_log_group_name));
    const audited = await holds(1, () => receivers.logged(otherRelay.audit_log_group_name));
    const alerts = await arrived(1, () => receivers.bodies("behind-on-call"));

    expect(otherRelay.run_log_group_name).toBe("/aws/events/other-scalr/run-executed");
    expect(logged.map(nameOf)).toEqual(["run-other-errored", "run-other-canceled"]);
    expect(audited.map(nameOf)).toEqual(["create-environment"]);
    expect(alerts.map((alert) => mailOf(alert).message)).toEqual([
      [
        "Scalr run errored: network (environment-name)",
        "Result: errored",
        "Workspace: network",
        "Environment: environment-name",
        "Duration: 1 min",
        "Run ID: run-other-errored",
        "Started by: vcs",
        "Link: https://account-name.scalr.io/app/environment-name/network/runs/run-other-errored",
      ].join("\n"),
    ]);
  });

  test("are not lost, and none comes twice", async () => {
    const deadLetterQueues = [relay, otherRelay].flatMap((outputs) => [
      outputs.dead_letter_queue_url,
      ...Object.values(outputs.destination_dead_letter_queue_urls),
    ]);

    expect(deadLetterQueues).toHaveLength(2 + 12);
    expect(await Promise.all(deadLetterQueues.map((url) => queueDepth(bed.sqs, url)))).toEqual(
      deadLetterQueues.map(() => 0),
    );
    const queues = ["receiver", "receiver.fifo", "behind-topic", "behind-bus", "behind-alerts", "behind-on-call"];
    for (const queue of queues) {
      expect(await receivers.bodies(queue)).toEqual([]);
    }
    expect(receivers.server.requests.filter(({ path }) => path !== "/token")).toHaveLength(1 + 2 + 1 + 2);
  });
});

test(
  "take other settings in place",
  async () => {
    await setOff(bed, "scalr-rule-dlq-depth");
    policies = await bed.aws.policies();
    ofDeadLetters = await deadLetterRequests(bed);
    const { basic, ...destinations } = destinationsTo(receivers);
    const https = { ...basic.https, url: `${basic.https.url}/changed` };
    const destination_secrets = { ...SECRETS, basic: "word-2" };
    await terraform.apply({
      changed: true,
      destinations: { ...destinations, basic: { ...basic, https } },
      destination_secrets,
    });

    expect(await terraform.plan()).toBe("");
  },
  DEPLOY_LIMIT,
);

/** As EventBridge does with an event that a destination does not accept. */
async function setAside(Rule: string, QueueUrl: string): Promise<void> {
  const { Targets = [] } = await bed.events.send(new ListTargetsByRuleCommand({ Rule, EventBusName: SCALR_SOURCE }));
  const attributes = {
    RULE_ARN: arn("events", `rule/${SCALR_SOURCE}/${Rule}`),
    TARGET_ARN: Targets[0]!.Arn!,
    ERROR_CODE: "THROTTLING",
  };
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
  const MessageBody = JSON.stringify(run("run-again"));
  await bed.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageAttributes }));
}

test("that were set aside are sent to their destinations, by a user with the documented policy", async () => {
  const users = new CliUsers(bed);
  for (const [name, url] of Object.entries(relay.destination_dead_letter_queue_urls)) {
    await setAside(`scalr-to-${name}`, url);
  }
  await setAside("scalr-run-executed", relay.dead_letter_queue_url);

  const { stdout } = await users.run("dlq-send", ["dlq", "send", "--yes", "--json"]);
  type Queue = { name: string; sent: number; failed: { reason: string }[] };
  const { queues } = JSON.parse(stdout) as { queues: Queue[] };
  // These need a secret each.
  const failed = queues.filter(({ sent }) => sent === 0).map(({ name, failed: [first] }) => [name, first?.reason]);
  expect(failed.toSorted()).toEqual(
    ["api-key", "basic", "oauth"].map((name) => [
      `scalr-to-${name}-dlq`,
      expect.stringMatching(/^Needs the /) as string,
    ]),
  );
  const isAgain = (json: string) => nameOf(json) === "run-again";
  const again = async (read: () => Promise<string[]>) => (await read()).filter(isAgain);
  for (const queue of ["receiver", "receiver.fifo", "behind-bus"]) {
    expect([queue, (await arrived(1, () => receivers.bodies(queue))).map(nameOf)]).toEqual([queue, ["run-again"]]);
  }
  const [told] = await arrived(1, () => receivers.bodies("behind-topic"));
  expect(mailOf(told!).message).toBe('" did "');
  for (const logGroup of ["/aws/events/receiver", relay.run_log_group_name]) {
    expect(await again(() => receivers.logged(logGroup))).toHaveLength(1);
  }
  expect(await again(() => receivers.executed())).toHaveLength(1);
  expect(await again(() => receivers.stored())).toHaveLength(1);
  const streamed = (await receivers.streamed()).filter(({ data }) => isAgain(data));
  expect(streamed.map(({ partitionKey }) => partitionKey)).toEqual(["environment-name"]);
  expect(receivers.server.at("/function").filter(({ body }) => isAgain(body))).toHaveLength(1);
}, 120_000);

test(
  "are destroyed without a trace, and what is not theirs stays",
  async () => {
    await terraform.destroy();

    expect(await terraform.stateList()).toEqual([]);
    const logOfOthers = ["/aws/lambda/receiver"]; // of the function that receives events
    const { logGroups, queues, ...left } = await scalrInventory(bed);
    const { logGroups: groupsBefore, queues: queuesBefore, ...before } = ownedByOthers;
    expect(left).toEqual(before);
    expect(logGroups).toEqual([...groupsBefore, ...logOfOthers]);
    expect(queues).toEqual([...queuesBefore, "behind-alerts"].sort());
  },
  DEPLOY_LIMIT,
);

test("need no right but the documented ones, and each of those", async () => {
  const { evaluated, refused, requests } = await bed.aws.decisions();
  const { rights, unneeded } = await unneededRights({
    policies,
    requests: [...requests, ...ofDeadLetters],
    // The key is used for more by the relay of MechCloud.
    others: /behind-|:on-call$|[:/]receiver|policy\/root-(other-)?customer-key$|policy\/root-beside$/,
    prefix: "other-",
  });
  report("Scalr events", { evaluated, refused, rights, unneeded });

  expect(refused).toBe(0);
  expect(unneeded.toSorted()).toEqual(UNRECORDED_OF_SCALR.map(({ what }) => what).toSorted());
}, 60_000);

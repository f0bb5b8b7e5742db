import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DeleteRuleCommand, DisableRuleCommand, RemoveTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  type UpdateFunctionConfigurationCommandInput,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";
import type { MechCloudEvent } from "../../local-aws/mechcloud-rules";
import type { MechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import type { Terraform } from "../../scripts/lib/terraform";
import { loggedIn } from "./support/aws-resources";
import { type BusEvent, ofRule, putEvents, STATE_CHANGE, stateChange, TAG_CHANGE, tagSet } from "./support/bus-events";
import { CliUsers } from "./support/cli";
import { addRulesToQueue, CONSOLE_ROLE, setUpMechCloud, setUpScalr } from "./support/console-setups";
import { until } from "./support/polling";
import { untilNoneInFlight } from "./support/queues";
import { auditEntry, makePartnerSources, nameOf, putPartnerEvents, run, SCALR_SOURCE } from "./support/scalr-events";
import { MECHCLOUD_MODULE, SCALR_MODULE, terraformOf } from "./support/terraform";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
/** A JWT that does not expire soon. */
const TOKEN = `${encode({ alg: "none" })}.${encode({ exp: 4_000_000_000 })}.signature`;

const STATE_RULE = "mc-instance-state-change-events";
const TAG_RULE = "mc-tag-change-events";
const STATES = { source: ["aws.ec2"], "detail-type": [STATE_CHANGE] };
const TAGS = { source: ["aws.tag"], "detail-type": [TAG_CHANGE], detail: { "changed-tag-keys": ["Mc-Asset-Name"] } };

const RUNS = { type: "RunExecuted", logGroup: "/aws/events/my-runs" };
const AUDIT_LOG = { type: "AuditLog", logGroup: "/aws/events/scalr/audit-log" };
const RUN_LOG_GROUP = "/aws/events/scalr/run-executed";

const HUB_BUS_ARN = "arn:aws:events:eu-west-1:210987654321:event-bus/mechcloud-hub";

/** At least so many, one each 100 ms. */
const EVENTS = 600;
const INTERVAL_MS = 100;
/** How long a queue's changed policy takes. AWS: up to a minute. */
const POLICY_DELAY_S = 5;

let bed: TestBed;
let users: CliUsers;
let mechCloud: MechCloudStandIn;
let consoleSetup: Awaited<ReturnType<typeof setUpMechCloud>>;
let relay: Moved;
let scalr: Moved;

beforeAll(async () => {
  bed = await TestBed.start({ policyDelay: POLICY_DELAY_S, mappingDelay: 1 });
  users = new CliUsers(bed);
  mechCloud = await bed.mechCloud({ token: TOKEN, cloudAccountId: "acc-1" });
  [relay, scalr] = await Promise.all([moveMechCloud(), moveScalr()]);
  for (const [page, { sent, seconds, plan }] of Object.entries({ MechCloud: relay, Scalr: scalr })) {
    process.stdout.write(`${page}: ${sent} events in ${seconds} s, ${JSON.stringify(plan)}\n`);
  }
}, 3 * DEPLOY_LIMIT);
afterAll(() => bed?.end(), 30_000);

/** What `import --json` prints. */
interface Imports {
  readonly first: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly imports: readonly { readonly to: string }[];
  readonly byHand: readonly { readonly part: string }[];
}

interface Moved {
  /** Before the rule of the user's own name had one of the module's name. */
  readonly unready?: Imports;
  /** If a spoke is to take the place of what is there. */
  readonly asSpoke?: Imports;
  readonly imports: Imports;
  /** How many resources the plan wanted to import, create, and so on. */
  readonly plan: Readonly<Record<string, number>>;
  /** How many events were sent meanwhile. */
  readonly sent: number;
  /** How long the move took. */
  readonly seconds: number;
  /** Empty if nothing is left to change. */
  readonly nextPlan: string;
}

/** Runs a command as a user who has only its documented policy. */
async function command(policy: string, argv: readonly string[], input?: string): Promise<string> {
  const { code, stdout, stderr } = await users.run(policy, argv, input);
  if (code !== 0) throw new Error(`${argv.join(" ")}: ${stderr}`);
  return stdout;
}

async function importInto({ folder }: Terraform, flow: string): Promise<Imports> {
  const argv = ["import", flow, "--module", `module.${flow}`, "--file", join(folder, "imports.tf"), "--json"];
  return JSON.parse(await command("import", argv)) as Imports;
}

/** What a plan wants to do, with how many resources each. */
async function planned(terraform: Terraform): Promise<Record<string, number>> {
  const actions = (await terraform.changes())
    .filter(({ mode }) => mode === "managed")
    .map(({ change }) => [...(change.importing ? ["import"] : []), ...change.actions].join(", "));
  return Object.fromEntries([...new Set(actions)].map((each) => [each, actions.filter((a) => a === each).length]));
}

/** Sends an event each 100 ms while `move` runs, and until there were EVENTS. */
async function sendDuring(send: (n: number) => Promise<void>, move: () => Promise<void>) {
  let sent = 0;
  let seconds: number | undefined;
  const sending = async () => {
    while (seconds === undefined || sent < EVENTS) {
      const next = Date.now() + INTERVAL_MS;
      await send(sent++);
      await delay(Math.max(0, next - Date.now()));
    }
  };
  const moving = async () => {
    const begin = Date.now();
    try {
      await move();
    } finally {
      seconds = (Date.now() - begin) / 1_000;
    }
  };
  await Promise.all([sending(), moving()]);
  return { sent, seconds: seconds! };
}

/** By turns a change of one VPC and of one instance, so that each must come after the one before. */
function mechCloudEvent(n: number): BusEvent {
  const { detail, ...vpc } = tagSet("vpc", "vpc-1");
  return n % 2 === 0 ? stateChange("i-1", `state-${n}`) : { ...vpc, detail: { ...detail, tags: { n: `${n}` } } };
}

function numberOf({ detail }: MechCloudEvent): number {
  return Number(detail.state?.split("-")[1] ?? detail.tags?.["n"]);
}

/** The function with its environment, but for the access token. */
function withoutToken({ FunctionName, Environment }: UpdateFunctionConfigurationCommandInput) {
  const { TEAM_ID, CLOUD_ACCOUNT_ID } = Environment!.Variables!;
  return { FunctionName, Environment: { Variables: { TEAM_ID: TEAM_ID!, CLOUD_ACCOUNT_ID: CLOUD_ACCOUNT_ID! } } };
}

async function moveMechCloud(): Promise<Moved> {
  consoleSetup = await setUpMechCloud(bed, mechCloud.url, TOKEN);
  const { queueUrl } = consoleSetup;
  // The page names one rule; the other has a name of the user's own.
  await addRulesToQueue(bed, queueUrl, { [STATE_RULE]: STATES, "my-tags": TAGS });
  const terraform = await terraformOf(
    bed,
    { policies: ["mechcloud-sync"] },
    { module: { mechcloud: { source: MECHCLOUD_MODULE, cloud_account_id: "acc-1", endpoint_url: mechCloud.url } } },
    "mechcloud",
  );
  const unready = await importInto(terraform, "mechcloud");
  const asSpoke = JSON.parse(
    await command("import", ["import", "mechcloud", "--hub-bus-arn", HUB_BUS_ARN, "--json"]),
  ) as Imports;
  await addRulesToQueue(bed, queueUrl, { [TAG_RULE]: TAGS }, [STATE_RULE, "my-tags", TAG_RULE]);
  await delay(POLICY_DELAY_S * 1_000);
  await bed.events.send(new DisableRuleCommand({ Name: "my-tags" }));

  const found: Pick<Moved, "imports" | "plan">[] = [];
  const { sent, seconds } = await sendDuring(
    (n) => putEvents(bed.events, [mechCloudEvent(n)]),
    async () => {
      await until("events through the page's function", () => mechCloud.accepted.length >= 5);
      await command("pause", ["pause"]);
      // The local AWS ends a function that runs when its settings change; AWS does not.
      await untilNoneInFlight(bed.sqs, queueUrl);
      await bed.lambda.send(new UpdateFunctionConfigurationCommand(withoutToken(consoleSetup.configuration)));
      found.push({ imports: await importInto(terraform, "mechcloud"), plan: await planned(terraform) });
      await terraform.apply();
      await command("token-set", ["token", "set"], `${TOKEN}\n`);
    },
  );
  await until(`${sent} events at MechCloud`, () => mechCloud.accepted.length >= sent, 180_000);
  return { unready, asSpoke, ...found[0]!, sent, seconds, nextPlan: await terraform.plan() };
}

function scalrEvent(n: number): BusEvent {
  return n % 2 === 0 ? run(`run-${n}`) : auditEntry(`action-${n}`, "SUCCESS");
}

/** The events in a log group, by the names that tell them apart. */
async function logged(logGroupName: string): Promise<string[]> {
  return (await loggedIn(bed, logGroupName)).map(nameOf);
}

async function moveScalr(): Promise<Moved> {
  await makePartnerSources(bed.events, [SCALR_SOURCE]);
  // The page leaves the names to the user: one is the user's own, the other the module's.
  await setUpScalr(bed, SCALR_SOURCE, { "my-runs": RUNS, "scalr-audit-log": AUDIT_LOG });
  const terraform = await terraformOf(
    bed,
    { policies: ["scalr-events"] },
    { module: { scalr: { source: SCALR_MODULE, event_source_name: SCALR_SOURCE, create_event_bus: false } } },
    "scalr",
  );
  const found: Pick<Moved, "imports" | "plan">[] = [];
  const { sent, seconds } = await sendDuring(
    (n) => putPartnerEvents(bed.events, [scalrEvent(n)]),
    async () => {
      found.push({ imports: await importInto(terraform, "scalr"), plan: await planned(terraform) });
      await terraform.apply();
      await until("runs in the module's log group", async () => (await logged(RUN_LOG_GROUP)).length > 0);
      const rule = { Rule: "my-runs", EventBusName: SCALR_SOURCE };
      await bed.events.send(new RemoveTargetsCommand({ ...rule, Ids: ["Id-my-runs"] }));
      await bed.events.send(new DeleteRuleCommand({ ...rule, Name: rule.Rule }));
    },
  );
  return { ...found[0]!, sent, seconds, nextPlan: await terraform.plan() };
}

describe("MechCloud's page", () => {
  test("Terraform takes over what the page has, and destroys nothing", () => {
    expect(relay.plan).toEqual({ create: expect.any(Number) as number, "import, update": 9 });
    expect(relay.nextPlan).toBe("");
    expect(relay.imports).toMatchObject({
      first: [],
      inputs: { cloud_account_id: '"acc-1"', sync_mechanisms: '["tags"]' },
      byHand: [`role ${CONSOLE_ROLE}`, "layer python-requests:1", "rule my-tags"].map((part) => ({ part })),
    });
  });

  test("a rule whose name the module does not know is reported before its events get lost", () => {
    expect(relay.unready?.first[0]).toContain(`Create a rule ${TAG_RULE}`);
  });

  test("an access token that the plan would print is reported", () => {
    expect(relay.unready?.first[1]).toContain("has the access token");
  });

  test("a spoke imports nothing, and what was created by hand is listed to be deleted, rules and trigger first", () => {
    expect(relay.asSpoke).toMatchObject({
      first: [expect.stringContaining('= "acc-1"')],
      inputs: { hub_bus_arn: `"${HUB_BUS_ARN}"`, sync_mechanisms: '["tags"]' },
      imports: [],
    });
    expect(relay.asSpoke?.byHand.map(({ part }) => part.replace(/ [\da-f]{8}-.*/, ""))).toEqual([
      `rule ${STATE_RULE}`,
      "rule my-tags",
      "event source mapping",
      "queue management-events.fifo",
      "function push-mgmt-events-to-mechcloud",
      `role ${CONSOLE_ROLE}`,
      "layer python-requests:1",
    ]);
  });

  test.each([STATE_CHANGE, TAG_CHANGE])("each event is delivered once, in order: %s", (type) => {
    expect(relay.sent).toBeGreaterThanOrEqual(EVENTS);
    const expected = Array.from({ length: relay.sent }, (_, n) => n).filter(
      (n) => mechCloudEvent(n)["detail-type"] === type,
    );
    expect(ofRule(type, mechCloud.accepted).map(numberOf)).toEqual(expected);
  });

  test("the old code works again in the function, with the rest as it is now", async () => {
    const { configuration, code } = consoleSetup;
    mechCloud.clear();
    await command("pause", ["pause"]);
    await bed.lambda.send(new UpdateFunctionConfigurationCommand(configuration));
    await waitUntilFunctionUpdatedV2({ client: bed.lambda, maxWaitTime: 60 }, { FunctionName: code.FunctionName });
    await bed.lambda.send(new UpdateFunctionCodeCommand(code));
    await command("resume", ["resume"]);
    await putEvents(bed.events, [mechCloudEvent(0)]);
    await until("an event through the old function", () => mechCloud.accepted.length > 0);
    expect(mechCloud.accepted.map(numberOf)).toEqual([0]);
  }, 120_000);
});

describe("Scalr's page", () => {
  test("Terraform takes over what has the module's names, and destroys nothing", () => {
    expect(scalr.plan).toEqual({ create: expect.any(Number) as number, "import, update": 3 });
    expect(scalr.nextPlan).toBe("");
    expect(scalr.imports.byHand.map(({ part }) => part)).toEqual([
      `event bus ${SCALR_SOURCE}`,
      `rule my-runs, which sends to ${RUNS.logGroup}`,
    ]);
  });

  test("each event is in a log group", async () => {
    expect(scalr.sent).toBeGreaterThanOrEqual(EVENTS);
    const expected = Array.from({ length: scalr.sent }, (_, n) => nameOf(JSON.stringify(scalrEvent(n))));
    const groups = [RUNS.logGroup, RUN_LOG_GROUP, AUDIT_LOG.logGroup];
    const all = new Set((await Promise.all(groups.map(logged))).flat());
    expect(expected.filter((name) => !all.has(name))).toEqual([]);
    const audit = await logged(AUDIT_LOG.logGroup);
    expect(audit).toHaveLength(new Set(audit).size);
  });
});

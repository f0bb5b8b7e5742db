import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PutEventsCommand, PutPartnerEventsCommand } from "@aws-sdk/client-eventbridge";
import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import { ROOT } from "../../scripts/lib/project";
import { Terraform, type TerraformVariables } from "../../scripts/lib/terraform";
import { API_CALL, type BusEvent, stateChange, tagSet } from "./support/bus-events";
import { EventStream, type Fate } from "./support/event-stream";
import { auditEntry, makePartnerSources, run, SCALR_SOURCE } from "./support/scalr-events";
import { hcl } from "./support/scalr-module";
import { Receivers } from "./support/scalr-receivers";
import { DEPLOY_LIMIT, LOCAL_PROVIDER, TestBed } from "./support/test-bed";

/** The published modules; those of another commit, where MODULES_FOLDER names their folder. */
const MODULES = process.env["MODULES_FOLDER"] ?? join(ROOT, "terraform");
/** Where a file gets a line a phase and rule, for comparison. */
const TABLE = process.env["TRANSITIONS_TABLE"];

/** AWS needs up to 60 s until a queue's policy holds; the provider waits some 25 s after it has set one. */
const POLICY_DELAY_S = 15;

let bed: TestBed;
let receivers: Receivers | undefined;

beforeEach(async () => {
  bed = await TestBed.start({ enforce: true, policyDelay: POLICY_DELAY_S });
}, 180_000);
afterEach(async () => {
  await receivers?.end();
  receivers = undefined;
  await bed?.end();
}, 30_000);

/** Sends events while Terraform applies each of the stages and destroys the last one. */
async function play(
  root: object,
  stages: Readonly<Record<string, TerraformVariables>>,
  events: (count: number) => Record<string, BusEvent>,
): Promise<EventStream> {
  const folder = join(bed.folder, "root");
  mkdirSync(folder);
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ provider: { aws: LOCAL_PROVIDER }, ...root }));
  const terraform = new Terraform(folder, { ...bed.env, TF_CLI_ARGS_destroy: "-parallelism=30" });
  await terraform.init();
  const stream = new EventStream(bed.aws, (count) => putOneOfEach(events(count)));
  for (const [phase, variables] of Object.entries(stages)) {
    await stream.during(phase, () => terraform.apply(variables));
  }
  await stream.during("destroy", () => terraform.destroy());
  return stream;
}

async function putOneOfEach(events: Record<string, BusEvent>): Promise<Record<string, string>> {
  const Entries = Object.values(events).map(({ source, "detail-type": DetailType, resources, detail }) => ({
    Source: source,
    DetailType,
    Resources: [...resources],
    Detail: JSON.stringify(detail),
  }));
  const partner = Entries.every(({ Source }) => Source === SCALR_SOURCE);
  const answer = await (partner
    ? bed.events.send(new PutPartnerEventsCommand({ Entries }))
    : bed.events.send(new PutEventsCommand({ Entries })));
  return Object.fromEntries(Object.keys(events).map((kind, index) => [kind, answer.Entries?.[index]?.EventId ?? ""]));
}

/** The phases and rules that lost an event, with how many. */
async function losses(stream: EventStream, rules: Record<string, string>): Promise<Record<string, Fate>> {
  const rows = Object.entries(await stream.fates(rules)).flatMap(([phase, fates]) =>
    Object.entries(fates).map(([rule, fate]) => [`${phase}: ${rule}`, fate] as const),
  );
  if (TABLE) appendFileSync(TABLE, rows.map(([name, fate]) => `${name} ${JSON.stringify(fate)}\n`).join(""));
  return Object.fromEntries(rows.filter(([, { lost, missed }]) => lost > 0 || missed > 0));
}

test(
  "no event gets lost while the MechCloud sync is created, gets another mechanism, loses one, and is destroyed",
  async () => {
    const mechCloud = await bed.mechCloud({ token: "token", cloudAccountId: "acc-1" });
    const secret = new CreateSecretCommand({ Name: "token", SecretString: "token" });
    const { ARN } = await bed.secrets.send(secret);
    const root = {
      variable: { sync_mechanisms: { type: "list(string)" } },
      module: {
        relay: {
          source: join(MODULES, "terraform-aws-mechcloud-sync"),
          cloud_account_id: "acc-1",
          endpoint_url: mechCloud.url,
          access_token_secret_arn: ARN,
          create_trail: false,
          sync_mechanisms: hcl("var.sync_mechanisms"),
        },
      },
    };
    const stages = {
      "apply tags": { sync_mechanisms: ["tags"] },
      "add cloudtrail": { sync_mechanisms: ["tags", "cloudtrail"] },
      "remove tags": { sync_mechanisms: ["cloudtrail"] },
    };
    const stream = await play(root, stages, (count) => ({
      tag: tagSet("vpc", `vpc-${count}`),
      state: stateChange(`i-${count}`, "running"),
      call: {
        source: "aws.ec2",
        "detail-type": API_CALL,
        resources: [],
        detail: { eventSource: "ec2.amazonaws.com", eventName: "CreateVpc", eventID: String(count) },
      },
    }));

    expect(
      await losses(stream, {
        "mc-tag-change-events": "tag",
        "mc-instance-state-change-events": "state",
        "mc-cloudtrail-events": "call",
      }),
    ).toEqual({});
  },
  4 * DEPLOY_LIMIT,
);

test(
  "no event gets lost while Scalr events are set up, a destination becomes another kind, and all is destroyed",
  async () => {
    await makePartnerSources(bed.events, [SCALR_SOURCE]);
    receivers = await Receivers.make(bed, "token");
    const { arns } = receivers;
    const root = {
      variable: { destinations: { type: "any" } },
      module: {
        scalr: {
          source: join(MODULES, "terraform-aws-scalr-events"),
          event_source_name: SCALR_SOURCE,
          alerts: {},
          destinations: hcl("var.destinations"),
        },
      },
    };
    const destination = (target: object) => ({ destinations: { team: { run_executed: {}, ...target } } });
    const stages = {
      "apply with lambda": destination({ lambda: { function_arn: arns.function } }),
      "change to step_functions": destination({ step_functions: { state_machine_arn: arns.stateMachine } }),
      "change to cloudwatch_logs": destination({ cloudwatch_logs: { log_group_arn: arns.logGroup } }),
    };
    const stream = await play(root, stages, (count) => ({
      run: run(`run-${count}`, { result: "errored" }),
      audit: auditEntry(`action-${count}`, "SUCCESS"),
    }));

    expect(
      await losses(stream, {
        "scalr-run-executed": "run",
        "scalr-audit-log": "audit",
        "scalr-run-alerts": "run",
        "scalr-to-team": "run",
      }),
    ).toEqual({});
  },
  4 * DEPLOY_LIMIT,
);

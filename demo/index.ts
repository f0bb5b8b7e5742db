// The whole way of events on this computer: real Terraform, the real functions, a local AWS, a stand-in for MechCloud.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { EC2Client } from "@aws-sdk/client-ec2";
import { CreatePartnerEventSourceCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ensureLocalAws, LOCAL_ACCOUNT, type LocalAws, startLocalAws } from "../local-aws/local-aws";
import { type Arrival, type MechCloudStandIn, startMechCloudStandIn } from "../local-aws/mechcloud-stand-in";
import { ROOT } from "../scripts/lib/project";
import { ensureTerraform, Terraform, terraformEnvironment } from "../scripts/lib/terraform";
import { changeEc2 } from "./changes";
import { Journal } from "./journal";
import { assetName, mechCloudSighting } from "./mechcloud-sighting";
import { sendScalrEvents } from "./scalr-changes";
import { ScalrInbox } from "./scalr-inbox";
import { alertSighting, type ScalrEvent, scalrSighting, workspaceName } from "./scalr-sighting";
import { paint, progress, say, seconds } from "./screen";
import { Table } from "./table";

const TOKEN = "demo.access.token";
const CLOUD_ACCOUNT = "demo-account";
const EVENT_SOURCE = "aws.partner/scalr.com/account-name/integration-name";
const PAUSE_MS = 400;
const LIMIT_MS = 30_000;
const CTRL_C = 130;

async function demo(): Promise<void> {
  const begin = Date.now();
  await ensureTerraform();
  await progress("Local AWS installed", ensureLocalAws);
  const aws = await progress("Local AWS started", startLocalAws);
  const mechCloud = await startMechCloudStandIn({ token: TOKEN, cloudAccountId: CLOUD_ACCOUNT, strictOrder: true });
  say(`${paint("green", "✓")} MechCloud's stand-in listens at ${mechCloud.url}`);
  const events = new EventBridgeClient(aws.clientConfig);
  await events.send(new CreatePartnerEventSourceCommand({ Name: EVENT_SOURCE, Account: LOCAL_ACCOUNT }));
  say(`${paint("green", "✓")} Scalr's event source is there: ${EVENT_SOURCE}`);
  const folder = copyOfRoot(aws.folder);
  // Terraform mostly waits for queues: for all of them at once.
  const environment = { ...terraformEnvironment(), ...aws.env, TF_CLI_ARGS_apply: "-parallelism=30" };
  const variables = {
    cloud_account_id: CLOUD_ACCOUNT,
    endpoint_url: mechCloud.url,
    event_source_name: EVENT_SOURCE,
  };

  try {
    const outputs = await progress("Deployed by Terraform", async (onLine) => {
      const terraform = new Terraform(folder, environment, onLine);
      await terraform.init();
      await terraform.apply(variables);
      return terraform.output();
    });
    const secrets = new SecretsManagerClient(aws.clientConfig);
    const SecretId = String(outputs.access_token_secret_arn);
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: TOKEN }));
    say(`${paint("green", "✓")} Access token put into the secret`);

    await showEvents(aws, events, mechCloud, outputs);
    say();
    await progress("Destroyed by Terraform", (onLine) => new Terraform(folder, environment, onLine).destroy(variables));
  } finally {
    await mechCloud.stop();
    await aws.stop();
  }
  say(`${paint("green", "✓")} Nothing is left; the demo took ${seconds(Date.now() - begin)}`);
}

/** Makes things happen, and shows what arrives of them, and whether it is all. */
async function showEvents(
  aws: LocalAws,
  events: EventBridgeClient,
  mechCloud: MechCloudStandIn,
  outputs: Record<string, unknown>,
): Promise<void> {
  const journal = new Journal();
  const names = new Map<string, string>();
  say();
  const table = new Table();
  mechCloud.on("event", (arrival) => showArrival(arrival, journal, names, table));
  const inbox = scalrInbox(aws, outputs, journal, names, table);
  await inbox.start();
  let sent = 0;
  let changes = 0;
  const shown = (by: string) => async (what: string, resource: string, name: string) => {
    names.set(resource, name);
    table.done(by, what, resource, name);
    await delay(PAUSE_MS);
  };
  try {
    changes = await changeEc2(new EC2Client(aws.clientConfig), journal, shown("AWS call"), async () => {
      sent = await sendScalrEvents(events, EVENT_SOURCE, journal, shown("Scalr event"));
    });
    const deadline = Date.now() + LIMIT_MS;
    while (journal.lost.length > 0 && Date.now() < deadline) await delay(50);
  } finally {
    await inbox.stop();
  }
  say();
  summary(journal, changes, sent);
}

/** Terraform writes beside its configuration: into a copy in this folder, not into the repository. */
function copyOfRoot(folder: string): string {
  const copy = join(folder, "demo");
  for (const file of ["demo/main.tf", "terraform"]) {
    cpSync(join(ROOT, file), join(copy, file), { recursive: true });
  }
  return join(copy, "demo");
}

function showArrival({ at, event, status }: Arrival, journal: Journal, names: Map<string, string>, table: Table): void {
  if (event === undefined || status !== 200) return table.refused(at, status);
  const sighting = mechCloudSighting(event);
  table.arrived(at, journal.see(sighting), sighting, assetName(event) ?? names.get(sighting.resource) ?? "");
}

/** Shows what arrives in the log groups, and as a message to people. */
function scalrInbox(
  aws: LocalAws,
  outputs: Record<string, unknown>,
  journal: Journal,
  names: Map<string, string>,
  table: Table,
): ScalrInbox {
  return new ScalrInbox(aws, {
    logGroupNames: outputs.scalr_log_group_names as string[],
    alertTopicArn: String(outputs.alert_topic_arn),
    onLogged: ({ at, text }) => {
      const event = JSON.parse(text) as ScalrEvent;
      const sighting = scalrSighting(event);
      table.arrived(at, journal.see(sighting), sighting, workspaceName(event));
    },
    onAlert: ({ at, text }) => {
      const sighting = alertSighting(text);
      table.arrived(at, journal.see(sighting), sighting, names.get(sighting.resource) ?? "");
      table.note(text);
    },
  });
}

function summary({ arrived, lost, outOfOrder }: Journal, changes: number, sent: number): void {
  const order = outOfOrder.length === 0 ? "in order" : `out of order: ${outOfOrder.join(", ")}`;
  const good = lost.length === 0 && outOfOrder.length === 0;
  const done = `${changes} changes made in EC2 and ${sent} events sent by Scalr`;
  say(paint(good ? "green" : "red", `${done}: ${arrived} events arrived ${order}, ${lost.length} lost`));
  for (const event of lost) say(paint("red", `  lost: ${event}`));
  if (!good) process.exitCode = 1;
}

// The AWS SDK's notice of the Node.js versions it will need next year is nothing for the demo's screen.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

// A half-drawn line is on the screen when Ctrl-C comes.
process.on("exit", (code) => code === CTRL_C && say("\nStopped; nothing is left."));

demo().catch((error: Error) => {
  console.error(`\n${error.message}`);
  process.exit(1);
});

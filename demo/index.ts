// Both flows on this computer: real Terraform and the real functions on a local AWS, with a stand-in for MechCloud.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { EC2Client } from "@aws-sdk/client-ec2";
import { CreatePartnerEventSourceCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { LOCAL_ACCOUNT } from "../local-aws/account";
import { ensureLocalAws, type LocalAws, startLocalAws } from "../local-aws/local-aws";
import { type Arrival, type MechCloudStandIn, startMechCloudStandIn } from "../local-aws/mechcloud-stand-in";
import { ROOT } from "../scripts/lib/project";
import { ensureTerraform, Terraform, terraformEnvironment } from "../scripts/lib/terraform";
import { documentedPolicy } from "../scripts/permissions/documented";
import { changeEc2 } from "./changes";
import { assetName, mechCloudObservation } from "./mechcloud-observation";
import { sendScalrEvents } from "./scalr-changes";
import { ScalrInbox } from "./scalr-inbox";
import { alertObservation, type ScalrEvent, scalrObservation, workspaceName } from "./scalr-observation";
import { paint, print, progress, seconds } from "./screen";
import { Table } from "./table";
import { Timeline } from "./timeline";

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
  const aws = await progress("Local AWS started", () => startLocalAws());
  const mechCloud = await startMechCloudStandIn({ token: TOKEN, cloudAccountId: CLOUD_ACCOUNT, strictOrder: true });
  print(`${paint("green", "✓")} Stand-in for MechCloud listening on ${mechCloud.url}`);
  const events = new EventBridgeClient(aws.clientConfig);
  await events.send(new CreatePartnerEventSourceCommand({ Name: EVENT_SOURCE, Account: LOCAL_ACCOUNT }));
  print(`${paint("green", "✓")} Partner event source of Scalr created: ${EVENT_SOURCE}`);
  const folder = copyOfRoot(aws.folder);
  const installer = await aws.user("installer", {
    "mechcloud-sync": documentedPolicy("mechcloud-sync"),
    "mechcloud-trail": documentedPolicy("mechcloud-trail"),
    "scalr-events": documentedPolicy("scalr-events"),
  });
  // Creating a queue takes 25 s, in which Terraform only waits: create all queues at the same time.
  const environment = { ...terraformEnvironment(), ...installer.env, TF_CLI_ARGS_apply: "-parallelism=30" };
  const variables = {
    cloud_account_id: CLOUD_ACCOUNT,
    endpoint_url: mechCloud.url,
    event_source_name: EVENT_SOURCE,
  };

  try {
    const outputs = await progress("Deployed by Terraform, with the documented policies only", async (onLine) => {
      const terraform = new Terraform(folder, environment, onLine);
      await terraform.init();
      await terraform.apply(variables);
      return terraform.output();
    });
    const secrets = new SecretsManagerClient(aws.clientConfig);
    const SecretId = String(outputs.access_token_secret_arn);
    await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: TOKEN }));
    print(`${paint("green", "✓")} Access token stored in the secret`);

    await showEvents(aws, events, mechCloud, outputs);
    print();
    await progress("Destroyed by Terraform", (onLine) => new Terraform(folder, environment, onLine).destroy(variables));
    const { evaluated, refused } = await aws.decisions();
    print(`${paint("green", "✓")} ${evaluated} requests evaluated by the policies, ${refused} refused`);
  } finally {
    await mechCloud.stop();
    await aws.stop();
  }
  print(`${paint("green", "✓")} All resources are destroyed; the demo took ${seconds(Date.now() - begin)}`);
}

/** Makes changes, shows the events that arrive, and checks that all of them arrive. */
async function showEvents(
  aws: LocalAws,
  events: EventBridgeClient,
  mechCloud: MechCloudStandIn,
  outputs: Record<string, unknown>,
): Promise<void> {
  const timeline = new Timeline();
  const names = new Map<string, string>();
  print();
  const table = new Table();
  mechCloud.on("event", (arrival) => showArrival(arrival, timeline, names, table));
  const inbox = scalrInbox(aws, outputs, timeline, names, table);
  await inbox.start();
  let sent = 0;
  let changes = 0;
  const show = (kind: string) => async (what: string, resource: string, name: string) => {
    names.set(resource, name);
    table.sent(kind, what, resource, name);
    await delay(PAUSE_MS);
  };
  try {
    changes = await changeEc2(new EC2Client(aws.clientConfig), timeline, show("AWS call"), async () => {
      sent = await sendScalrEvents(events, EVENT_SOURCE, timeline, show("Scalr event"));
    });
    const deadline = Date.now() + LIMIT_MS;
    while (timeline.lost.length > 0 && Date.now() < deadline) await delay(50);
  } finally {
    await inbox.stop();
  }
  print();
  summary(timeline, changes, sent);
}

/** Copies the configuration, since Terraform writes its state and plugins beside it. */
function copyOfRoot(folder: string): string {
  const copy = join(folder, "demo");
  for (const file of ["demo/main.tf", "terraform"]) {
    cpSync(join(ROOT, file), join(copy, file), { recursive: true });
  }
  return join(copy, "demo");
}

function showArrival(
  { at, event, status }: Arrival,
  timeline: Timeline,
  names: Map<string, string>,
  table: Table,
): void {
  if (event === undefined || status !== 200) return table.refused(at, status);
  const observation = mechCloudObservation(event);
  table.arrived(
    at,
    timeline.observe(observation),
    observation,
    assetName(event) ?? names.get(observation.resource) ?? "",
  );
}

/** Shows the events in the log groups and the alert messages. */
function scalrInbox(
  aws: LocalAws,
  outputs: Record<string, unknown>,
  timeline: Timeline,
  names: Map<string, string>,
  table: Table,
): ScalrInbox {
  return new ScalrInbox(aws, {
    logGroupNames: outputs.scalr_log_group_names as string[],
    alertTopicArn: String(outputs.alert_topic_arn),
    onLogged: ({ at, text }) => {
      const event = JSON.parse(text) as ScalrEvent;
      const observation = scalrObservation(event);
      table.arrived(at, timeline.observe(observation), observation, workspaceName(event));
    },
    onAlert: ({ at, text }) => {
      const observation = alertObservation(text);
      table.arrived(at, timeline.observe(observation), observation, names.get(observation.resource) ?? "");
      table.note(text);
    },
  });
}

function summary({ arrived, lost, outOfOrder }: Timeline, changes: number, sent: number): void {
  const order = outOfOrder.length === 0 ? "in order" : `out of order: ${outOfOrder.join(", ")}`;
  const good = lost.length === 0 && outOfOrder.length === 0;
  const done = `${changes} EC2 API calls and ${sent} events from Scalr`;
  print(paint(good ? "green" : "red", `${done}: ${arrived} events arrived ${order}, ${lost.length} lost`));
  for (const event of lost) print(paint("red", `  lost: ${event}`));
  if (!good) process.exitCode = 1;
}

// Hides the AWS SDK's warning about the Node.js versions that it will require next year.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

// Starts a new line: a progress line may be incomplete.
process.on("exit", (code) => code === CTRL_C && print("\nStopped; the local AWS and everything in it are gone."));

demo().catch((error: Error) => {
  console.error(`\n${error.message}`);
  process.exit(1);
});

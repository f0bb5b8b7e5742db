// The whole way of an event on this computer: real Terraform, the real function, a local AWS, a stand-in for MechCloud.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { EC2Client } from "@aws-sdk/client-ec2";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type Arrival, startMechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import { ensureLocalAws, startLocalAws } from "../lib/local-aws";
import { ROOT } from "../lib/project";
import { ensureTerraform, Terraform, terraformEnvironment } from "../lib/terraform";
import { changeEc2 } from "./changes";
import { Journal } from "./journal";
import { assetName, mechCloudSighting } from "./mechcloud-sighting";
import { paint, progress, say, seconds } from "./screen";

const TOKEN = "demo.access.token";
const CLOUD_ACCOUNT = "demo-account";
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
  const folder = copyOfRoot(aws.folder);
  const environment = { ...terraformEnvironment(), ...aws.env };
  const variables = { cloud_account_id: CLOUD_ACCOUNT, endpoint_url: mechCloud.url };

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

    const journal = new Journal();
    const names = new Map<string, string>();
    const start = Date.now();
    say();
    say(paint("bold", line("since start", "latency", "rule", "detail-type", "resource", "name", "what")));
    mechCloud.on("event", (arrival) => showArrival(arrival, journal, names, start));
    const changes = await changeEc2(new EC2Client(aws.clientConfig), journal, async (call, resource, name) => {
      names.set(resource, name);
      say(paint("cyan", line(seconds(Date.now() - start), "", "", "→ AWS call", resource, name, call)));
      await delay(PAUSE_MS);
    });
    const deadline = Date.now() + LIMIT_MS;
    while (journal.lost.length > 0 && Date.now() < deadline) await delay(50);
    say();
    summary(journal, changes);

    say();
    await progress("Destroyed by Terraform", (onLine) => new Terraform(folder, environment, onLine).destroy(variables));
  } finally {
    await mechCloud.stop();
    await aws.stop();
  }
  say(`${paint("green", "✓")} Nothing is left; the demo took ${seconds(Date.now() - begin)}`);
}

/** Terraform writes beside its configuration: into a copy in this folder, not into the repository. */
function copyOfRoot(folder: string): string {
  const copy = join(folder, "demo");
  for (const file of ["scripts/demo/main.tf", "terraform"]) {
    cpSync(join(ROOT, file), join(copy, file), { recursive: true });
  }
  return join(copy, "scripts/demo");
}

function showArrival(
  { at, event, status }: Arrival,
  journal: Journal,
  names: Map<string, string>,
  start: number,
): void {
  const since = seconds(at - start);
  if (event === undefined || status !== 200) {
    say(paint("yellow", line(since, "", "", `refused with ${status}; it is tried again`, "", "", "")));
    return;
  }
  const sighting = mechCloudSighting(event);
  const calledAt = journal.see(sighting);
  const latency = calledAt === undefined ? "?" : `${at - calledAt} ms`;
  const name = assetName(event) ?? names.get(sighting.resource) ?? "";
  say(line(since, latency, sighting.rule, sighting.detailType, sighting.resource, name, sighting.what));
}

/** One row of the table. */
function line(...cells: [string, string, string, string, string, string, string]): string {
  const [since, latency, rule, detailType, resource, name, what] = cells;
  const left = [since.padStart(11), latency.padStart(8), rule.padEnd(31), detailType.padEnd(38)];
  return [...left, resource.padEnd(24), name.padEnd(12), what].join("  ").trimEnd();
}

function summary({ arrived, lost, outOfOrder }: Journal, changes: number): void {
  const order = outOfOrder.length === 0 ? "in order" : `out of order: ${outOfOrder.join(", ")}`;
  const good = lost.length === 0 && outOfOrder.length === 0;
  const text = `${changes} changes made, ${arrived} events arrived ${order}, ${lost.length} lost`;
  say(paint(good ? "green" : "red", text));
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

import { cpSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { CreateEventBusCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { run } from "../../scripts/lib/process";
import { findPython } from "../../scripts/lib/programs.cjs";
import type { Terraform, TerraformVariables } from "../../scripts/lib/terraform";
import { makePartnerSources, SCALR_SOURCE } from "./support/scalr-events";
import { MECHCLOUD_MODULE, SCALR_MODULE } from "./support/terraform";
import { LOCAL_PROVIDER, TestBed } from "./support/test-bed";

/** All at the same time, on a busy computer. */
const LIMIT = 600_000;
const LEFT_OUT = [".terraform", ".terraform.lock.hcl", "dist"];
const TEAM = "d65e32d2-e18f-49a7-8cbf-e19205772ea0";
const sync = { cloud_account_id: "acc-1" };
const events = { event_source_name: SCALR_SOURCE };

/** The variables of each example that deploys what no other end-to-end test does. */
const EXAMPLES: Readonly<Record<string, Readonly<Record<string, TerraformVariables>>>> = {
  [MECHCLOUD_MODULE]: {
    "customer-key": sync,
    "existing-secret": { ...sync, access_token_secret_name: "token" },
    "two-relays": {
      relays: {
        blue: { cloud_account_id: "acc-1", team_id: TEAM },
        green: { cloud_account_id: "acc-2", team_id: TEAM },
      },
    },
  },
  [SCALR_MODULE]: {
    "run-chain": {
      ...events,
      scalr_hostname: "example.scalr.io",
      scalr_token: "secret",
      first: { environment: "production", workspace: "network" },
      second_workspace_id: "ws-1",
    },
    "existing-bus": events,
    "state-backup": { ...events, scalr_hostname: "example.scalr.io" },
  },
};

/** Examples of what other tests deploy, of several providers, and one that needs Scalr's provider; the step `validate` checks them. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  [MECHCLOUD_MODULE]: [
    "accounts",
    "cloudtrail-existing-trail",
    "cloudtrail-new-trail",
    "regions",
    "regions-opentofu",
    "tags",
  ],
  [SCALR_MODULE]: ["alerts", "connection", "logs-only", "webhook"],
};

/** Names do not differ between the examples, so each has a region of its own. */
const REGIONS = ["us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-central-1", "eu-north-1"];

let bed: TestBed;

beforeAll(async () => {
  bed = await TestBed.start();
}, LIMIT);

afterAll(() => bed?.end(), 30_000);

test.each(Object.keys(EXAMPLES))("each example of %s is known", (module) => {
  const known = [...Object.keys(EXAMPLES[module]!), ...OTHERS[module]!];

  expect(readdirSync(join(module, "examples")).sort()).toEqual(known.sort());
});

test(
  "each example is applied",
  async () => {
    const all = Object.entries(EXAMPLES).flatMap(([module, examples]) =>
      Object.entries(examples).map(([example, variables]) => ({ module, example, variables })),
    );
    const outputs = await Promise.all(
      all.map(async ({ module, example, variables }, index) => {
        const region = REGIONS[index]!;
        await prepare(example, region);
        const terraform = await rootOf(module, example, region);
        await terraform.apply(variables);
        return Object.values(await terraform.output());
      }),
    );

    expect(outputs.flat().filter((value) => value === null)).toEqual([]);
  },
  LIMIT,
);

/** What is there before the example. */
async function prepare(example: string, region: string): Promise<void> {
  const config = { ...bed.aws.clientConfig, region };
  const eventBridge = new EventBridgeClient(config);
  await makePartnerSources(eventBridge, [SCALR_SOURCE]);
  if (example === "existing-bus") {
    await eventBridge.send(new CreateEventBusCommand({ Name: SCALR_SOURCE, EventSourceName: SCALR_SOURCE }));
  }
  if (example === "existing-secret") {
    await new SecretsManagerClient(config).send(new CreateSecretCommand({ Name: "token", SecretString: "secret" }));
  }
}

/** A copy of the example and its module. */
async function rootOf(module: string, example: string, region: string): Promise<Terraform> {
  const copy = join(bed.folder, example, basename(module));
  cpSync(module, copy, { recursive: true, filter: (source) => !LEFT_OUT.includes(basename(source)) });
  const root = join(copy, "examples", example);
  writeFileSync(join(root, "local_override.tf.json"), JSON.stringify({ provider: { aws: LOCAL_PROVIDER } }));
  if (example === "state-backup") await run(findPython(), ["build.py"], { cwd: root });
  return bed.terraform(root, { ...bed.env, AWS_REGION: region, AWS_DEFAULT_REGION: region });
}

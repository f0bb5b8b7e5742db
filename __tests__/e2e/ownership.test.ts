import { join } from "node:path";
import type { MechCloudStandIn } from "../../local-aws/mechcloud-stand-in";
import type { Terraform } from "../../scripts/lib/terraform";
import { holds } from "./support/arrivals";
import { idOf, putEvents, tagSet } from "./support/bus-events";
import { type RelayOutputs, storeToken } from "./support/relay";
import { destinationsTo, SECRETS } from "./support/scalr-destinations";
import { makePartnerSources, nameOf, putPartnerEvents, run, SCALR_SOURCE } from "./support/scalr-events";
import type { ScalrOutputs } from "./support/scalr-module";
import { Receivers } from "./support/scalr-receivers";
import { hcl, terraformOf } from "./support/terraform";
import { DEPLOY_LIMIT, TestBed } from "./support/test-bed";
import { MODULES } from "./support/transition";

const OTHER_SOURCE = "aws.partner/scalr.com/other-account/other-integration";

let bed: TestBed;
let mechCloud: MechCloudStandIn;
let receivers: Receivers;
/** Both modules. */
let first: Terraform;
/** Both modules twice each, under other names than `first`, in one root. */
let twice: Terraform;
let errorsOfTwice: string[];

beforeAll(async () => {
  bed = await TestBed.start();
  mechCloud = await bed.mechCloud({ token: "token", cloudAccountId: "acc-1" });
  receivers = await Receivers.make(bed, "token");
  await makePartnerSources(bed.events, [SCALR_SOURCE, OTHER_SOURCE]);
  const [other, otherScalr] = [relay({ name_prefix: "other-" }), scalr(OTHER_SOURCE, { name_prefix: "other-" })];
  [first, twice] = await Promise.all([
    root("first", { relay: relay(), scalr: scalr(SCALR_SOURCE) }),
    root("twice", { relay_a: other, relay_b: other, scalr_a: otherScalr, scalr_b: otherScalr }),
  ]);
  [, errorsOfTwice] = await Promise.all([first.apply(), errorsOfApply(twice)]);
}, DEPLOY_LIMIT);

afterAll(async () => {
  await receivers?.end();
  await bed?.end();
}, 30_000);

test(
  "a second copy of both modules in another root stops at once, and its destroy leaves the first untouched",
  async () => {
    const second = await root("second", { relay: relay(), scalr: scalr(SCALR_SOURCE) });

    expect(await errorsOfApply(second)).toEqual(existing(""));
    expect(await created(second)).toEqual([]);
    await second.destroy();
    expect(await first.plan()).toBe("");
    await expectEventsToArrive();
  },
  DEPLOY_LIMIT,
);

test("of two copies in one root, one is created as a whole, and nothing of the other", async () => {
  const [one, both] = await Promise.all([created(first), created(twice)]);
  const copies = ["relay", "scalr"].map((flow) => {
    const [a, b] = ["a", "b"].map((copy) => ofModule(`${flow}_${copy}`, both));
    return { flow, complete: ofModule(flow, one), a, b };
  });

  expect(errorsOfTwice).toEqual(existing("other-"));
  for (const { complete, a, b } of copies) {
    expect(complete.length).toBeGreaterThan(20);
    expect([a, b]).toEqual(expect.arrayContaining([complete, []]));
  }
});

function relay(inputs: object = {}): object {
  return {
    source: join(MODULES, "terraform-aws-mechcloud-sync"),
    cloud_account_id: "acc-1",
    endpoint_url: mechCloud.url,
    sync_mechanisms: ["tags", "cloudtrail"],
    archive_retention_days: 3,
    ...inputs,
  };
}

function scalr(event_source_name: string, inputs: object = {}): object {
  const { function: toFunction, oauth, archive } = destinationsTo(receivers);
  return {
    source: join(MODULES, "terraform-aws-scalr-events"),
    event_source_name,
    alerts: { email_addresses: ["platform@example.com"] },
    destinations: { function: toFunction, oauth, archive },
    destination_secrets: { oauth: SECRETS.oauth },
    ...inputs,
  };
}

function root(name: string, modules: Readonly<Record<string, object>>): Promise<Terraform> {
  const output = Object.fromEntries(
    Object.keys(modules).map((module) => [module, { value: hcl(`module.${module}`), sensitive: true }]),
  );
  const policies = ["mechcloud-sync", "mechcloud-trail", "scalr-events"] as const;
  return terraformOf(bed, { policies, prefixes: ["", "other-"] }, { module: modules, output }, name);
}

/** What an apply that fails reports: what could not be created, and why. */
async function errorsOfApply(terraform: Terraform): Promise<string[]> {
  const output = await terraform.apply().then(
    () => "",
    (error: Error) => error.message,
  );
  const errors = [...output.matchAll(/Error: (.*)/g)].map(([, text = ""]) => text);
  return errors.map((text) => text.replace(/: operation error .* (\w+Exception: The [\w ]+).*/, ": $1")).sort();
}

/** The only errors of a copy whose names are taken. */
function existing(prefix: string): string[] {
  return [`/aws/events/${prefix}scalr/run-executed`, `/aws/lambda/${prefix}push-mgmt-events-to-mechcloud`].map(
    (name) =>
      `creating CloudWatch Logs Log Group (${name}): ResourceAlreadyExistsException: The specified log group already exists`,
  );
}

/** Addresses of the resources in the state, without data sources. */
async function created(terraform: Terraform): Promise<string[]> {
  return (await terraform.stateList()).filter((address) => !/(^|\.)data\./.test(address));
}

/** Addresses within the module. */
function ofModule(module: string, addresses: readonly string[]): string[] {
  const prefix = `module.${module}.`;
  return addresses.filter((address) => address.startsWith(prefix)).map((address) => address.slice(prefix.length));
}

async function expectEventsToArrive(): Promise<void> {
  const outputs = (await first.output()) as { relay: RelayOutputs; scalr: ScalrOutputs };
  await storeToken(bed.secrets, outputs.relay, "token");
  await putEvents(bed.events, [tagSet("vpc", "vpc-1")]);
  await putPartnerEvents(bed.events, [run("run-1")]);
  const [arrivals, runs] = await Promise.all([
    holds(1, () => mechCloud.arrivals),
    holds(1, () => receivers.logged(outputs.scalr.run_log_group_name)),
  ]);
  expect(arrivals.map(({ event, status }) => [event && idOf(event), status])).toEqual([["vpc-1", 200]]);
  expect(runs.map(nameOf)).toEqual(["run-1"]);
}

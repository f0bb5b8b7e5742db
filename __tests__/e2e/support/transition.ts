import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { PutEventsCommand, PutPartnerEventsCommand } from "@aws-sdk/client-eventbridge";
import { ROOT } from "../../../scripts/lib/project";
import type { TerraformVariables } from "../../../scripts/lib/terraform";
import type { BusEvent } from "./bus-events";
import { EventStream, type Fate } from "./event-stream";
import type { Installer } from "./installer";
import { SCALR_SOURCE } from "./scalr-events";
import { type Root, terraformOf } from "./terraform";
import { TestBed } from "./test-bed";

/** The published modules; those of another commit, where MODULES_FOLDER names their folder. */
export const MODULES = process.env["MODULES_FOLDER"] ?? join(ROOT, "terraform");
/** Where a file gets a line a phase and rule, for comparison. */
const TABLE = process.env["TRANSITIONS_TABLE"];

/** AWS needs up to 60 s until a queue's policy holds; the provider waits some 25 s after it has set one. */
const POLICY_DELAY_S = 15;

export function startBed(): Promise<TestBed> {
  return TestBed.start({ policyDelay: POLICY_DELAY_S });
}

/** Sends events while Terraform applies each of the stages and destroys the last one. */
export async function play(
  bed: TestBed,
  who: Installer,
  root: Root,
  stages: Readonly<Record<string, TerraformVariables>>,
  events: (count: number) => Record<string, BusEvent>,
): Promise<EventStream> {
  const terraform = await terraformOf(bed, who, root);
  const stream = new EventStream(bed.aws, (count) => putOneOfEach(bed, events(count)));
  for (const [phase, variables] of Object.entries(stages)) {
    await stream.during(phase, () => terraform.apply(variables));
  }
  await stream.during("destroy", () => terraform.destroy());
  return stream;
}

async function putOneOfEach(bed: TestBed, events: Record<string, BusEvent>): Promise<Record<string, string>> {
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

/**
 * The phases and rules that lost an event, with how many.
 * @throws Error if a rule has delivered no event at all
 */
export async function losses(stream: EventStream, rules: Record<string, string>): Promise<Record<string, Fate>> {
  const phases = Object.entries(await stream.fates(rules));
  for (const rule of Object.keys(rules)) {
    if (phases.every(([, fates]) => !fates[rule]?.delivered)) throw new Error(`${rule} has delivered no event.`);
  }
  const rows = phases.flatMap(([phase, fates]) =>
    Object.entries(fates).map(([rule, fate]) => [`${phase}: ${rule}`, fate] as const),
  );
  if (TABLE) appendFileSync(TABLE, rows.map(([name, fate]) => `${name} ${JSON.stringify(fate)}\n`).join(""));
  return Object.fromEntries(rows.filter(([, { lost, missed }]) => lost > 0 || missed > 0));
}

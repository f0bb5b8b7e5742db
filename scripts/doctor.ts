// Writes the tables of docs/doctor.md: doctor runs on the recorded answers of the tests, with each planted fault.
// "--check" only tells whether it is up to date.

import { join } from "node:path";
import {
  type Call,
  call,
  HUB_PROFILE,
  type RecordedAnswers,
  recordedAws,
  withHub,
} from "../__tests__/cli/support/call";
import {
  HUB,
  HUB_FAULTS,
  HUB_NOTES,
  HUB_OF_SPOKE,
  HUB_OF_SPOKE_FAULTS,
  SPOKE,
  SPOKE_FAULTS,
  SPOKE_NOTES,
} from "../__tests__/cli/support/hub-faults";
import { LOG_START } from "../__tests__/cli/support/log";
import { SCALR_DESTINATIONS, SCALR_FAULTS } from "../__tests__/cli/support/scalr-faults";
import { HEALTHY, type PlantedFault, SYNC_FAULTS, SYNC_NOTES, withAnswers } from "../__tests__/cli/support/sync-faults";
import { markdownTable, updateParts } from "./lib/generated-parts";
import { ROOT } from "./lib/project";

interface Entry {
  readonly problem: string;
  readonly next: string;
}

async function main(): Promise<void> {
  const parts = {
    checks: await checks(),
    sync: await table(HEALTHY, SYNC_FAULTS),
    hub: await table(HUB, HUB_FAULTS),
    spoke: await table(SPOKE, SPOKE_FAULTS, (answers, ...argv) => atSpoke(answers, HUB_OF_SPOKE, ...argv)),
    "spoke-hub": await table(HUB_OF_SPOKE, HUB_OF_SPOKE_FAULTS, (answers, ...argv) => atSpoke(SPOKE, answers, ...argv)),
    scalr: await table(SCALR_DESTINATIONS, SCALR_FAULTS),
    notes: await table(HEALTHY, SYNC_NOTES),
    "hub-notes": await table(HUB, HUB_NOTES),
    "spoke-notes": await table(SPOKE, SPOKE_NOTES),
  };
  updateParts(join(ROOT, "docs/doctor.md"), parts, "node --import tsx scripts/doctor.ts");
}

/** What doctor checks: what it says if all is well. */
async function checks(): Promise<string> {
  const lines = await Promise.all(
    [diagnose(HEALTHY), atSpoke(SPOKE, HUB_OF_SPOKE), diagnose(SCALR_DESTINATIONS)].map(async (diagnosis) => {
      const { stdout } = await diagnosis;
      return [...stdout.matchAll(/^ok {4}(.+)$/gm)].map(([, right = ""]) => right);
    }),
  );
  const length = Math.max(...lines.map((column) => column.length));
  const rows = Array.from({ length }, (_, row) => lines.map((column) => column[row] ?? ""));
  return markdownTable(["MechCloud sync, with its hub", "A spoke", "Scalr's events"], rows);
}

async function table(
  healthy: RecordedAnswers,
  faults: readonly PlantedFault[],
  run: (answers: RecordedAnswers, ...argv: string[]) => Promise<Call> = diagnose,
): Promise<string> {
  const rows = faults.map(async ([name, answers]) => {
    const { stdout } = await run(withAnswers(healthy, answers), "--json");
    const { checks } = JSON.parse(stdout) as { checks: { findings: Entry[]; notes: Entry[] }[] };
    const entries = checks.flatMap(({ findings, notes }) => [...findings, ...notes]);
    const next = [...new Set(entries.map((entry) => entry.next))].map(code);
    return [name, entries.map(({ problem }) => short(problem)).join("<br>"), next.join("<br>")];
  });
  return markdownTable(["Fault", "What doctor says", "Next"], await Promise.all(rows));
}

/** What AWS answers is recorded, so the time has to be, too. */
function diagnose(answers: RecordedAnswers, ...argv: string[]): Promise<Call> {
  return call(["doctor", ...argv], recordedAws(answers), { now: () => LOG_START });
}

/** With a profile of the hub's account. */
function atSpoke(answers: RecordedAnswers, ofHub: RecordedAnswers, ...argv: string[]): Promise<Call> {
  const aws = withHub(recordedAws(answers), recordedAws(ofHub));
  return call(["doctor", "--hub-profile", HUB_PROFILE, ...argv], aws, { now: () => LOG_START });
}

/** ARNs without partition, region and account. */
function short(text: string): string {
  return text.replace(/arn:aws:(\w+):us-east-1:123456789012:/g, "…:$1:…:");
}

function code(next: string): string {
  return /^(?:aws|aws-event-relay|terraform) /.test(next) ? `\`${next}\`` : next;
}

void main();

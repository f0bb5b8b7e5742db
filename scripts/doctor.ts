// Writes the tables of docs/doctor.md: doctor runs on the recorded answers of the tests, with each planted fault.
// "--check" only tells whether it is up to date.

import { join } from "node:path";
import { type Call, call, HUB_PROFILE, recordedAws, withHub } from "../__tests__/cli/support/call";
import { type Deployment, DOCTOR_TABLES, type DoctorTable } from "../__tests__/cli/support/doctor-tables";
import { LOG_START } from "../__tests__/cli/support/log";
import { markdownTable, updateParts } from "./lib/generated-parts";
import { ROOT } from "./lib/project";

interface Entry {
  readonly problem: string;
  readonly next: string;
}

async function main(): Promise<void> {
  const tables = Object.entries(DOCTOR_TABLES).map(async ([name, rows]) => [name, await table(rows)] as const);
  const parts = { checks: await checks(), ...Object.fromEntries(await Promise.all(tables)) };
  updateParts(join(ROOT, "docs/doctor.md"), parts, "node --import tsx scripts/doctor.ts");
}

/** What doctor checks: what it says if all is well. */
async function checks(): Promise<string> {
  const lines = await Promise.all(
    ["sync", "spoke", "scalr"].map(async (name) => {
      const { stdout } = await diagnose(DOCTOR_TABLES[name]!.plant({}));
      return [...stdout.matchAll(/^ok {4}(.+)$/gm)].map(([, right = ""]) => right);
    }),
  );
  const length = Math.max(...lines.map((column) => column.length));
  const rows = Array.from({ length }, (_, row) => lines.map((column) => column[row] ?? ""));
  return markdownTable(["MechCloud sync, with its hub", "A spoke", "Scalr's events"], rows);
}

async function table({ faults, plant }: DoctorTable): Promise<string> {
  const rows = faults.map(async ([name, answers]) => {
    const { stdout } = await diagnose(plant(answers), "--json");
    const { checks } = JSON.parse(stdout) as { checks: { findings: Entry[]; notes: Entry[] }[] };
    const entries = checks.flatMap(({ findings, notes }) => [...findings, ...notes]);
    const next = [...new Set(entries.map((entry) => entry.next))].map(code);
    return [name, entries.map(({ problem }) => short(problem)).join("<br>"), next.join("<br>")];
  });
  return markdownTable(["Fault", "What doctor says", "Next"], await Promise.all(rows));
}

/** What AWS answers is recorded, so the time has to be, too. */
function diagnose({ answers, hub }: Deployment, ...argv: string[]): Promise<Call> {
  const options = hub ? ["--hub-profile", HUB_PROFILE] : [];
  const aws = withHub(recordedAws(answers), recordedAws(hub ?? answers));
  return call(["doctor", ...options, ...argv], aws, { now: () => LOG_START });
}

/** ARNs without partition, region and account. */
function short(text: string): string {
  return text.replace(/arn:aws:(\w+):us-east-1:123456789012:/g, "…:$1:…:");
}

function code(next: string): string {
  return /^(?:aws|aws-event-relay|terraform) /.test(next) ? `\`${next}\`` : next;
}

void main();

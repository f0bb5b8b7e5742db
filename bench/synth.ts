// Measures how long it takes to synthesize the app, in turn: as cdktf.json does it, without compiling it into one file, and as
// CDKTF's TypeScript template does it. Writes a table into docs/performance.md.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { markdownTable, updateParts } from "../scripts/lib/generated-parts";
import { ensureNpmPackage } from "../scripts/lib/npm-install";
import { ROOT } from "../scripts/lib/project";
import { median } from "./support/measure";

const RUNS = 5;
const TS_NODE = "10.9.2";
/** The last TypeScript with the interface that ts-node uses. */
const TYPESCRIPT = "6.0.3";

async function main(): Promise<void> {
  const ways = {
    "`cdktf.json`: compiled into one file, once": ["scripts/app.cjs"],
    "`node --import tsx main.ts`": ["--import", "tsx", "main.ts"],
    "CDKTF's template: `ts-node main.ts`": [
      await ensureNpmPackage(`ts-node-${TS_NODE}`, "ts-node/dist/bin.js", `ts-node@${TS_NODE}`),
      "--compiler",
      await ensureNpmPackage(`typescript-${TYPESCRIPT}`, "typescript/lib/typescript.js", `typescript@${TYPESCRIPT}`),
      "main.ts",
    ],
  };
  const CDKTF_OUTDIR = mkdtempSync(join(tmpdir(), "synth-"));
  const env = { ...process.env, CDKTF_OUTDIR };
  const seconds = new Map<string, number[]>(Object.keys(ways).map((way) => [way, []]));
  try {
    execFileSync(process.execPath, ["scripts/app.cjs"], { cwd: ROOT, env }); // Compiles it.
    for (let round = 0; round < RUNS; round++) {
      for (const [way, args] of Object.entries(ways)) {
        const began = performance.now();
        execFileSync(process.execPath, args, { cwd: ROOT, env });
        seconds.get(way)!.push((performance.now() - began) / 1_000);
      }
    }
  } finally {
    rmSync(CDKTF_OUTDIR, { recursive: true });
  }
  const rows = [...seconds].map(([way, all]) => [way, median(all).toFixed(2)]);
  const table = markdownTable(["Synthesis of both stacks", "s"], rows);
  console.log(table);
  const parts = { synth: `${table}\n\nMedian of ${RUNS} runs, Node.js ${process.version}.` };
  updateParts(join(ROOT, "docs/performance.md"), parts, "node --import tsx bench/synth.ts");
}

void main();

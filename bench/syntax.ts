// Measures how long plans of the module MechCloud sync take, in turn: in Terraform's native syntax, as it is published, and in
// JSON, as CDKTF writes it. Writes a table into docs/performance.md.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mechCloudSyncModule } from "../modules/mechcloud/module/definition";
import { markdownTable, updateParts } from "../scripts/lib/generated-parts";
import { goTool } from "../scripts/lib/go-tools";
import { terraformBinary } from "../scripts/lib/programs.cjs";
import { ROOT } from "../scripts/lib/project";
import { withSharedProvider } from "../scripts/lib/shared-provider";
import { Terraform } from "../scripts/lib/terraform";
import { publishedModule } from "../scripts/publish/published-module";
import { median } from "./support/measure";

const RUNS = 5;
const TESTS = "tests/forwarder.tftest.hcl";

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "syntax-"));
  try {
    const programs = { Terraform: terraformBinary(), OpenTofu: await goTool("tofu") };
    const rows: string[][] = [];
    for (const [name, program] of Object.entries(programs)) rows.push([name, ...(await secondsOf(program, folder))]);
    const table = markdownTable([`Plans of ${TESTS}`, "native syntax, s", "JSON, s"], rows);
    console.log(table);
    const parts = { syntax: `${table}\n\nMedian of ${RUNS} runs.` };
    updateParts(join(ROOT, "docs/performance.md"), parts, "node --import tsx bench/syntax.ts");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The medians of the native syntax and of JSON. */
async function secondsOf(program: string, folder: string): Promise<string[]> {
  process.env["TERRAFORM_BINARY"] = program;
  const roots = [nativeSyntax(folder), json(folder)];
  // The provider's start takes longer than the plans.
  return withSharedProvider(roots[0]!, async (env) => {
    const modules = roots.map((root) => new Terraform(root, env));
    for (const module of modules) await module.init("-backend=false");
    const seconds = modules.map((): number[] => []);
    for (let round = 0; round < RUNS; round++) {
      for (const [index, module] of modules.entries()) {
        const began = performance.now();
        await module.test("-filter", TESTS);
        seconds[index]!.push((performance.now() - began) / 1_000);
      }
    }
    return seconds.map((all) => median(all).toFixed(1));
  });
}

function nativeSyntax(parent: string): string {
  const root = mkdtempSync(join(parent, "native-"));
  cpSync(join(ROOT, "terraform/terraform-aws-mechcloud-sync"), root, { recursive: true });
  return root;
}

function json(parent: string): string {
  const root = nativeSyntax(parent);
  for (const [file, blocks] of Object.entries(publishedModule(mechCloudSyncModule))) {
    rmSync(join(root, file));
    writeFileSync(join(root, `${file}.json`), JSON.stringify(blocks));
  }
  return root;
}

void main();

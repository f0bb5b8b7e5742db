import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ProcessError, run } from "../lib/process";
import { CACHE } from "../lib/project";
import { ensureVirtualEnvironment } from "../lib/virtual-environment";
import { blocksOf } from "../publish/published-modules";
import { writtenOut } from "./written-out";

/** A check of checkov, at one resource. */
export interface Finding {
  readonly module: string;
  readonly check: string;
  readonly title: string;
  /** The resource's name in the module, without its type. */
  readonly resource: string;
}

export interface Findings {
  readonly passed: readonly Finding[];
  readonly failed: readonly Finding[];
}

interface Report {
  readonly results: Readonly<Record<"passed_checks" | "failed_checks", readonly Result[]>>;
}

interface Result {
  readonly check_id: string;
  readonly check_name: string;
  /** "/terraform-aws-scalr-events/main.tf.json" */
  readonly file_path: string;
  /** "data.key_policy", "resource.trail" or "aws_cloudtrail.trail", by the kind of check. */
  readonly resource: string;
}

/** What checkov reads; on other blocks it fails, and they contain nothing to check. */
const CHECKED = ["data", "locals", "output", "resource", "variable"];

/**
 * Runs checkov on published modules, all at once since its start takes seconds; installs it on first use, which takes about
 * half a minute.
 *
 * @param modules folders of `terraform/`
 * @see https://www.checkov.io/2.Basics/CLI%20Command%20Reference.html
 */
export async function checkov(modules: readonly string[]): Promise<Findings> {
  const python = await ensureVirtualEnvironment(join(CACHE, "checkov"), join(__dirname, "requirements.txt"));
  const copies = mkdtempSync(join(tmpdir(), "checkov-"));
  try {
    for (const module of modules) writeModule(module, join(copies, module));
    const args = ["--skip-download", "--framework", "terraform_json", "--output", "json", "--directory", copies];
    const { results } = JSON.parse(await output(join(dirname(python), "checkov"), args)) as Report;
    const [passed, failed] = [results.passed_checks.map(findingOf), results.failed_checks.map(findingOf)];
    const analyzed = new Set([...passed, ...failed].map(({ module }) => module));
    const missed = modules.filter((module) => !analyzed.has(module));
    if (missed.length > 0) throw new Error(`checkov found nothing to check in ${missed.join(", ")}.`);
    return { passed, failed };
  } finally {
    rmSync(copies, { recursive: true });
  }
}

function writeModule(module: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const blocks = Object.fromEntries(Object.entries(blocksOf(module)).filter(([type]) => CHECKED.includes(type)));
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(writtenOut(blocks), null, 2));
}

function findingOf({ check_id, check_name, file_path, resource }: Result): Finding {
  return {
    module: dirname(file_path).slice(1),
    check: check_id,
    title: check_name,
    resource: resource.slice(resource.lastIndexOf(".") + 1),
  };
}

/**
 * checkov's output; it exits with 1 if a check has failed.
 *
 * @throws Error if checkov warns, because it then ignores what it could not read, and would pass
 */
async function output(command: string, args: readonly string[]): Promise<string> {
  const warnings: string[] = [];
  const onLine = (line: string) => {
    if (/\[(WARNI|ERROR)\s*\]/.test(line)) warnings.push(line.slice(0, 200));
  };
  const printed = await run(command, args, { onLine }).catch((error: unknown) => {
    if (error instanceof ProcessError && error.code === 1 && error.stdout !== "") return error.stdout;
    throw error;
  });
  if (warnings.length > 0) throw new Error(`checkov could not read all of the modules:\n${warnings.join("\n")}`);
  return printed;
}

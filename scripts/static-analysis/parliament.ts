import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../lib/process";
import { CACHE } from "../lib/project";
import { ensureVirtualEnvironment } from "../lib/virtual-environment";
import type { RenderedPolicy } from "./rendered-policies";

const FOLDER = join(__dirname, "parliament");

/** What parliament finds in a policy: an unknown action or condition key, a resource that an action does not take, … */
export interface PolicyFinding {
  readonly policy: string;
  /** The key of the finding in parliament's config.yaml. */
  readonly issue: string;
  readonly detail: string;
}

/**
 * Runs parliament, which knows AWS's service authorization reference; installs it on first use, which takes some seconds.
 * @see https://github.com/duo-labs/parliament
 */
export async function parliament(policies: readonly RenderedPolicy[]): Promise<PolicyFinding[]> {
  const python = await ensureVirtualEnvironment(join(CACHE, "parliament"), join(FOLDER, "requirements.txt"));
  const folder = mkdtempSync(join(tmpdir(), "parliament-"));
  try {
    const file = join(folder, "policies.json");
    writeFileSync(file, JSON.stringify(policies));
    return JSON.parse(await run(python, [join(FOLDER, "lint.py"), file])) as PolicyFinding[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

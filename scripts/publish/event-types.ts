import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../lib/project";

const FOLDER = "schemas";
const FILE = "modules/events.generated.ts";

// An event may have further properties; a type that says so would accept a misspelt one.
const OPTIONS = ["--no-additionalProperties", "--no-format", "--bannerComment", ""];

/** The TypeScript types of the events in `schemas/`, by path. */
export function eventTypes(root: string): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "event-types-"));
  try {
    // A process of its own, since its library cannot be loaded in a test.
    program("json2ts", ["--input", join(root, FOLDER), "--output", folder, ...OPTIONS]);
    const types = readdirSync(folder)
      .sort()
      .map((file) => readFileSync(join(folder, file), "utf8"));
    const notice = `// Generated from ${FOLDER}/: change it there and run npm run build.`;
    const code = [notice, ...types].join("\n");
    return { [FILE]: program("biome", ["format", `--stdin-file-path=${FILE}`], code) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function program(name: string, args: readonly string[], input?: string): string {
  return execFileSync(join(ROOT, "node_modules/.bin", name), args, { cwd: ROOT, input, encoding: "utf8" });
}

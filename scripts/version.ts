// A step of "npm version", which has changed package.json and will commit and tag: writes the new version everywhere else.
// With --check, before anything has changed: whether there is something to release.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { name, version } from "../package.json";
import { documentPaths } from "./lib/documents";
import { ROOT } from "./lib/project";
import { generatedFiles } from "./publish/generated-files";
import { update } from "./publish/tree";
import { withRelease } from "./release/changelog";
import { repositoryAddress } from "./release/repository";

/** It names the tarball as the documents do. */
const EXAMPLE = "examples/cdktf-constructs/package.json";

const TARBALL = new RegExp(`${name}-\\d+\\.\\d+\\.\\d+[^"\`\\s]*?\\.tgz`, "g");

/** On the version of a module in a registry. */
const CONSTRAINT = /(?<=version = "~> )\d+\.\d+\.\d+(?=")/g;

async function main(): Promise<void> {
  repositoryAddress();
  const changelog = withRelease(read("CHANGELOG.md"), version, new Date().toISOString().slice(0, 10));
  if (process.argv.includes("--check")) return;
  const files: Record<string, string> = { "CHANGELOG.md": changelog };
  const documents = documentPaths().filter((path) => path !== "CHANGELOG.md");
  for (const path of [...documents, EXAMPLE]) {
    const text = read(path);
    const updated = text.replaceAll(TARBALL, `${name}-${version}.tgz`).replaceAll(CONSTRAINT, version);
    if (updated !== text) files[path] = updated;
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(ROOT, path), text);
  const generated = await generatedFiles(ROOT);
  update(ROOT, generated);
  execFileSync("git", ["add", ...Object.keys(files), ...Object.keys(generated)], { cwd: ROOT });
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

// Writes all that a release consists of, and its notes, into a folder. Publishes nothing. Usage: release.ts [folder]
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { version } from "../package.json";
import { ROOT } from "./lib/project";
import { ARTEFACTS } from "./release/artefacts";
import { changesOf } from "./release/changelog";
import { repositoryAddress } from "./release/repository";

async function main(): Promise<void> {
  const folder = resolve(process.argv[2] ?? join(ROOT, "release"));
  const tag = process.env["RELEASE_TAG"];
  if (tag && tag !== `v${version}`) throw new Error(`The tag ${tag} must be v${version}, the version in package.json.`);
  const notes = changesOf(readFileSync(join(ROOT, "CHANGELOG.md"), "utf8"), version);
  repositoryAddress();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "notes.md"), `${notes}\n`);
  for (const [name, build] of Object.entries(ARTEFACTS)) {
    writeFileSync(join(folder, name), await build());
    console.log(`wrote ${join(folder, name)}`);
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

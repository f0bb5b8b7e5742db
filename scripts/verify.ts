// Rebuilds what is published, and compares it byte for byte. Usage: verify.ts [file or folder of a release …]
// Without arguments: the committed modules and function packages.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { ROOT } from "./lib/project";
import { generatedFiles } from "./publish/generated-files";
import { outdated } from "./publish/tree";
import { ARTEFACTS } from "./release/artefacts";
import { differences } from "./release/difference";

/** Says what is in a release, and is not built. */
const NOTES = "notes.md";

interface Comparison {
  readonly compared: number;
  readonly differences: readonly string[];
}

async function committed(): Promise<Comparison> {
  const files = await generatedFiles(ROOT);
  const found = (path: string) => (existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path)) : undefined);
  const expected = (path: string) => (files[path] === undefined ? undefined : Buffer.from(files[path]));
  return {
    compared: Object.keys(files).length,
    differences: outdated(ROOT, files).flatMap((path) => differences(path, found(path), expected(path))),
  };
}

async function released(paths: readonly string[]): Promise<Comparison> {
  const files = paths.flatMap((path) =>
    statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path],
  );
  const compared = files.filter((file) => basename(file) !== NOTES);
  const found: string[] = [];
  for (const file of compared) {
    const name = basename(file);
    found.push(...differences(name, readFileSync(file), await ARTEFACTS[name]?.()));
  }
  return { compared: compared.length, differences: found };
}

async function main(): Promise<void> {
  const paths = process.argv.slice(2);
  const result = paths.length > 0 ? await released(paths) : await committed();
  for (const line of result.differences) console.error(line);
  console.log(`${result.compared} files compared, ${result.differences.length} differences`);
  process.exitCode = result.differences.length === 0 && result.compared > 0 ? 0 : 1;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

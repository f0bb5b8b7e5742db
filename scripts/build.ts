import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { mechCloudSyncModule, scalrConnectionModule, scalrEventsModule } from "../modules";
import { FORWARDER_ZIP } from "../modules/mechcloud/forwarder";
import { RUN_ALERTS_ZIP } from "../modules/scalr/run-alerts";
import type { AnyModule } from "../modules/terraform/module-definition";
import { publishedModuleFolder } from "../modules/terraform/packaged-file";
import { bundleFunction, type FunctionName, zipFunction } from "./lib/bundle";
import { ROOT } from "./lib/project";
import { publishedModule } from "./publish/published-module";
import { inputsTable, outputsTable } from "./publish/readme-tables";

type Files = Record<string, string | Uint8Array>;

/** What is published, by its folder: everything in it is made here. */
async function artefacts(): Promise<Map<string, Files>> {
  const [forwarder, runAlerts] = await Promise.all([packaged("forwarder"), packaged("run-alerts")]);
  const scalrEvents = moduleFiles(scalrEventsModule, "modules/scalr/published");
  const connection = inFolder(
    "modules/connection",
    moduleFiles(scalrConnectionModule, "modules/scalr/published-connection"),
  );
  return new Map<string, Files>([
    [
      publishedModuleFolder(mechCloudSyncModule.name),
      { ...moduleFiles(mechCloudSyncModule, "modules/mechcloud/published"), [FORWARDER_ZIP]: forwarder },
    ],
    [publishedModuleFolder(scalrEventsModule.name), { ...scalrEvents, ...connection, [RUN_ALERTS_ZIP]: runAlerts }],
  ]);
}

async function packaged(name: FunctionName): Promise<Uint8Array> {
  return zipFunction(await bundleFunction(name));
}

function inFolder(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([name, contents]) => [join(folder, name), contents]));
}

/** A module's Terraform files, and what is written by hand for it: its tests, and its README around the tables. */
function moduleFiles(definition: AnyModule, handwritten: string): Files {
  const terraform = publishedModule(definition);
  const files: Files = { ...terraform, ...filesBelow(join(ROOT, handwritten)) };
  files["README.md"] = String(files["README.md"])
    .replace("<!-- inputs -->", () => inputsTable(terraform["variables.tf.json"] ?? ""))
    .replace("<!-- outputs -->", () => outputsTable(terraform["outputs.tf.json"] ?? ""));
  return files;
}

function filesBelow(folder: string): Files {
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path), readFileSync(path)]),
  );
}

/** The names of files that differ, are missing, or should not be there. */
function differences(folder: string, files: Files): string[] {
  const present = filesBelow(folder);
  const names = new Set(
    [...Object.keys(files), ...Object.keys(present)].filter((name) => !name.startsWith(".terraform")),
  );
  return [...names].filter((name) => !sameBytes(files[name], present[name])).map((name) => join(folder, name));
}

function sameBytes(expected?: string | Uint8Array, actual?: string | Uint8Array): boolean {
  return expected !== undefined && actual !== undefined && Buffer.from(expected).equals(Buffer.from(actual));
}

function write(folder: string, files: Files): void {
  for (const stale of differences(folder, files)) {
    const name = relative(folder, stale);
    const contents = files[name];
    mkdirSync(dirname(stale), { recursive: true });
    if (contents === undefined) rmSync(stale);
    else writeFileSync(stale, contents);
    console.log(`${contents === undefined ? "removed" : "wrote"} ${relative(ROOT, stale)}`);
  }
}

async function main(): Promise<void> {
  const check = process.argv.includes("--check");
  let stale: string[] = [];
  for (const [folder, files] of await artefacts()) {
    if (check) stale = stale.concat(differences(folder, files));
    else write(folder, files);
  }
  if (stale.length === 0) return;
  console.error(
    `Not what the constructs give; run npm run build:\n${stale.map((path) => `  ${relative(ROOT, path)}`).join("\n")}`,
  );
  process.exitCode = 1;
}

void main();

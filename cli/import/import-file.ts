import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { CliError } from "../errors";
import type { Found } from "./part";

/** How a file of this command begins: it may be overwritten. */
const MARK = "# Written by aws-event-relay import.";

/** The import blocks, which belong into the root module. They need Terraform 1.5 or OpenTofu 1.6. */
export function importFile({ imports, inputs }: Found, module: string, place: string): string {
  return [
    `${MARK} ${place}.`,
    "# Run terraform plan: nothing must be destroyed or replaced. After the apply, delete this file.",
    `# It is right for ${module === "root" ? "a stack" : `a module block ${module}`} with these inputs:`,
    ...inputLines(inputs).map((line) => `#   ${line}`),
    ...imports.map(
      ({ address, id }) => `\nimport {\n  to = ${addressIn(module, address)}\n  id = ${JSON.stringify(id)}\n}`,
    ),
    "",
  ].join("\n");
}

export function addressIn(module: string, address: string): string {
  return module === "root" ? address : `${module}.${address}`;
}

/** As terraform fmt aligns them. */
export function inputLines(inputs: Found["inputs"]): string[] {
  const width = Math.max(...Object.keys(inputs).map(({ length }) => length));
  return Object.entries(inputs).map(([name, value]) => `${name.padEnd(width)} = ${value}`);
}

/** @throws CliError if the file is not one of this command */
export function writeImportFile(file: string, text: string): void {
  if (existsSync(file) && !readFileSync(file, "utf8").startsWith(MARK)) {
    throw new CliError(`The file ${file} exists, and is none of this command: choose another with --file.`);
  }
  writeFileSync(file, text);
}

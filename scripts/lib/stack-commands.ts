import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Terraform } from "./terraform";

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly workingDirectory: string }>>;
}

/**
 * The outputs that are commands to paste, each in one line: cdktf wraps what it prints itself.
 *
 * @param folder cdktf.out, after a deployment
 * @param stacks names; "*" stands for all
 */
export async function stackCommands(folder: string, stacks: readonly string[]): Promise<string> {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Manifest;
  const chosen = Object.entries(manifest.stacks).filter(([name]) => stacks.includes("*") || stacks.includes(name));
  const parts = chosen.map(async ([name, { workingDirectory }]) => {
    const outputs = await new Terraform(join(folder, workingDirectory)).output();
    const commands = Object.entries(outputs).filter(([output]) => output.endsWith("_command"));
    const all = `terraform -chdir=${join(folder, workingDirectory)} output`;
    return [...commands, ["all outputs", all]].map(([output, command]) => `\n${name}: ${output}\n${String(command)}`);
  });
  return (await Promise.all(parts)).flat().join("\n");
}

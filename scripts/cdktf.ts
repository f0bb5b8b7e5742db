// cdktf with the Terraform environment of this repository. Usage: cdktf.ts synth | deploy | destroy [stacks] [options]
// Without stacks: all that RELAY_STACKS selects.
import { join } from "node:path";
import { ensureTerraform, terraformBinary } from "./lib/programs.cjs";
import { ROOT } from "./lib/project";
import { terraformEnvironment } from "./lib/terraform";

async function main(): Promise<void> {
  const [command = "", ...rest] = process.argv.slice(2);
  if (command !== "synth") ensureTerraform();
  Object.assign(process.env, terraformEnvironment(), { TERRAFORM_BINARY_NAME: terraformBinary() });
  // "terraform providers lock" asks the registry for other platforms, which a mirror of providers does not have.
  const options = command === "synth" ? [] : ["--skip-provider-lock"];
  const named = command === "synth" || rest.some((argument) => !argument.startsWith("-"));
  process.argv.splice(2, Infinity, command, ...(named ? rest : ["*", ...rest]), ...options);
  // In this process, so that cdktf has the terminal and its signals to itself.
  await import(join(ROOT, "node_modules/cdktf-cli/bundle/bin/cdktf.js"));
}

void main();

// cdktf with the Terraform environment of this repository. Usage: cdktf.ts synth | deploy | destroy [stacks] [options]
// Without stacks: all that RELAY_STACKS selects.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { cdktfArguments } from "./lib/cdktf-arguments";
import { ensureTerraform, terraformBinary } from "./lib/programs.cjs";
import { ROOT } from "./lib/project";
import { stackCommands } from "./lib/stack-commands";
import { terraformEnvironment } from "./lib/terraform";

async function main(): Promise<void> {
  const [command = "", ...rest] = process.argv.slice(2);
  if (command !== "synth") ensureTerraform();
  const { stacks, options } = cdktfArguments(rest);
  // "terraform providers lock" asks the registry for other platforms, which a mirror of providers does not have.
  const ours = command === "synth" ? options : [...stacks, ...options, "--skip-provider-lock"];
  process.exitCode = await cdktf([command, ...ours]);
  if (command === "deploy" && process.exitCode === 0) {
    console.log(await stackCommands(join(process.cwd(), "cdktf.out"), stacks));
  }
}

/** @returns the exit code */
async function cdktf(args: readonly string[]): Promise<number> {
  const binary = terraformBinary();
  // Windows does not start a script by its first line.
  const brief = process.platform === "win32" ? binary : join(ROOT, "scripts/terraform.mjs");
  const env = { ...process.env, ...terraformEnvironment(), TERRAFORM_BINARY_NAME: brief, RELAY_TERRAFORM: binary };
  const program = join(ROOT, "node_modules/cdktf-cli/bundle/bin/cdktf.js");
  const child = spawn(process.execPath, [program, ...args], { stdio: "inherit", env });
  // cdktf handles Ctrl-C itself; this process must not end before it.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal!]));
  });
}

void main();

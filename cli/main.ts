import { CommanderError } from "commander";
import { errorText } from "./aws/error-text";
import type { Command } from "./command";
import { COMMANDS, GROUPS } from "./commands";
import type { CommonValues } from "./common-options";
import { CliError, UsageError } from "./errors";
import type { CliOptions, Values } from "./option";
import { Output } from "./output/output";
import type { CliProcess } from "./process";
import { NAME, programOf } from "./program";

/**
 * Runs a command.
 * @returns the exit code: 0 success, 1 failure or findings, 2 invalid command line, 130 interrupted
 */
export async function main(argv: readonly string[], process: CliProcess): Promise<number> {
  const { stdout, stderr, version, signal } = process;
  let code = 0;
  const run = async (command: Command, values: Values<CliOptions> & CommonValues) => {
    code = await runCommand(command, values, process);
  };
  try {
    await programOf({ commands: COMMANDS, groups: GROUPS, stdout, version, run }).parseAsync(argv, { from: "user" });
    return signal.aborted ? 130 : code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError || error instanceof UsageError) {
      const message = error.message.replace(/^error: /, "");
      stderr.write(`${message}\nRun "${[NAME, ...commandIn(argv), "--help"].join(" ")}" to see what is allowed.\n`);
      return 2;
    }
    if (signal.aborted) return 130;
    stderr.write(`${error instanceof CliError ? error.message : errorText(error as Error)}\n`);
    return 1;
  }
}

/** The name of the command, if the arguments begin with one. */
function commandIn(argv: readonly string[]): string[] {
  const found = COMMANDS.filter(({ name }) => `${argv.join(" ")} `.startsWith(`${name} `));
  return found.map(({ name }) => name);
}

async function runCommand(command: Command, values: CommonValues, process: CliProcess): Promise<number> {
  const { connect, stdout, stderr, input, clock, fetch, colors, signal } = process;
  const { region, profile, endpointUrl, json } = values;
  const context = {
    aws: connect({ region, profile, endpointUrl }),
    connect,
    output: new Output({ stdout, stderr, json, colors }),
    input,
    clock,
    fetch,
    env: process.env,
    packaged: { version: process.version, code: process.forwarderPackage },
    signal,
  };
  return (await command.run(values, context)) ?? 0;
}

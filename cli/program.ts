import { Command as Commander, Option } from "commander";
import type { Command } from "./command";
import { COMMON_OPTIONS, type CommonValues } from "./common-options";
import { UsageError } from "./errors";
import { type CliOptions, nameOf, type Values } from "./option";
import type { Screen } from "./process";

export const NAME = "aws-event-relay";

export interface ProgramOptions {
  readonly commands: readonly Command[];
  /** What the commands of a group have in common, by the group's name. */
  readonly groups: Readonly<Record<string, string>>;
  readonly stdout: Screen;
  readonly version: () => string;
  readonly run: (command: Command, values: Values<CliOptions> & CommonValues) => Promise<void>;
}

/** The parser and the help of all commands. It throws CommanderError for an invalid command line, and when it shows help. */
export function programOf({ commands, groups, stdout, version, run }: ProgramOptions): Commander {
  const program = new Commander(NAME)
    .description("Operates what the modules terraform-aws-mechcloud-sync and terraform-aws-scalr-events install.")
    .option("--version", "print the version")
    .on("option:version", () => stdout.write(`${version()}\n`))
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: () => {} })
    .addHelpText("after", "\nExit codes: 0 success, 1 failure or findings, 2 invalid command line, 130 interrupted.")
    .action((_, { args }: Commander) => {
      if (args.length > 0) throw new UsageError(`There is no command "${args.join(" ")}".`);
      if (!program.opts().version) program.outputHelp();
    });
  program.allowExcessArguments();
  for (const record of commands) {
    const words = record.name.split(" ");
    const name = words.pop()!;
    const parent = words.reduce((above, group) => groupOf(above, group, groups[group]!), program);
    add(parent.command(name), record, run);
  }
  return program;
}

function groupOf(program: Commander, name: string, description: string): Commander {
  const existing = program.commands.find((command) => command.name() === name);
  if (existing) return existing;
  const group = program.command(name).description(description).allowExcessArguments();
  return group.action((_, { args }: Commander) => {
    if (args.length > 0) throw new UsageError(`There is no command "${[name, ...args].join(" ")}".`);
    group.outputHelp();
  });
}

function add(target: Commander, record: Command, run: ProgramOptions["run"]): void {
  target.description(record.description).allowExcessArguments(false);
  if (record.details) target.addHelpText("after", `\n${record.details}`);
  const options: CliOptions = { ...record.options, ...COMMON_OPTIONS };
  for (const [key, option] of Object.entries(options)) {
    const name = nameOf(key, option);
    if (option.positional) target.argument(name, option.description);
    else target.addOption(new Option(option.value ? `${name} <${option.value}>` : name, option.description));
  }
  target.action(async () => {
    await run(record, valuesOf(options, { args: target.args, opts: target.opts() }));
  });
}

/** Parses the values itself, so that errors name what is allowed. */
function valuesOf(options: CliOptions, { args, opts }: { args: string[]; opts: Record<string, unknown> }) {
  const remaining = [...args];
  const values = Object.entries(options).map(([key, option]) => {
    const name = nameOf(key, option);
    if (option.positional === "many") return [key, remaining.splice(0)];
    const given = option.positional ? remaining.shift() : opts[key];
    if (!option.value) return [key, given === true];
    if (option.required && !given) throw new UsageError(`The option ${name} is required: ${option.description}.`);
    return [key, given !== undefined && option.parse ? option.parse(given as string, name) : given];
  });
  return Object.fromEntries(values) as Values<CliOptions> & CommonValues;
}

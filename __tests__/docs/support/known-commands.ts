import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { COMMANDS, GROUPS } from "../../../cli/commands";
import { NAME, programOf } from "../../../cli/program";
import { ROOT } from "../../../scripts/lib/project";
import { blocksOf } from "../../../scripts/publish/published-modules";
import { groups, steps } from "../../../scripts/test/steps";

const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };

const MODULES = readdirSync(join(ROOT, "terraform")).map(blocksOf);

/** The outputs of all modules. */
const OUTPUTS = new Set(MODULES.flatMap(({ output }) => Object.keys(output as object)));

/** The resources of all modules, as Terraform addresses them in a module. */
const RESOURCES = new Set(
  MODULES.flatMap(({ resource }) =>
    Object.entries(resource as Readonly<Record<string, object>>).flatMap(([type, names]) =>
      Object.keys(names).map((name) => `${type}.${name}`),
    ),
  ),
);

const TERRAFORM =
  "apply destroy fmt force-unlock import init login output plan providers show state taint test untaint validate version workspace";

/** The subcommands that documents may use. */
const SUBCOMMANDS: Readonly<Record<string, readonly string[]>> = {
  cdktf: ["deploy", "destroy", "diff", "synth"],
  git: ["add", "checkout", "clone", "commit", "diff", "fetch", "log", "pull", "push", "tag"],
  npm: ["audit", "ci", "install", "pack", "pkg", "run", "test", "version"],
  terraform: TERRAFORM.split(" "),
  tofu: TERRAFORM.split(" "),
};

/** Programs that need no check; `aws` has its own, in ../../e2e/aws-commands.test.ts. */
const PLAIN = new Set(
  "aws cat cd cp curl cut date gh grep jq mkdir pbpaste pip python3 rm sed sha256sum sleep sort tar unzip".split(" "),
);

/** What is wrong with each command of a document that cannot be run. */
export async function problemsOf(commands: readonly (readonly string[])[]): Promise<string[]> {
  const problems = await Promise.all(commands.map(async (command) => problemOf(command)));
  return problems.filter((problem) => problem !== undefined);
}

type Problem = string | undefined;

function problemOf(words: readonly string[]): Problem | Promise<Problem> {
  const [program = "", ...rest] = words;
  switch (program) {
    case NAME:
      return cliProblem(rest);
    case "npx":
      return npxProblem(rest);
    case "node":
      return nodeProblem(rest);
    case "npm":
      return npmProblem(rest);
    case "terraform":
    case "tofu":
      return terraformProblem(program, rest);
    case "git":
      return subcommandProblem(program, rest);
    default:
      return PLAIN.has(program) ? undefined : `${program} is not among the programs that documents use`;
  }
}

/** As the command itself answers. */
async function cliProblem(argv: readonly string[]): Promise<Problem> {
  const said: string[] = [];
  const options = {
    commands: COMMANDS,
    groups: GROUPS,
    stdout: { isTTY: false, write: (text: string) => void said.push(text) },
    version: () => "1.2.3",
    run: () => Promise.resolve(),
  };
  try {
    await programOf(options).parseAsync(argv, { from: "user" });
    return undefined;
  } catch (error) {
    // Commander throws for --help, too.
    return argv.includes("--help") ? undefined : `${NAME} ${argv.join(" ")}: ${(error as Error).message}`;
  }
}

function npxProblem(argv: readonly string[]): Problem | Promise<Problem> {
  const [program, ...rest] = argv.filter((word) => word !== "--no" && word !== "--");
  if (program === NAME) return argv[0] === "--no" ? cliProblem(rest) : "npx would download any package of this name";
  if (program === "cdktf") return subcommandProblem(program, rest);
  const bin = join(ROOT, "node_modules/.bin", program ?? "");
  return existsSync(bin) ? undefined : `npx would download a package ${program}`;
}

function nodeProblem(argv: readonly string[]): Problem | Promise<Problem> {
  const [file = "", ...rest] = argv.filter((word) => word !== "--import" && word !== "tsx");
  if (!existsSync(join(ROOT, file))) return `there is no file ${file}`;
  return file === "cli/index.ts" ? cliProblem(rest) : undefined;
}

function npmProblem(argv: readonly string[]): Problem {
  const words = argv[0] === "--prefix" ? argv.slice(2) : argv;
  const [subcommand, script = ""] = words;
  if (subcommand === "run") return Object.hasOwn(scripts, script) ? undefined : `there is no script ${script}`;
  if (subcommand === "test" && words[1] === "--") {
    const known = [...Object.keys(steps), ...Object.keys(groups)];
    const unknown = words[2]?.split(",").filter((step) => !known.includes(step)) ?? [];
    return unknown.length > 0 ? `npm test has no step ${unknown.join(", ")}` : undefined;
  }
  return subcommandProblem("npm", words);
}

function terraformProblem(program: string, argv: readonly string[]): Problem {
  const words = argv.filter((word) => !word.startsWith("-"));
  if (words[0] === "output" && words[1] && !OUTPUTS.has(words[1])) return `no module has the output ${words[1]}`;
  const [, address] = /^module\.\w+\.(aws_\w+\.\w+)/.exec(words.find((word) => word.startsWith("module.")) ?? "") ?? [];
  if (address && !RESOURCES.has(address)) return `no module has the resource ${address}`;
  return subcommandProblem(program, words);
}

function subcommandProblem(program: string, argv: readonly string[]): Problem {
  const words = argv.filter((word) => !word.startsWith("-"));
  if (SUBCOMMANDS[program]!.includes(words[0] ?? "")) return undefined;
  return `${program} ${words[0]} is not among the subcommands that documents use`;
}

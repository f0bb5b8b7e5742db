import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { CommandError, run } from "../lib/process";
import { ROOT } from "../lib/project";
import { Terraform, terraformBinary, terraformEnvironment } from "../lib/terraform";
import { execute } from "./command";
import { type Counts, NONE, one, sum, withExitCode } from "./counts";
import { missingProvider } from "./missing-provider";

/** What is made again on each machine, and so is not part of a module. */
const LEFT_OUT = new Set([".terraform", ".terraform.lock.hcl", ".venv", "dist", "node_modules"]);

/** The folders of CDKTF apps: the product's own, and the example of one that uses the constructs. */
const APPS = [".", "examples/cdktf-constructs"];

/** `terraform fmt` of the files that people write; `terraform validate` of the app's stacks, the modules, the examples. */
export function validate(): Promise<Counts> {
  return inCopy(async (copy) => {
    const env = terraformEnvironment();
    const formatted = await execute(terraformBinary(), ["fmt", "-check", "-diff", "-recursive", copy], { env });
    const stacks = await eachInTurn(APPS, (app) => synthesize(app, join(copy, "cdktf.out", basename(app))));
    const roots = [...stacks, join(copy, "terraform"), join(copy, "examples")]
      .flatMap(terraformFolders)
      .flatMap((root) => [root, ...terraformFolders(join(root, "modules"))]);
    return sum([one(formatted.exitCode === 0), ...(await eachInTurn(roots, (root) => validateRoot(root, copy)))]);
  });
}

/** @returns the folder of the app's stacks */
async function synthesize(app: string, out: string): Promise<string> {
  await run(process.execPath, ["--import", "tsx", join(app, "main.ts")], { cwd: ROOT, env: { CDKTF_OUTDIR: out } });
  return join(out, "stacks");
}

/** `terraform test` of each module that has tests. */
export function moduleTests(): Promise<Counts> {
  return inCopy(async (copy) => {
    const modules = terraformFolders(join(copy, "terraform")).filter((module) => existsSync(join(module, "tests")));
    return sum(await eachInTurn(modules, testModule));
  });
}

async function validateRoot(root: string, copy: string): Promise<Counts> {
  const terraform = new Terraform(root);
  try {
    await terraform.init("-backend=false");
    await terraform.validate();
    console.log(`valid: ${relative(copy, root)}`);
    return one(true);
  } catch (error) {
    const { message } = error as Error;
    const provider = missingProvider(message);
    if (provider) {
      console.log(`not validated here: ${relative(copy, root)}: provider ${provider} cannot be downloaded`);
      return NONE;
    }
    console.log(`not valid: ${relative(copy, root)}\n${message}`);
    return one(false);
  }
}

async function testModule(module: string): Promise<Counts> {
  console.log(basename(module));
  const terraform = new Terraform(module, terraformEnvironment(), (line) => console.log(line));
  try {
    await terraform.init("-backend=false");
    return numbers(await terraform.test(), 0);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return numbers(error.stdout, error.code ?? 1);
  }
}

/** Terraform's own numbers, "Success! 12 passed, 0 failed." */
function numbers(output: string, exitCode: number): Counts {
  const [, passed, failed] = /(\d+) passed, (\d+) failed/.exec(output) ?? [];
  return withExitCode({ passed: Number(passed ?? 0), failed: Number(failed ?? 0) }, exitCode);
}

/** The folders in `parent` that hold a Terraform configuration. */
function terraformFolders(parent: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(parent, entry.name))
    .filter((folder) => readdirSync(folder).some((file) => /\.tf(\.json)?$/.test(file)));
}

/** One after another: two Terraforms at once would only take each other's time. */
async function eachInTurn<T>(folders: readonly string[], work: (folder: string) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (const folder of folders) results.push(await work(folder));
  return results;
}

/** In a copy, so that Terraform leaves nothing in the tree; the examples find the modules beside them, as in the tree. */
async function inCopy(work: (copy: string) => Promise<Counts>): Promise<Counts> {
  const copy = mkdtempSync(join(tmpdir(), "terraform-"));
  try {
    for (const folder of ["terraform", "examples"]) {
      cpSync(join(ROOT, folder), join(copy, folder), {
        recursive: true,
        filter: (source) => !LEFT_OUT.has(basename(source)),
      });
    }
    return await work(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

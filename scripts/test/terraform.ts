import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { goTool } from "../lib/go-tools";
import { ProcessError, run } from "../lib/process";
import { terraformBinary } from "../lib/programs.cjs";
import { INSTALLED_FOLDERS, ROOT } from "../lib/project";
import { withSharedProvider } from "../lib/shared-provider";
import { Terraform, terraformEnvironment } from "../lib/terraform";
import { execute } from "./command";
import { type Counts, NONE, one, sum, withExitCode } from "./counts";
import { writeDocumentRoots } from "./document-roots";
import { missingProvider } from "./missing-provider";
import { openTofuFolders, terraformFolders } from "./terraform-folders";
import { type IsMoved, isRefusal, moveValidationRuns } from "./validation-runs";

/** What is made again on each machine, and so is not part of a module. */
const LEFT_OUT = new Set([...INSTALLED_FOLDERS, ".terraform.lock.hcl"]);

/** The folders of CDKTF apps: the product's own, and the example of one that uses the constructs. */
const APPS = [".", "examples/cdktf-constructs"];

/** `terraform fmt` of modules and examples; `terraform validate` of the app's stacks, the modules, the examples, and the documents. */
export function validate(): Promise<Counts> {
  return inCopy(async (copy) => {
    const env = terraformEnvironment();
    const formatted = await execute(terraformBinary(), ["fmt", "-check", "-diff", "-recursive", copy], { env });
    const stacks = await inParallel(APPS, (app) => synthesize(app, join(copy, "cdktf.out", basename(app))));
    const roots = [...stacks, join(copy, "terraform"), join(copy, "examples")]
      .flatMap((folder) => terraformFolders(folder))
      .concat(writeDocumentRoots(join(copy, "documents"), join(copy, "terraform")));
    return sum([one(formatted.exitCode === 0), await validateAll(roots, copy)]);
  });
}

function validateAll(roots: readonly string[], copy: string): Promise<Counts> {
  return withSharedProvider(roots[0]!, async (shared) =>
    sum(await inParallel(roots, (root) => validateRoot(root, copy, shared))),
  );
}

/** @returns the folder of the app's stacks */
async function synthesize(app: string, out: string): Promise<string> {
  mkdirSync(out, { recursive: true });
  await run(process.execPath, ["--import", "tsx", join(app, "main.ts")], { cwd: ROOT, env: { CDKTF_OUTDIR: out } });
  return join(out, "stacks");
}

/** `terraform test` of each module that has tests. */
export function moduleTests(): Promise<Counts> {
  return inCopy((copy) => testModules(copy, isRefusal));
}

/** `tofu validate` of the modules, and of what only OpenTofu reads; `tofu test` of the modules. */
export async function openTofu(): Promise<Counts> {
  const tofu = await goTool("tofu");
  // This step is a process of its own.
  process.env["TERRAFORM_BINARY"] = tofu;
  return inCopy(async (copy) => {
    const valid = await validateAll(openTofuFolders(join(copy, "terraform")), copy);
    // Terraform plans the modules with each right value.
    return sum([valid, await testModules(copy, () => true)]);
  });
}

async function testModules(copy: string, isMoved: IsMoved): Promise<Counts> {
  const modules = terraformFolders(join(copy, "terraform")).filter((module) => existsSync(join(module, "tests")));
  const roots = modules.map((module) => {
    const root = join(copy, "validations", basename(module));
    moveValidationRuns(module, root, isMoved);
    return root;
  });
  return withSharedProvider(modules[0]!, async (shared) =>
    sum(await inParallel([...modules, ...roots], (root) => testModule(root, copy, shared))),
  );
}

type Environment = Readonly<Record<string, string>>;

async function validateRoot(root: string, copy: string, env: Environment): Promise<Counts> {
  const terraform = new Terraform(root, env);
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

async function testModule(module: string, copy: string, env: Environment): Promise<Counts> {
  const lines: string[] = [];
  const terraform = new Terraform(module, env, (line) => lines.push(line));
  try {
    await terraform.init("-backend=false");
    return numbers(await terraform.test(), 0);
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    return numbers(error.stdout, error.code ?? 1);
  } finally {
    // At its end, since another module is tested at the same time.
    console.log([relative(copy, module), ...lines].join("\n"));
  }
}

/** Terraform's own numbers, "Success! 12 passed, 0 failed." */
function numbers(output: string, exitCode: number): Counts {
  const [, passed, failed] = /(\d+) passed, (\d+) failed/.exec(output) ?? [];
  return withExitCode({ passed: Number(passed ?? 0), failed: Number(failed ?? 0) }, exitCode);
}

/** As many at a time as there are processors: a Terraform uses little more than one. */
async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index]!);
  };
  const workers = await Promise.allSettled(Array.from({ length: availableParallelism() }, worker));
  // Only now, since the others still use what their caller removes after an error.
  for (const ended of workers) if (ended.status === "rejected") throw ended.reason;
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
    rmSync(copy, { recursive: true, maxRetries: 3 });
  }
}

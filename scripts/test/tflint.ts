import { join, relative } from "node:path";
import { type GoToolName, goTool } from "../lib/go-tools";
import { ProcessError, run } from "../lib/process";
import { ROOT } from "../lib/project";
import { type Counts, one, sum } from "./counts";
import { terraformFolders } from "./terraform-folders";

/** Every rule of tflint's own rule set, and whether a module registry can read the module, for modules and examples. */
export async function tflint(): Promise<Counts> {
  const folders = ["terraform", "examples"].flatMap((parent) => terraformFolders(join(ROOT, parent)));
  const config = join(ROOT, ".tflint.hcl");
  return sum([
    await inEach(folders, "tflint", "--config", config, "--format", "compact"),
    await inEach(folders, "terraform-config-inspect"),
  ]);
}

async function inEach(folders: readonly string[], name: GoToolName, ...args: string[]): Promise<Counts> {
  const program = await goTool(name);
  const counts: Counts[] = [];
  for (const folder of folders) {
    try {
      await run(program, args, { cwd: folder });
      counts.push(one(true));
    } catch (error) {
      if (!(error instanceof ProcessError)) throw error;
      console.log(`${relative(ROOT, folder)}: ${error.message}`);
      counts.push(one(false));
    }
  }
  return sum(counts);
}

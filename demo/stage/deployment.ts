import { cpSync } from "node:fs";
import { join } from "node:path";
import type { LocalAws } from "../../local-aws/local-aws";
import { ProcessError } from "../../scripts/lib/process";
import { ROOT } from "../../scripts/lib/project";
import { Terraform, type TerraformVariables, terraformEnvironment } from "../../scripts/lib/terraform";
import type { FactLog } from "../fact-log";
import type { Outputs } from "./outputs";
import { partOf, problemsIn } from "./terraform-lines";

/** Both modules in the local AWS, by main.tf; each resource is reported. */
export class Deployment {
  private readonly terraform: Terraform;

  constructor(
    aws: Pick<LocalAws, "env" | "folder">,
    private readonly log: FactLog,
    private readonly variables: TerraformVariables,
  ) {
    // The provider watches each new queue for 25 s: let it watch all of them at once.
    const flags = "-parallelism=30 -json";
    const environment = { ...terraformEnvironment(), ...aws.env, TF_CLI_ARGS_apply: flags, TF_CLI_ARGS_destroy: flags };
    this.terraform = new Terraform(copyOfRoot(aws.folder), environment, (line) => this.#read(line));
  }

  /** Downloads the AWS provider, unless it is on this computer. */
  init(): Promise<void> {
    return this.terraform.init();
  }

  async apply(): Promise<Outputs> {
    await readably(this.terraform.apply(this.variables));
    return (await this.terraform.output()) as unknown as Outputs;
  }

  destroy(): Promise<void> {
    return readably(this.terraform.destroy(this.variables));
  }

  #read(line: string): void {
    const part = partOf(line);
    if (part) this.log.add({ kind: "part", ...part });
  }
}

/** Terraform writes its state and plugins beside the configuration. */
function copyOfRoot(folder: string): string {
  const copy = join(folder, "demo");
  for (const file of ["demo/main.tf", "terraform"]) {
    cpSync(join(ROOT, file), join(copy, file), { recursive: true });
  }
  return join(copy, "demo");
}

/** Instead of lines of JSON, an error has Terraform's messages. */
async function readably(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    throw new Error(`Terraform failed:\n${problemsIn(error.stdout)}`, { cause: error });
  }
}

import { copyFileSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../scripts/lib/process";
import { ROOT } from "../../../scripts/lib/project";
import { Terraform } from "../../../scripts/lib/terraform";

/** The app, in a folder that keeps the state and cdktf.out out of the tree. */
export class App {
  /**
   * @param folder is made
   * @param env the app's settings too
   */
  constructor(
    private readonly folder: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {
    mkdirSync(folder);
    for (const name of ["app", "main.ts", "modules", "node_modules", "scripts", "terraform"]) {
      symlinkSync(join(ROOT, name), join(folder, name));
    }
    for (const name of ["cdktf.json", "package.json", "tsconfig.json"]) {
      copyFileSync(join(ROOT, name), join(folder, name));
    }
  }

  /** Terraform in a synthesized stack, after `deploy`. */
  terraform(stack: string): Terraform {
    return new Terraform(join(this.folder, "cdktf.out/stacks", stack), this.env);
  }

  /** As `npm run deploy` does. @returns what it prints */
  deploy(): Promise<string> {
    return this.cdktf("deploy");
  }

  /** As `npm run destroy` does. @returns what it prints */
  destroy(): Promise<string> {
    return this.cdktf("destroy");
  }

  private cdktf(command: string): Promise<string> {
    const args = ["--import", "tsx", join(this.folder, "scripts/cdktf.ts"), command, "--auto-approve"];
    return run(process.execPath, args, { cwd: this.folder, env: this.env });
  }
}

import { join } from "node:path";
import { PYTHON } from "../../../local-aws/local-aws";
import { run } from "../../../scripts/lib/process";
import { ROOT } from "../../../scripts/lib/project";

/** Runs a Python script that can import MiniStack and the patches. @returns what it prints */
export function runWithPatches(script: string, ...args: string[]): Promise<string> {
  const env = { PYTHONPATH: join(ROOT, "local-aws"), PYTHONDONTWRITEBYTECODE: "1" };
  return run(PYTHON, ["-c", script, ...args], { env });
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "../lib/process";
import { findPython } from "../lib/programs.cjs";
import { ROOT } from "../lib/project";
import { execute } from "./command";
import { type Counts, withExitCode } from "./counts";

/** The unit tests of the Python example, in a virtual environment in its folder. */
export async function python(): Promise<Counts> {
  const cwd = join(ROOT, "examples", "python-forwarder");
  const interpreter = join(cwd, ".venv", "bin", "python");
  if (!existsSync(interpreter)) await run(findPython(), ["-m", "venv", join(cwd, ".venv")]);
  await run(interpreter, ["-m", "pip", "install", "--quiet", "-r", "requirements-dev.txt"], { cwd });
  const env = { PYTHONDONTWRITEBYTECODE: "1" };
  const { exitCode, output } = await execute(interpreter, ["-m", "unittest"], { cwd, env });
  const total = number(/^Ran (\d+) tests?/m, output);
  const failed = number(/failures=(\d+)/, output) + number(/errors=(\d+)/, output);
  // Each failing subTest counts as a failure, so there may be more failures than tests.
  return withExitCode({ passed: Math.max(0, total - failed), failed }, exitCode);
}

function number(pattern: RegExp, text: string): number {
  return Number(pattern.exec(text)?.[1] ?? 0);
}

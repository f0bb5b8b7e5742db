import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "../lib/process";
import { findPython } from "../lib/programs.cjs";
import { ROOT } from "../lib/project";
import { execute } from "./command";
import { type Counts, sum, withExitCode } from "./counts";

/** The examples with unit tests in Python; the first one has the packages that tests may need. */
const EXAMPLES = ["examples/python-forwarder", "terraform/terraform-aws-scalr-events/examples/state-backup"];

/** The unit tests of the Python examples, in the virtual environment in the first one's folder. */
export async function python(): Promise<Counts> {
  const first = join(ROOT, EXAMPLES[0]!);
  const interpreter = join(first, ".venv", "bin", "python");
  if (!existsSync(interpreter)) await run(findPython(), ["-m", "venv", join(first, ".venv")]);
  await run(interpreter, ["-m", "pip", "install", "--quiet", "-r", "requirements-dev.txt"], { cwd: first });
  const counts: Counts[] = [];
  for (const example of EXAMPLES) counts.push(await unitTests(interpreter, join(ROOT, example)));
  return sum(counts);
}

async function unitTests(interpreter: string, cwd: string): Promise<Counts> {
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

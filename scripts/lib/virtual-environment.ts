import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./process";
import { findPython, isAtLeast } from "./programs.cjs";

/**
 * Installs the pinned packages of a requirements file in a virtual environment, unless they are installed.
 *
 * @param folder the environment's folder; an environment with other packages is replaced
 * @returns the path of the environment's Python
 * @throws Error that says what to install if there is no suitable Python, or with pip's message
 */
export async function ensureVirtualEnvironment(folder: string, requirements: string): Promise<string> {
  const python = join(folder, "bin/python");
  const note = join(folder, "installed-requirements.txt");
  const wanted = readFileSync(requirements, "utf8");
  if (existsSync(note) && existsSync(python) && readFileSync(note, "utf8") === wanted) return python;
  rmSync(folder, { recursive: true, force: true });
  const base = findPython();
  const usesBase = await hasCurrentPip(base);
  await run(base, ["-m", "venv", ...(usesBase ? ["--without-pip"] : []), folder]);
  const [installer, target] = usesBase ? [base, ["--python", python]] : [python, []];
  // Python compiles what is imported; much of it never is.
  const options = ["--quiet", "--disable-pip-version-check", "--no-compile"];
  await run(installer, ["-m", "pip", ...target, "install", ...options, "-r", requirements]);
  writeFileSync(note, wanted);
  return python;
}

/** Whether its pip installs into other environments, so that they need none of their own. Debian's Python has no pip. */
async function hasCurrentPip(python: string): Promise<boolean> {
  const version = await run(python, ["-c", "import pip; print(pip.__version__)"]).catch(() => "0.0");
  return isAtLeast(version, "22.3");
}

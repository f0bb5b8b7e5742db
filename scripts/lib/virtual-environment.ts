import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./process";
import { findPython } from "./programs.cjs";

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
  await run(findPython(), ["-m", "venv", folder]);
  await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]);
  writeFileSync(note, wanted);
  return python;
}

import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { run } from "./process";

const OLDEST = 10;

/** Prints "ok" on a Python that MiniStack takes (https://pypi.org/project/ministack, 3.10 or newer) and that has venv. */
const PROBE = `import sys, venv, ensurepip; print("ok" if sys.version_info >= (3, ${OLDEST}) else sys.version)`;

/** Pythons of pyenv, the newest first; its shims fail for versions that are not selected. */
export function pyenvPythons(versions = join(homedir(), ".pyenv/versions")): string[] {
  if (!existsSync(versions)) return [];
  return readdirSync(versions)
    .map((version) => /^3\.(\d+)\./.exec(version))
    .filter((match) => match !== null)
    .map((match) => ({ version: match.input, minor: Number(match[1]) }))
    .filter(({ minor }) => minor >= OLDEST)
    .sort((a, b) => b.minor - a.minor)
    .map(({ version, minor }) => join(versions, version, "bin", `python3.${minor}`));
}

async function suits(python: string): Promise<boolean> {
  try {
    return (await run(python, ["-c", PROBE])) === "ok";
  } catch {
    return false; // not there, or without venv
  }
}

/**
 * The first Python that the local AWS can run on.
 * @throws with what to install, when there is none
 */
export async function findPython(
  candidates: readonly string[] = ["python3.13", "python3.12", ...pyenvPythons(), "python3", "python"],
  probe: (python: string) => Promise<boolean> = suits,
): Promise<string> {
  for (const python of candidates) {
    if (await probe(python)) return python;
  }
  throw new Error(
    `The local AWS needs Python 3.${OLDEST} or newer with its venv module, and none of ${candidates.join(", ")} is that: ` +
      "install Python 3.12 (https://www.python.org/downloads/; on Debian and Ubuntu: apt install python3 python3-venv).",
  );
}

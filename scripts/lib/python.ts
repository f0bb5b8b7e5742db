import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { run } from "./process";

const OLDEST = 10;

/** Prints "ok" if MiniStack supports this Python (3.10 or newer) and it has venv. */
const PROBE = `import sys, venv, ensurepip; print("ok" if sys.version_info >= (3, ${OLDEST}) else sys.version)`;

/** The Pythons of pyenv, the newest first; pyenv's shims fail for versions that are not selected. */
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

async function isSuitable(python: string): Promise<boolean> {
  try {
    return (await run(python, ["-c", PROBE])) === "ok";
  } catch {
    return false; // missing, or without venv
  }
}

/**
 * The first Python that can run the local AWS.
 * @throws Error that says what to install if there is none
 */
export async function findPython(
  candidates: readonly string[] = ["python3.13", "python3.12", ...pyenvPythons(), "python3", "python"],
  probe: (python: string) => Promise<boolean> = isSuitable,
): Promise<string> {
  for (const python of candidates) {
    if (await probe(python)) return python;
  }
  throw new Error(
    `The local AWS needs Python 3.${OLDEST} or newer with its venv module, but none of ${candidates.join(", ")} is suitable: ` +
      "install Python 3.12 (https://www.python.org/downloads/; on Debian and Ubuntu: apt install python3 python3-venv).",
  );
}

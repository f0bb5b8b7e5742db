import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codeBlocks, documentPaths } from "../../../scripts/lib/documents";

/** Bash finds no program, so it calls this function instead, which records the words of the command and answers something. */
const RECORDER = `PATH=/nonexistent
exec < /dev/null
command_not_found_handle() { printf '%s\\0' "$@" $'\\1' >> "$RECORD"; echo answer; }
cd() { command_not_found_handle cd "$@"; }
exit() { command_not_found_handle exit "$@"; }
`;

/**
 * The commands that bash would start for a script, each as a list of words. It starts none, in an empty folder.
 * @throws an error with bash's message, such as for a syntax error
 */
export function commandsOf(script: string): string[][] {
  const folder = mkdtempSync(join(tmpdir(), "shell-"));
  const record = join(folder, ".record");
  try {
    const options = { cwd: folder, env: { RECORD: record, HOME: folder }, encoding: "utf8" } as const;
    const { stderr } = spawnSync("bash", ["--norc", "-c", `: > "$RECORD"\n${RECORDER}${script}`], options);
    if (stderr !== "") throw new Error(stderr);
    const recorded = readFileSync(record, "utf8").split("\0\u0001\0").filter(Boolean);
    return recorded.map((command) => command.split("\0"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The commands of each document as one script, since later blocks use the variables of earlier ones. */
export function shellScripts(): (readonly [document: string, script: string])[] {
  return documentPaths()
    .map((path) => {
      const blocks = codeBlocks(path).filter(({ language, notRun }) => language === "sh" && !notRun);
      return [path, blocks.map(({ code }) => code).join("\n")] as const;
    })
    .filter(([, script]) => script !== "");
}

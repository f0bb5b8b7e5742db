import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Files } from "./generated-files";

/** What is never written by hand: a module's own Terraform files (JSON in former versions), tests in JSON, and packages. */
const GENERATED = /^terraform\/[^/]+\/(?:modules\/[^/]+\/)?[^/]+\.tf$|\.(?:tf\.json|tftest\.json|zip)$/;

/** The paths, relative to `root`, of generated files that are missing, edited, or no longer generated. */
export function outdated(root: string, files: Files): string[] {
  const present = readdirSync(join(root, "terraform"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => GENERATED.test(path) && !path.includes("/.terraform/"));
  const paths = new Set([...Object.keys(files), ...present]);
  return [...paths].filter((path) => !hasContents(join(root, path), files[path])).sort();
}

/** Brings `terraform/` up to date. @returns what was done, a line for each file */
export function update(root: string, files: Files): string[] {
  return outdated(root, files).map((path) => {
    const contents = files[path];
    if (contents === undefined) {
      rmSync(join(root, path));
      return `removed ${path}`;
    }
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), contents);
    return `wrote ${path}`;
  });
}

function hasContents(file: string, expected?: string | Uint8Array): boolean {
  if (expected === undefined) return false;
  try {
    return readFileSync(file).equals(Buffer.from(expected));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../package.json";
import { linkedFrom, withLinks } from "../lib/documents";
import { ROOT } from "../lib/project";

/** Whether an archive with these files has a file or folder. */
function has(paths: readonly string[], linked: string): boolean {
  return paths.some((path) => `${path}/`.startsWith(`${linked}/`));
}

/**
 * A document of an archive: its links to what the archive does not have lead to the repository, at the tag of this version.
 *
 * @param path of the document, from the root of the repository
 * @param paths of all files of the archive, from there, too
 * @param repository its address
 */
export function withRepositoryLinks(text: string, path: string, paths: readonly string[], repository: string): string {
  return withLinks(text, (target) => {
    const { path: linked, anchor } = linkedFrom(path, target);
    // Code may look like a link.
    if (has(paths, linked) || !existsSync(join(ROOT, linked))) return target;
    return `${repository}/${viewOf(linked)}/v${version}/${linked}${anchor ? `#${anchor}` : ""}`;
  });
}

function viewOf(path: string): "tree" | "raw" | "blob" {
  if (statSync(join(ROOT, path)).isDirectory()) return "tree";
  return /\.(?:png|svg)$/.test(path) ? "raw" : "blob";
}

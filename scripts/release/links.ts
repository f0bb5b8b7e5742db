import { existsSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { version } from "../../package.json";
import { withLinks } from "../lib/documents";
import { ROOT } from "../lib/project";

/**
 * A document of an archive: its links to what the archive does not have lead to the repository, at the tag of this version.
 *
 * @param path of the document, from the root of the repository
 * @param isInside whether the archive has what is at a path of the repository
 * @param repository its address
 */
export function withRepositoryLinks(
  text: string,
  path: string,
  isInside: (path: string) => boolean,
  repository: string,
): string {
  return withLinks(text, (target) => {
    const [file = "", anchor] = target.split("#");
    const linked = posix.join(posix.dirname(path), file).replace(/\/$/, "");
    // Code may look like a link.
    if (file === "" || isInside(linked) || !existsSync(join(ROOT, linked))) return target;
    return `${repository}/${viewOf(linked)}/v${version}/${linked}${anchor ? `#${anchor}` : ""}`;
  });
}

function viewOf(path: string): "tree" | "raw" | "blob" {
  if (statSync(join(ROOT, path)).isDirectory()) return "tree";
  return /\.(?:png|svg)$/.test(path) ? "raw" : "blob";
}

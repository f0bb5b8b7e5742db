import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { anchorsOf, documentPaths, linkedFrom, linksOf, readDocument } from "../../scripts/lib/documents";
import { ROOT } from "../../scripts/lib/project";

const documents = documentPaths();

const targetsOf = (path: string) => linksOf(readDocument(path));

function problemOf(path: string, target: string): string | undefined {
  const { path: linked, anchor } = linkedFrom(path, target);
  if (!existsSync(join(ROOT, linked))) return `${target} does not exist`;
  if (anchor === undefined || statSync(join(ROOT, linked)).isDirectory()) return undefined;
  return anchorsOf(readDocument(linked)).includes(anchor) ? undefined : `${target}: no section has this anchor`;
}

test("there are documents, and links from one into a section of another", () => {
  expect(documents).toEqual(expect.arrayContaining(["README.md", "docs/operations.md"]));
  expect(documents.flatMap(targetsOf)).toContainEqual(expect.stringMatching(/^\w+\.md#/));
});

test.each(documents)("each link of %s leads to a file and a section that exist", (path) => {
  expect(targetsOf(path).flatMap((target) => problemOf(path, target) ?? [])).toEqual([]);
});

/** Each version has the same headings in a changelog. */
test.each(documents.filter((path) => path !== "CHANGELOG.md"))("each heading of %s has another anchor", (path) => {
  const anchors = anchorsOf(readDocument(path));
  expect(anchors.filter((anchor) => /-\d+$/.test(anchor) && anchors.includes(anchor.replace(/-\d+$/, "")))).toEqual([]);
});

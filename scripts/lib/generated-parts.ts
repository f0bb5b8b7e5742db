import { readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { ROOT } from "./project";

/**
 * A document with a new text between the comments `begin name` and `end name`.
 *
 * @param comment how the document's language writes a comment
 * @throws if the document has no such part
 */
export function withPart(
  document: string,
  name: string,
  text: string,
  comment = (mark: string) => `<!-- ${mark} -->`,
): string {
  const [begin, end] = [comment(`begin ${name}`), comment(`end ${name}`)];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The document has no part from "${begin}" to "${end}".`);
  return `${document.slice(0, from + begin.length)}\n\n${text.trim()}\n\n${document.slice(to)}`;
}

/**
 * Writes the generated parts of a document. With `--check` among the process's arguments it writes nothing, and sets the
 * exit code 1 when a part is out of date.
 *
 * @param command what to run to bring it up to date
 */
export function updateParts(file: string, parts: Readonly<Record<string, string>>, command: string): void {
  const before = readFileSync(file, "utf8");
  const after = Object.entries(parts).reduce((document, [name, text]) => withPart(document, name, text), before);
  if (after === before) return;
  if (!process.argv.includes("--check")) {
    writeFileSync(file, after);
    console.log(`wrote ${relative(ROOT, file)}`);
    return;
  }
  console.error(`${relative(ROOT, file)} is out of date; run ${command}`);
  process.exitCode = 1;
}

/** A Markdown table. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  // A column of numbers is one whose head ends with a unit in brackets.
  const rule = heads.map((head) => (head.endsWith("]") ? "---:" : "---"));
  const lines = [heads.map((head) => head.replace(/ \[(.*)\]$/, ", $1")), rule, ...rows];
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n");
}

import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { ROOT, sourceFiles } from "./project";

/** A fenced block of a document. */
export interface CodeBlock {
  /** The document, relative to the root of the repository. */
  readonly document: string;
  /** The line of its first fence, from 1. */
  readonly line: number;
  /** Empty if the fence names none. */
  readonly language: string;
  readonly code: string;
  /** Why no test runs it: the text of a comment `<!-- not run: … -->` before it. */
  readonly notRun?: string;
}

/** The paths of all documents, relative to the root of the repository. */
export function documentPaths(): string[] {
  return sourceFiles().filter((path) => path.endsWith(".md") && !path.endsWith(".api.md"));
}

export function readDocument(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

const FENCE = /^( *)```(\S*)[^\n]*\n(.*?)^\1```$/gms;
const NOT_RUN = /<!-- not run: ([^\n]+) -->\s*$/;

export function codeBlocks(document: string, text = readDocument(document)): CodeBlock[] {
  return [...text.matchAll(FENCE)].map(({ 0: fence, 1: indent = "", 2: language = "", 3: code = "", index }) => {
    const before = text.slice(0, index);
    const line = before.split("\n").length + (fence.startsWith("\n") ? 1 : 0);
    const notRun = NOT_RUN.exec(before)?.[1];
    return { document, line, language, code: code.replaceAll(new RegExp(`^${indent}`, "gm"), ""), notRun };
  });
}

/** A document without its fenced blocks, whose comments look like headings. */
export function proseOf(text: string): string {
  return text.replaceAll(FENCE, "");
}

/** The texts in backquotes outside of fenced blocks, in one line each. */
export function codeSpans(text: string): string[] {
  return [...proseOf(text).matchAll(/(?<!`)`([^`]+)`(?!`)/g)].map(([, span]) => span!.replaceAll(/\s+/g, " "));
}

/** The beginning of a link or a picture, and its target, which has no scheme. */
const LINK = /(\]\(|\b(?:src|srcset|href)=")(?![a-z]+:)([^)\s"]+)/g;

/** A document in which the targets of the links and pictures that have no scheme are replaced. */
export function withLinks(text: string, replaced: (target: string) => string): string {
  return text.replaceAll(LINK, (_link, before: string, target: string) => `${before}${replaced(target)}`);
}

/** The targets of the links and pictures in a document that do not leave it for another host. */
export function linksOf(text: string): string[] {
  const prose = proseOf(text).replaceAll(/`[^`]*`/g, "");
  return [...prose.matchAll(LINK)].map(([, , target]) => target!);
}

/** The file or folder that a link in the document at `path` leads to, and the anchor there. */
export function linkedFrom(path: string, target: string): { readonly path: string; readonly anchor?: string } {
  const [file, anchor] = target.split("#");
  return { path: file ? posix.join(posix.dirname(path), file).replace(/\/$/, "") : path, anchor };
}

/** The anchors that GitHub gives the headings of a document. */
export function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>();
  return [...proseOf(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => {
    const anchor = heading!
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-");
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

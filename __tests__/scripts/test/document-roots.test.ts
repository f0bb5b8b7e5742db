import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { ROOT } from "../../../scripts/lib/project";
import { writeDocumentRoots } from "../../../scripts/test/document-roots";

let folder: string;
let roots: string[];
let files: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "documents-"));
  roots = writeDocumentRoots(folder, join(ROOT, "terraform"));
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" });
  files = found.filter((file) => basename(file) === "main.tf").map((file) => join(folder, file));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("one root calls the blocks, and a block with Scalr's provider is a root of its own", () => {
  expect(roots.map((root) => basename(root))).toEqual(
    expect.arrayContaining(["shared", expect.stringMatching("modules-connection-README")]),
  );
  const main = readFileSync(join(folder, "shared/main.tf"), "utf8");
  expect(main).toMatch(/module "README-line-\d+"/);
});

test("each module that a block calls exists", () => {
  const sources = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/source\s*= "(\.[^"]+)"/g)].map(([, path]) => join(dirname(file), path!)),
  );
  expect(sources.length).toBeGreaterThan(10);
  expect(sources.filter((path) => !existsSync(path))).toEqual([]);
});

test("no placeholder is left, and an argument without a module is put into a call", () => {
  const texts = files.map((file) => readFileSync(file, "utf8"));
  expect(texts.filter((text) => text.includes("your-"))).toEqual([]);
  expect(texts.filter((text) => /^ *alerts = \{/m.test(text) && !text.startsWith("module "))).toEqual([]);
});

test("a block gets the providers, and the modules of its document, to which it refers", () => {
  const spoke = files.find((file) => file.includes("regions-and-accounts") && !file.includes("shared"))!;
  const text = readFileSync(spoke, "utf8");
  expect(text).toMatch(/alias += "account_b"/);
  expect(text).toContain('module "mechcloud_sync"');
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ROOT } from "../../scripts/lib/project";

const PAGE = readFileSync(join(ROOT, "docs/architecture.md"), "utf8");

const FOLDERS = ["app", "cli", "demo", "lambda-src", "local-aws", "modules", "samples", "scripts", "terraform"];
const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
).filter((file) => /\.(ts|tf)$/.test(file) && !file.includes(".venv"));
const SOURCE = FILES.map((file) => readFileSync(join(ROOT, file), "utf8")).join("\n");
const FILE_NAMES = [...FILES.map((file) => basename(file)), ...readdirSync(ROOT)];

const picture = /^```mermaid$(.*?)^```$/ms.exec(PAGE)![1]!.replaceAll("<br/>", " ");
const spans = [...PAGE.replace(/^```.*?^```$/gms, "").matchAll(/`([^`]+)`/g)].map(([, span]) => span!);
const some = (pattern: RegExp) => spans.flatMap((span) => pattern.exec(span)?.[1] ?? []);

const paths = [...some(/^(?:node --import tsx )?([\w.-]+\/[\w./-]*)$/), ...picture.match(/[\w-]+\/[\w/-]*/g)!];
const fileNames = some(/^([\w-]+(?:\.\w+)*\.(?:ts|mjs|json|md|tf))$/);
const exported = [...some(/^(\w+)\(\)$/), ...some(/^([A-Z]\w*[a-z]\w*|[A-Z]+(?:_[A-Z]+)*)$/)];
const otherNames = some(/^([a-z]\w*)$/);
const tasks = some(/^npm run (\w+)/);

test("names something of each sort", () => {
  for (const names of [paths, fileNames, exported, otherNames, tasks]) expect(names).not.toHaveLength(0);
});

test.each([...new Set(paths)])("%s exists", (path) => {
  expect(existsSync(join(ROOT, path))).toBe(true);
});

test.each([...new Set(fileNames)])("there is a file %s", (name) => {
  expect(FILE_NAMES).toContain(name);
});

test.each([...new Set(exported)])("%s is exported", (name) => {
  expect(SOURCE).toMatch(
    new RegExp(`^export (?:abstract |async )?(?:class|const|function\\*?|interface|type) ${name}\\b`, "m"),
  );
});

test.each([...new Set(otherNames)])("%s is a name in the source", (name) => {
  expect(SOURCE).toMatch(new RegExp(`\\b${name}\\b`));
});

test.each([...new Set(tasks)])("npm run %s is a script", (name) => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };
  expect(Object.keys(scripts)).toContain(name);
});

import { type CodeBlock, codeBlocks, documentPaths } from "../../scripts/lib/documents";
import { docstringExamples } from "./support/docstrings";
import { typeErrors } from "./support/typescript";

const blocks = documentPaths().flatMap((path) => codeBlocks(path));
const nameOf = ({ document, line }: CodeBlock) => `${document}:${line}`;
const blocksIn = (language: string) => blocks.filter((block) => block.language === language && !block.notRun);

/** With what else a test does with them; those in `text` are no code. */
const LANGUAGES = [
  "hcl", // scripts/test/documents.ts
  "json",
  "mermaid", // architecture.test.ts
  "sh", // shell-blocks.test.ts
  "text",
  "ts",
];

test("a test knows what to do with each block", () => {
  const unknown = blocks.filter(({ language, notRun }) => !LANGUAGES.includes(language) && !notRun);
  expect(unknown.map(nameOf)).toEqual([]);
});

test("who does not run a block says why in some words", () => {
  const reasons = blocks.flatMap(({ notRun }) => notRun ?? []);
  expect(reasons.filter((reason) => reason.split(" ").length < 3)).toEqual([]);
});

describe("TypeScript", () => {
  const examples = [
    ...blocksIn("ts").map((block) => ({ name: nameOf(block), code: block.code })),
    ...docstringExamples("modules"),
  ];
  const wrong = {
    name: "wrong",
    code: 'import { ScalrEvents } from "aws-event-relay";\nnew ScalrEvents(this, "scalr", { eventSource: "a" });',
  };
  let errors: string[];
  beforeAll(async () => {
    errors = await typeErrors([...examples, wrong]);
  }, 60_000);

  test("each block, and each example in a docstring, is compiled", () => {
    expect(examples.map(({ name }) => name)).toEqual(
      expect.arrayContaining([expect.stringContaining("README.md"), expect.stringContaining("mechcloud-sync.ts")]),
    );
    expect(errors.filter((error) => !error.startsWith(wrong.name))).toEqual([]);
  });

  test("a wrong name is noticed", () => {
    expect(errors).toContainEqual(expect.stringMatching(/^wrong: .*'eventSource' does not exist/));
  });
});

test("each block in JSON can be parsed", () => {
  for (const { code } of blocksIn("json")) expect(JSON.parse(code)).toBeDefined();
});

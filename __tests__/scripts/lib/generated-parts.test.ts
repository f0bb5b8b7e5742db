import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { markdownTable, updateParts, withPart } from "../../../scripts/lib/generated-parts";

const document = "# Title\n\n<!-- begin a -->\nold\n<!-- end a -->\n\n<!-- begin b -->\n<!-- end b -->\n";

test("replaces the part of the name, and nothing else", () => {
  const once = withPart(document, "a", "new");

  expect(once).toBe("# Title\n\n<!-- begin a -->\n\nnew\n\n<!-- end a -->\n\n<!-- begin b -->\n<!-- end b -->\n");
  expect(withPart(once, "a", "new")).toBe(once);
});

test("names the part that a document does not have", () => {
  expect(() => withPart(document, "c", "new")).toThrow(
    'The document has no part from "<!-- begin c -->" to "<!-- end c -->".',
  );
});

test("aligns numbers to the right, and keeps a cell in its column", () => {
  expect(markdownTable(["What", "price [USD]"], [["a|b", "1"]])).toBe(
    "| What | price, USD |\n| --- | ---: |\n| a\\|b | 1 |",
  );
});

describe("a file", () => {
  const { argv } = process;
  let file: string;

  beforeEach(() => {
    file = join(mkdtempSync(join(tmpdir(), "parts-")), "page.md");
    writeFileSync(file, document);
  });

  afterEach(() => {
    process.argv = argv;
    process.exitCode = undefined;
    jest.restoreAllMocks();
    rmSync(join(file, ".."), { recursive: true });
  });

  function update(...args: string[]) {
    process.argv = [...argv.slice(0, 2), ...args];
    const lines: unknown[] = [];
    jest.spyOn(console, "log").mockImplementation((line) => lines.push(line));
    jest.spyOn(console, "error").mockImplementation((line) => lines.push(line));
    updateParts(file, { a: "new" }, "npm run x");
    const { exitCode } = process;
    process.exitCode = undefined;
    return { exitCode, lines };
  }

  test("is out of date until it is written", () => {
    expect(update("--check")).toEqual({
      exitCode: 1,
      lines: [expect.stringMatching(/ is out of date; run npm run x$/)],
    });
    expect(readFileSync(file, "utf8")).toBe(document);

    expect(update()).toEqual({ lines: [expect.stringMatching(/^wrote .*page\.md$/)] });
    expect(update("--check")).toEqual({ lines: [] });
  });
});

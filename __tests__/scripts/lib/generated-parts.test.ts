import { markdownTable, withPart } from "../../../scripts/lib/generated-parts";

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

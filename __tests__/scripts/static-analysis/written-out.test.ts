import { writtenOut } from "../../../scripts/static-analysis/written-out";

test("a dynamic block stands beside the blocks of its name", () => {
  const statement = [{ sid: "Always" }];
  const dynamic = [
    { statement: { for_each: "${var.tracing ? [true] : []}", content: { sid: "Sometimes" } } },
    { principals: { for_each: "${var.principals}", content: { type: "AWS" } } },
  ];

  expect(writtenOut({ data: { statement, dynamic } })).toEqual({
    data: { statement: [{ sid: "Always" }, { sid: "Sometimes" }], principals: [{ type: "AWS" }] },
  });
});

test("a dynamic block within a dynamic block is written out, too", () => {
  const header = { for_each: "${headers.value}", content: { key: "${header.key}" } };
  const headers = { for_each: "${var.headers}", content: { dynamic: { header } } };

  expect(writtenOut({ dynamic: { headers } })).toEqual({ headers: [{ header: [{ key: "${header.key}" }] }] });
});

test.each([["text"], [1], [true], [null], [[1, "two"]], [{ a: { b: [] } }]])("%j has none, and stays", (document) => {
  expect(writtenOut(document)).toEqual(document);
});

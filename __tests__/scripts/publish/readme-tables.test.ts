import { inputsTable, outputsTable } from "../../../scripts/publish/readme-tables";

test("inputs that are required come first, and a bar does not end a cell", () => {
  const variables = {
    a: { type: "string", description: "Either x | y.", default: null },
    b: { type: "list(string)", description: "A list.", default: ["x"] },
    c: { type: "string", description: "Needed." },
  };

  expect(inputsTable(JSON.stringify({ variable: variables }))).toBe(
    [
      "| Name | Description | Type | Default |",
      "| --- | --- | --- | --- |",
      "| `c` | Needed. | `string` | required |",
      "| `a` | Either x \\| y. | `string` | `null` |",
      '| `b` | A list. | `list(string)` | `["x"]` |',
    ].join("\n"),
  );
});

test("outputs are in a table too", () => {
  expect(outputsTable(JSON.stringify({ output: { arn: { description: "The ARN." } } }))).toBe(
    ["| Name | Description |", "| --- | --- |", "| `arn` | The ARN. |"].join("\n"),
  );
});

import { DESTINATION_KINDS } from "../../../modules/scalr/module/destination-kinds";
import { destinationKindsTable, inputsTable, outputsTable } from "../../../scripts/publish/readme-tables";

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

test("kinds of destination are in a table, with their attributes and who lets EventBridge in", () => {
  const some = Object.entries(DESTINATION_KINDS).filter(([kind]) => ["sqs", "event_bus", "lambda"].includes(kind));

  expect(destinationKindsTable(Object.fromEntries(some))).toBe(
    [
      "| Kind | Delivers to | Attributes | Who lets EventBridge in |",
      "| --- | --- | --- | --- |",
      "| `sqs` | an SQS queue | `queue_arn`, `message_group_id` (optional) | its owner: the statement is in the output `required_permissions` |",
      "| `lambda` | a Lambda function of this account | `function_arn` | this module |",
      "| `event_bus` | an event bus of any account and region | `event_bus_arn` | this module; also the policy of a bus in another account |",
    ].join("\n"),
  );
});

import { DESTINATION_KINDS } from "../../../modules/scalr/module/destination-kinds";
import {
  destinationAttributesTable,
  destinationKindsTable,
  inputsTable,
  outputsTable,
} from "../../../scripts/publish/readme-tables";

test("inputs that are required come first, and a bar does not end a cell", () => {
  const variables = {
    a: { type: "string", description: "Either x | y.", default: null },
    b: { type: "list(string)", description: "A list.", default: ["x"] },
    c: { type: "string", description: "Needed." },
  };

  expect(inputsTable(variables)).toBe(
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
  expect(outputsTable({ arn: { description: "The ARN." } })).toBe(
    ["| Name | Description |", "| --- | --- |", "| `arn` | The ARN. |"].join("\n"),
  );
});

describe("kinds of destination", () => {
  const some = Object.fromEntries(
    Object.entries(DESTINATION_KINDS).filter(([kind]) => ["sqs", "event_bus", "kinesis"].includes(kind)),
  );

  test("are in a table, with who lets EventBridge in", () => {
    expect(destinationKindsTable(some)).toBe(
      [
        "| Kind | Delivers to | Who lets EventBridge in |",
        "| --- | --- | --- |",
        "| `sqs` | an SQS queue of this account | its owner: the statement is in the output `required_permissions` |",
        "| `event_bus` | an event bus of any account and region | this module; also the policy of a bus in another account |",
        "| `kinesis` | a Kinesis data stream | this module; also the policy of a stream of another account |",
      ].join("\n"),
    );
  });

  test("have their attributes in another table", () => {
    expect(destinationAttributesTable(some)).toBe(
      [
        "| Kind | Attribute | Description | Default |",
        "| --- | --- | --- | --- |",
        "| `sqs` | `queue_arn` | The queue. Must be the ARN of an SQS queue, `arn:aws:sqs:<region>:<account>:<name>`. | required |",
        "| `sqs` | `message_group_id` | The message group, for a FIFO queue. The queue must have content-based deduplication. Null: the queue is a standard queue. | `null` |",
        "| `event_bus` | `event_bus_arn` | The event bus. Must be the ARN of an event bus, `arn:aws:events:<region>:<account>:event-bus/<name>`. | required |",
        "| `kinesis` | `stream_arn` | The stream. Must be the ARN of a Kinesis data stream, `arn:aws:kinesis:<region>:<account>:stream/<name>`. | required |",
        '| `kinesis` | `partition_key_path` | The path of the partition key in the event. Must be a JSON path of at most 256 characters, such as $.id. | `"$.id"` |',
      ].join("\n"),
    );
  });
});

import { parseArguments } from "../../cli/arguments";
import { UsageError } from "../../cli/errors";

const QUEUES = ["--from", "dlq.fifo", "--to", "queue.fifo"];

test("a dry run between two queues is the default", () => {
  expect(parseArguments(["redrive", ...QUEUES])).toEqual({
    from: "dlq.fifo",
    to: "queue.fifo",
    ruleEvents: false,
    execute: false,
    region: undefined,
    endpointUrl: undefined,
  });
});

test("every option is taken", () => {
  const argv = ["redrive", "--from=dlq", "--to=queue.fifo", "--rule-events", "--execute"];
  expect(parseArguments([...argv, "--region", "eu-west-1", "--endpoint-url", "http://127.0.0.1:4566"])).toEqual({
    from: "dlq",
    to: "queue.fifo",
    ruleEvents: true,
    execute: true,
    region: "eu-west-1",
    endpointUrl: "http://127.0.0.1:4566",
  });
});

test.each([
  ["https://sqs.eu-central-1.amazonaws.com/123456789012/dlq.fifo", "eu-central-1"],
  ["https://sqs.cn-north-1.amazonaws.com.cn/123456789012/dlq.fifo", "cn-north-1"],
  ["http://127.0.0.1:4566/123456789012/dlq.fifo", undefined],
  ["dlq.fifo", undefined],
])("the region of %s is %s", (from, region) => {
  expect(parseArguments(["redrive", "--from", from, "--to", "queue.fifo"])?.region).toBe(region);
});

test("--region wins over the region in a URL", () => {
  const from = "https://sqs.eu-central-1.amazonaws.com/123456789012/dlq.fifo";
  expect(parseArguments(["redrive", "--from", from, "--to", "q.fifo", "--region", "eu-west-1"])?.region).toBe(
    "eu-west-1",
  );
});

test("help needs nothing else", () => {
  expect(parseArguments(["--help"])).toBeUndefined();
});

test.each([
  [[], 'The command must be "redrive", got "".'],
  [["drain"], 'The command must be "redrive", got "drain".'],
  [["redrive", "now", ...QUEUES], 'The command must be "redrive", got "redrive now".'],
  [["redrive", "--to", "q.fifo"], "The option --from is missing: name or URL of the dead-letter queue."],
  [
    ["redrive", "--from", "dlq.fifo"],
    "The option --to is missing: name or URL of the queue that the events are sent to.",
  ],
  [["redrive", ...QUEUES, "--endpoint-url", "local"], '--endpoint-url must be a URL, got "local".'],
])("%j is refused", (argv, message) => {
  expect(() => parseArguments(argv)).toThrow(new UsageError(message));
});

test("an unknown option is named", () => {
  expect(() => parseArguments(["redrive", "--force"])).toThrow(UsageError);
  expect(() => parseArguments(["redrive", "--force"])).toThrow("--force");
});

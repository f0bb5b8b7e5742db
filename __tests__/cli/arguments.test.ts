import { parseArguments } from "../../cli/arguments";
import { UsageError } from "../../cli/errors";

const QUEUES = ["--from", "dlq.fifo", "--to", "queue.fifo"];

const named = (name: string) => ({ given: name, name, account: undefined, region: undefined });
const urlIn = (region: string, name = "dlq.fifo") => `https://sqs.${region}.amazonaws.com/123456789012/${name}`;
const arnIn = (region: string, name = "dlq.fifo") => `arn:aws:sqs:${region}:123456789012:${name}`;

test("a dry run between two queues is the default", () => {
  expect(parseArguments(["redrive", ...QUEUES])).toEqual({
    from: named("dlq.fifo"),
    to: named("queue.fifo"),
    ruleEvents: false,
    execute: false,
    region: undefined,
    endpointUrl: undefined,
  });
});

test("every option is read", () => {
  const argv = ["redrive", "--from=dlq", "--to=queue.fifo", "--rule-events", "--execute"];
  expect(parseArguments([...argv, "--region", "eu-west-1", "--endpoint-url", "http://127.0.0.1:4566"])).toEqual({
    from: named("dlq"),
    to: named("queue.fifo"),
    ruleEvents: true,
    execute: true,
    region: "eu-west-1",
    endpointUrl: "http://127.0.0.1:4566",
  });
});

test.each([
  [urlIn("eu-central-1"), "eu-central-1"],
  ["https://sqs.cn-north-1.amazonaws.com.cn/123456789012/dlq.fifo", "cn-north-1"],
  ["http://127.0.0.1:4566/123456789012/dlq.fifo", undefined],
  ["http://127.0.0.1:4566/queue/eu-west-1/123456789012/dlq.fifo", undefined],
  [arnIn("eu-central-1"), "eu-central-1"],
  ["arn:aws-us-gov:sqs:us-gov-west-1:123456789012:dlq.fifo", "us-gov-west-1"],
])("%s contains queue, account and region", (given, region) => {
  const address = { given, name: "dlq.fifo", account: "123456789012", region };
  expect(parseArguments(["redrive", "--from", given, "--to", "queue.fifo"])).toMatchObject({ from: address, region });
  expect(parseArguments(["redrive", "--from", "dlq", "--to", given])).toMatchObject({ to: address, region });
});

test.each([urlIn("eu-central-1"), arnIn("eu-central-1")])("--region overrides the region in %s", (from) => {
  const argv = ["redrive", "--from", from, "--to", "q.fifo", "--region", "eu-west-1"];
  expect(parseArguments(argv)?.region).toBe("eu-west-1");
});

test("help needs no other option", () => {
  expect(parseArguments(["--help"])).toBeUndefined();
});

test.each([
  [[], 'The command must be "redrive", got "".'],
  [["drain"], 'The command must be "redrive", got "drain".'],
  [["redrive", "now", ...QUEUES], 'The command must be "redrive", got "redrive now".'],
  [["redrive", "--to", "q.fifo"], "The option --from is required: the dead-letter queue."],
  [["redrive", "--from", "dlq.fifo"], "The option --to is required: the queue to move the events to."],
  [
    ["redrive", "--from", arnIn("eu-west-1"), "--to", urlIn("eu-west-2", "queue.fifo")],
    "--from and --to must be in the same region, got eu-west-1 and eu-west-2.",
  ],
])("%j is rejected", (argv, message) => {
  expect(() => parseArguments(argv)).toThrow(new UsageError(message));
});

describe.each(["--from", "--to"])("%s", (option) => {
  test.each([
    `${urlIn("eu-west-1")}/`,
    "https://sqs.eu-west-1.amazonaws.com/dlq.fifo",
    "arn:aws:sns:eu-west-1:123456789012:topic.fifo",
    "arn:aws:sqs:eu-west-1:dlq.fifo",
    "${aws_sqs_queue.dlq.name}",
  ])("%s is rejected", (given) => {
    const argv = ["redrive", ...QUEUES, `${option}=${given}`];
    expect(() => parseArguments(argv)).toThrow(
      new UsageError(
        `${option} must be a queue's name, its URL (https://sqs.<region>.amazonaws.com/<account>/<name>) or its ARN (arn:aws:sqs:<region>:<account>:<name>), got "${given}".`,
      ),
    );
  });
});

describe("--endpoint-url", () => {
  test.each(["http://127.0.0.1:4566", "https://sqs.example.com"])("%s is accepted", (endpointUrl) => {
    expect(parseArguments(["redrive", ...QUEUES, "--endpoint-url", endpointUrl])).toMatchObject({ endpointUrl });
  });

  test.each(["local", "localhost:4566", "ftp://x", ""])("%j is rejected", (endpointUrl) => {
    expect(() => parseArguments(["redrive", ...QUEUES, "--endpoint-url", endpointUrl])).toThrow(
      new UsageError(`--endpoint-url must be a URL that begins with http:// or https://, got "${endpointUrl}".`),
    );
  });
});

test("an unknown option is named", () => {
  expect(() => parseArguments(["redrive", "--force"])).toThrow(UsageError);
  expect(() => parseArguments(["redrive", "--force"])).toThrow("--force");
});

import { TerraformIterator, type TerraformStack } from "cdktf";
import { Queue, type QueueProps } from "../../../modules/eventing/queue";
import { arn, block, letsRuleSend, statements, synth, tlsOnly, variable } from "../synth";

const QUEUE = "${aws_sqs_queue.queue.arn}";
const sender = { sid: "AllowRule", arn: "arn:aws:events:eu-west-1:123456789012:rule/rule" };

const queueOf = (build: (stack: TerraformStack) => void) => block(synth(build).resource, "aws_sqs_queue.queue");

test("keeps messages for 14 days, encrypted with keys that SQS manages", () => {
  expect(queueOf((stack) => new Queue(stack, "queue", { name: "queue" }))).toEqual({
    name: "queue",
    message_retention_seconds: 1_209_600,
    sqs_managed_sse_enabled: true,
  });
});

test("is FIFO if its name says so: high throughput, with content-based deduplication in each message group", () => {
  expect(
    queueOf((stack) => new Queue(stack, "queue", { name: "queue.fifo", visibilityTimeoutSeconds: 90 })),
  ).toMatchObject({
    name: "queue.fifo",
    fifo_queue: true,
    content_based_deduplication: true,
    deduplication_scope: "messageGroup",
    fifo_throughput_limit: "perMessageGroupId",
    visibility_timeout_seconds: 90,
  });
});

describe("a customer managed key", () => {
  test("excludes the keys that SQS manages", () => {
    expect(queueOf((stack) => new Queue(stack, "queue", { name: "queue", kmsKeyArn: "key-arn" }))).toEqual({
      name: "queue",
      message_retention_seconds: 1_209_600,
      kms_master_key_id: "key-arn",
    });
  });

  test("that only Terraform will know excludes them where it is not null", () => {
    expect(
      queueOf(
        (stack) => new Queue(stack, "queue", { name: "queue", kmsKeyArn: variable(stack, "kms_key_arn").stringValue }),
      ),
    ).toMatchObject({
      kms_master_key_id: "${var.kms_key_arn}",
      sqs_managed_sse_enabled: "${(var.kms_key_arn == null) ? true : null}",
    });
  });
});

describe("the policy", () => {
  test("lets nobody in without TLS, and nobody send until a sender is allowed", () => {
    const { resource, data } = synth((stack) => new Queue(stack, "queue", { name: "queue" }));

    expect(statements(data, "queue_policy")).toEqual([tlsOnly("sqs:*", QUEUE)]);
    expect(block(resource, "aws_sqs_queue_policy.queue_access")).toEqual({
      queue_url: "${aws_sqs_queue.queue.url}",
      policy: "${data.aws_iam_policy_document.queue_policy.json}",
    });
  });

  test("names each allowed rule by its ARN", () => {
    const { data } = synth((stack) => {
      const queue = new Queue(stack, "queue", { name: "queue" });
      queue.allowSendFrom({ ...sender, arn: arn("events", "rule/always") });
      queue.allowSendFrom({ sid: "AllowAnother", arn: arn("events", "rule/another") });
    });

    expect(statements(data, "queue_policy")).toEqual([
      tlsOnly("sqs:*", QUEUE),
      letsRuleSend("AllowRule", "always", QUEUE),
      letsRuleSend("AllowAnother", "another", QUEUE),
    ]);
  });
});

test("for each entry of a map lets in the rule of that entry", () => {
  const { resource, data } = synth((stack) => {
    const when = TerraformIterator.fromMap(variable(stack, "entries", "map(string)").value as never);
    const queue = new Queue(stack, "queue", { name: when.key, when });
    queue.allowSendFrom({ sid: "AllowRule", arn: arn("events", `rule/${when.key}`) });
  });

  const own = "${aws_sqs_queue.queue[each.key].arn}";
  expect(block(resource, "aws_sqs_queue.queue")).toMatchObject({ for_each: "${var.entries}", name: "${each.key}" });
  expect(statements(data, "queue_policy")).toEqual([
    tlsOnly("sqs:*", own),
    letsRuleSend("AllowRule", "${each.key}", own),
  ]);
});

test("exists under a condition, policy and all", () => {
  const { resource, data } = synth((stack) => {
    const when = variable(stack, "chosen", "bool").booleanValue;
    new Queue(stack, "queue", { name: "queue", when }).allowSendFrom(sender);
  });

  const count = "${var.chosen ? 1 : 0}";
  expect(block(resource, "aws_sqs_queue.queue")).toMatchObject({ count });
  expect(block(resource, "aws_sqs_queue_policy.queue_access")).toEqual({
    count,
    queue_url: "${one(aws_sqs_queue.queue[*].url)}",
    policy: "${one(data.aws_iam_policy_document.queue_policy[*].json)}",
  });
  expect(block(data, "aws_iam_policy_document.queue_policy")).toMatchObject({ count });
  expect(statements(data, "queue_policy").map(({ resources }) => resources)).toEqual([
    ["${one(aws_sqs_queue.queue[*].arn)}"],
    ["${one(aws_sqs_queue.queue[*].arn)}"],
  ]);
});

const NAME = "1 to 80 letters, digits, hyphens and underscores, including .fifo at the end of a FIFO queue's name";

test.each<[Partial<QueueProps>, string]>([
  [{ name: "" }, `name must be ${NAME}, not "".`],
  [{ name: "my queue" }, `name must be ${NAME}, not "my queue".`],
  [{ name: "q".repeat(81) }, `name must be ${NAME}, not "${"q".repeat(81)}".`],
  [{ name: `${"q".repeat(76)}.fifo` }, `name must be ${NAME}, not "${"q".repeat(76)}.fifo".`],
  [
    { visibilityTimeoutSeconds: -1 },
    "visibilityTimeoutSeconds must be a whole number of seconds from 0 to 43200, not -1.",
  ],
  [
    { visibilityTimeoutSeconds: 43_201 },
    "visibilityTimeoutSeconds must be a whole number of seconds from 0 to 43200, not 43201.",
  ],
])("refuses %j", (props, message) => {
  expect(() => queueOf((stack) => new Queue(stack, "queue", { name: "queue", ...props }))).toThrow(new Error(message));
});

test.each(["q".repeat(80), `${"q".repeat(75)}.fifo`])("accepts the name %s", (name) => {
  expect(queueOf((stack) => new Queue(stack, "queue", { name }))).toMatchObject({ name });
});

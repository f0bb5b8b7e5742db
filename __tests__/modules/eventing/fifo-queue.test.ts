import type { TerraformStack } from "cdktf";
import { FifoQueue, type FifoQueueProps } from "../../../modules/eventing/fifo-queue";
import { addresses, arn, block, statements, synth, tlsOnly, variable } from "../synth";

const KEY = "arn:aws:kms:ap-south-1:123456789012:key/1234abcd";
const fifoQueue = (props: Partial<FifoQueueProps> | ((stack: TerraformStack) => Partial<FifoQueueProps>) = {}) =>
  synth((stack) => {
    new FifoQueue(stack, "queue", {
      name: "events",
      consumerTimeoutSeconds: 30,
      ...(typeof props === "function" ? props(stack) : props),
    });
  });

const FIFO = {
  fifo_queue: true,
  content_based_deduplication: true,
  deduplication_scope: "messageGroup",
  fifo_throughput_limit: "perMessageGroupId",
};

const REDRIVE = "aws_sqs_queue_redrive_policy.queue_redrive";

const redriveAfter = (receives: string) =>
  `\${jsonencode({"deadLetterTargetArn" = aws_sqs_queue.queue_dlq.arn, "maxReceiveCount" = ${receives}})}`;

test("has a FIFO dead-letter queue of its own, which takes from no other queue, and both keep messages for 14 days", () => {
  const { resource } = fifoQueue();

  expect(resource["aws_sqs_queue"]).toEqual({
    queue: {
      name: "events.fifo",
      ...FIFO,
      message_retention_seconds: 1_209_600,
      visibility_timeout_seconds: 180,
      sqs_managed_sse_enabled: true,
    },
    queue_dlq: {
      name: "events-dlq.fifo",
      ...FIFO,
      message_retention_seconds: 1_209_600,
      sqs_managed_sse_enabled: true,
      redrive_allow_policy: `\${jsonencode({"redrivePermission" = "byQueue", "sourceQueueArns" = ["${arn("sqs", "events.fifo")}"]})}`,
    },
  });
  expect(block(resource, REDRIVE)).toEqual({
    queue_url: "${aws_sqs_queue.queue.url}",
    redrive_policy: redriveAfter("10"),
  });
});

test("and its dead-letter queue are reached over TLS alone", () => {
  const { resource, data } = fifoQueue();

  expect(statements(data, "queue_policy")).toEqual([tlsOnly("sqs:*", "${aws_sqs_queue.queue.arn}")]);
  expect(statements(data, "queue_dlq_policy")).toEqual([tlsOnly("sqs:*", "${aws_sqs_queue.queue_dlq.arn}")]);
  expect(addresses({ aws_sqs_queue_policy: resource["aws_sqs_queue_policy"] ?? {} })).toEqual([
    "aws_sqs_queue_policy.queue_access",
    "aws_sqs_queue_policy.queue_dlq_access",
  ]);
});

test.each(["events", "events.fifo"])("of the name %s has .fifo once", (name) => {
  const queues = fifoQueue({ name }).resource["aws_sqs_queue"];

  expect(Object.values(queues ?? {}).map((queue) => queue["name"])).toEqual(["events.fifo", "events-dlq.fifo"]);
});

test.each([1, 45, 900])("stays hidden for six times the %i seconds of its consumer", (consumerTimeoutSeconds) => {
  const { resource } = fifoQueue({ consumerTimeoutSeconds });

  expect(block(resource, "aws_sqs_queue.queue")).toMatchObject({
    visibility_timeout_seconds: 6 * consumerTimeoutSeconds,
  });
});

test("takes a name, a time-out, a receive count and a key that only Terraform will know", () => {
  const { resource } = fifoQueue((stack) => ({
    name: variable(stack, "name").stringValue,
    consumerTimeoutSeconds: variable(stack, "timeout", "number").numberValue,
    maxReceiveCount: variable(stack, "max_receive_count", "number").numberValue,
    kmsKeyArn: variable(stack, "kms_key_arn").stringValue,
  }));

  const key = {
    kms_master_key_id: "${var.kms_key_arn}",
    sqs_managed_sse_enabled: "${(var.kms_key_arn == null) ? true : null}",
  };
  expect(block(resource, "aws_sqs_queue.queue")).toMatchObject({
    ...key,
    name: "${var.name}.fifo",
    visibility_timeout_seconds: "${(6 * var.timeout)}",
  });
  expect(block(resource, REDRIVE)).toMatchObject({ redrive_policy: redriveAfter("var.max_receive_count") });
  expect(block(resource, "aws_sqs_queue.queue_dlq")).toMatchObject({ ...key, name: "${var.name}-dlq.fifo" });
});

test("and its dead-letter queue are encrypted with the customer's key alone", () => {
  const queues = Object.values(fifoQueue({ kmsKeyArn: KEY }).resource["aws_sqs_queue"] ?? {});

  expect(queues.map((queue) => queue["kms_master_key_id"])).toEqual([KEY, KEY]);
  expect(queues.filter((queue) => "sqs_managed_sse_enabled" in queue)).toEqual([]);
});

test.each([0, 1, 1001, 2.5])("refuses %d receives", (maxReceiveCount) => {
  expect(() => fifoQueue({ maxReceiveCount })).toThrow(
    new Error(`maxReceiveCount must be a whole number from 2 to 1000, not ${maxReceiveCount}.`),
  );
});

test.each([2, 1000])("takes %d receives", (maxReceiveCount) => {
  expect(block(fifoQueue({ maxReceiveCount }).resource, REDRIVE)).toMatchObject({
    redrive_policy: redriveAfter(String(maxReceiveCount)),
  });
});

const NAME = "1 to 71 letters, digits, hyphens and underscores, with or without .fifo at the end";

test.each<[Partial<FifoQueueProps>, string]>([
  [{ name: ".fifo" }, `name must be ${NAME}, not ".fifo".`],
  // The name of the dead-letter queue would be too long.
  [{ name: "q".repeat(72) }, `name must be ${NAME}, not "${"q".repeat(72)}".`],
  [{ consumerTimeoutSeconds: 0 }, "consumerTimeoutSeconds must be a whole number of seconds from 1 to 900, not 0."],
  [{ consumerTimeoutSeconds: 901 }, "consumerTimeoutSeconds must be a whole number of seconds from 1 to 900, not 901."],
])("refuses %j", (props, message) => {
  expect(() => fifoQueue(props)).toThrow(new Error(message));
});

test("accepts a name whose dead-letter queue's has the greatest length", () => {
  const queues = fifoQueue({ name: "q".repeat(71) }).resource["aws_sqs_queue"];

  expect(queues?.["queue_dlq"]?.["name"]).toHaveLength(80);
});

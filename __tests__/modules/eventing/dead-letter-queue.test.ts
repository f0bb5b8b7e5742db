import { DeadLetterQueue } from "../../../modules/eventing/dead-letter-queue";
import { block, synth, variable } from "../synth";

test("is a standard queue that keeps events for 14 days: EventBridge takes no FIFO queue here", () => {
  const { resource } = synth((stack) => new DeadLetterQueue(stack, "dlq", { name: "rule-dlq" }));

  expect(block(resource, "aws_sqs_queue.dlq")).toEqual({
    name: "rule-dlq",
    message_retention_seconds: 1_209_600,
    sqs_managed_sse_enabled: true,
  });
});

test("is encrypted with the customer's key", () => {
  const { resource } = synth((stack) => new DeadLetterQueue(stack, "dlq", { name: "dlq", kmsKeyArn: "key-arn" }));

  expect(block(resource, "aws_sqs_queue.dlq")).toEqual({
    name: "dlq",
    message_retention_seconds: 1_209_600,
    kms_master_key_id: "key-arn",
  });
});

test("refuses the name of a FIFO queue", () => {
  expect(() => synth((stack) => new DeadLetterQueue(stack, "dlq", { name: "dlq.fifo" }))).toThrow(
    new Error(
      'name must be that of a standard queue, not "dlq.fifo": EventBridge refuses a FIFO queue as a rule target\'s dead-letter queue.',
    ),
  );
});

test("takes a name that only Terraform will know", () => {
  const { resource } = synth(
    (stack) => new DeadLetterQueue(stack, "dlq", { name: variable(stack, "name").stringValue }),
  );

  expect(block(resource, "aws_sqs_queue.dlq")).toMatchObject({ name: "${var.name}" });
});

import type { IResolvable } from "cdktf";
import type { RuleTarget } from "../../../../modules/eventing/event-rule";
import { LogGroupTarget } from "../../../../modules/eventing/targets/log-group-target";
import { QueueTarget } from "../../../../modules/eventing/targets/queue-target";
import { TopicTarget } from "../../../../modules/eventing/targets/topic-target";
import { block, variable } from "../../synth";
import { DELIVERY, deliver, TARGET } from "./deliver";

const QUEUE = "arn:aws:sqs:eu-central-1:123456789012:runs";

test.each<[kind: string, target: RuleTarget, settings: object]>([
  ["a queue", new QueueTarget(QUEUE), { arn: QUEUE }],
  [
    "a FIFO queue",
    new QueueTarget(`${QUEUE}.fifo`, "runs"),
    { arn: `${QUEUE}.fifo`, sqs_target: { message_group_id: "runs" } },
  ],
  ["a topic", new TopicTarget("topic-arn"), { arn: "topic-arn" }],
  ["a log group", new LogGroupTarget("log-group-arn"), { arn: "log-group-arn" }],
])("%s gets the events without a role: its own policy lets the rule in", (_kind, target, settings) => {
  const { resource } = deliver(target);

  expect(block(resource, TARGET)).toEqual({ ...DELIVERY, ...settings });
  expect(resource).not.toHaveProperty("aws_iam_role");
});

test("a FIFO queue needs a message group", () => {
  expect(() => new QueueTarget(`${QUEUE}.fifo`)).toThrow(
    new Error(`messageGroupId must be 1 to 128 characters for the FIFO queue "${QUEUE}.fifo".`),
  );
});

test("a queue may be known to Terraform alone", () => {
  const { resource } = deliver((stack) => new QueueTarget(variable(stack, "queue").stringValue));

  expect(block(resource, TARGET)).toEqual({ ...DELIVERY, arn: "${var.queue}" });
});

test("a message group that only Terraform will know may be null: the queue is a standard queue then", () => {
  const { resource } = deliver(
    (stack) => new QueueTarget(QUEUE, variable(stack, "message_group_id").value as IResolvable),
  );

  expect(block(resource, TARGET)).toEqual({
    ...DELIVERY,
    arn: QUEUE,
    dynamic: {
      sqs_target: {
        for_each: "${compact([var.message_group_id])}",
        content: { message_group_id: "${sqs_target.value}" },
      },
    },
  });
});

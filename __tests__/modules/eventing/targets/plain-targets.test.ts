import type { IResolvable } from "cdktf";
import type { RuleTarget } from "../../../../modules/eventing/event-rule";
import { LogGroupTarget } from "../../../../modules/eventing/targets/log-group-target";
import { QueueTarget } from "../../../../modules/eventing/targets/queue-target";
import { TopicTarget } from "../../../../modules/eventing/targets/topic-target";
import { addresses, variable } from "../../synth";
import { DELIVERY, deliver, targetOf } from "./deliver";

const QUEUE = "arn:aws:sqs:eu-central-1:123456789012:runs";
const TOPIC = "arn:aws:sns:eu-central-1:123456789012:runs";
const LOG_GROUP = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/events/runs";

test.each<[kind: string, target: RuleTarget, settings: object]>([
  ["a queue", new QueueTarget(QUEUE), { arn: QUEUE }],
  [
    "a FIFO queue",
    new QueueTarget(`${QUEUE}.fifo`, "runs"),
    { arn: `${QUEUE}.fifo`, sqs_target: { message_group_id: "runs" } },
  ],
  ["a topic", new TopicTarget(TOPIC), { arn: TOPIC }],
  ["a log group", new LogGroupTarget(LOG_GROUP), { arn: LOG_GROUP }],
])(
  "%s that exists receives the events without a role: its owner's policy lets the rule in",
  (_kind, target, settings) => {
    const { resource } = deliver(target);

    expect(targetOf(resource)).toEqual({ ...DELIVERY, ...settings });
    expect(addresses(resource).filter((address) => !address.includes(".rule") && !address.includes(".dlq"))).toEqual(
      [],
    );
    expect(resource).not.toHaveProperty("aws_iam_role");
  },
);

test.each<[() => RuleTarget, string]>([
  [
    () => new QueueTarget("runs"),
    'queue must be the ARN of an SQS queue, arn:aws:sqs:<region>:<account>:<name>, not "runs".',
  ],
  [
    () => new QueueTarget(`${QUEUE}.fifo`),
    "messageGroupId must be 1 to 128 characters for a FIFO queue, not undefined.",
  ],
  [() => new QueueTarget(`${QUEUE}.fifo`, ""), 'messageGroupId must be 1 to 128 characters, not "".'],
  [
    () => new QueueTarget(`${QUEUE}.fifo`, "g".repeat(129)),
    `messageGroupId must be 1 to 128 characters, not "${"g".repeat(129)}".`,
  ],
  [
    () => new TopicTarget(`${TOPIC}.fifo`),
    `topic must be the ARN of a standard SNS topic, arn:aws:sns:<region>:<account>:<name>, not "${TOPIC}.fifo".`,
  ],
  [
    () => new LogGroupTarget(`${LOG_GROUP}:*`),
    `logGroup must be the ARN of a log group without :* at the end, arn:aws:logs:<region>:<account>:log-group:<name>, not "${LOG_GROUP}:*".`,
  ],
])("refuses %s", (target, message) => {
  expect(target).toThrow(new Error(message));
});

test("a queue may be known to Terraform alone", () => {
  const { resource } = deliver((stack) => new QueueTarget(variable(stack, "queue").stringValue));

  expect(targetOf(resource)).toEqual({ ...DELIVERY, arn: "${var.queue}" });
});

test("a message group that only Terraform will know may be null: the queue is a standard queue then", () => {
  const { resource } = deliver(
    (stack) => new QueueTarget(QUEUE, variable(stack, "message_group_id").value as IResolvable),
  );

  expect(targetOf(resource)).toEqual({
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

import { DeadLetterQueue } from "../../../../modules/eventing/dead-letter-queue";
import { EventRule } from "../../../../modules/eventing/event-rule";
import { FifoQueue } from "../../../../modules/eventing/fifo-queue";
import { FifoQueueTarget } from "../../../../modules/eventing/targets/fifo-queue-target";
import { block, letsRuleSend, statements, synth, tlsOnly, variable } from "../../synth";

const QUEUE = "${aws_sqs_queue.queue.arn}";

const deliver = (conditional: boolean) =>
  synth((stack) => {
    const queue = new FifoQueue(stack, "queue", { name: "events", consumerTimeoutSeconds: 30 });
    const deadLetterQueue = new DeadLetterQueue(stack, "dlq", { name: "dlq" });
    new EventRule(stack, "rule", {
      name: "changes",
      description: "Changes",
      eventPattern: { source: ["aws.ec2"] },
      when: conditional ? variable(stack, "chosen", "bool").booleanValue : true,
    }).addTarget("queue", new FifoQueueTarget(queue), { deadLetterQueue });
  });

test("puts all events of a rule into one message group, named after the rule", () => {
  const { resource, data } = deliver(false);

  expect(block(resource, "aws_cloudwatch_event_target.rule_queue")).toMatchObject({
    arn: QUEUE,
    sqs_target: { message_group_id: "${aws_cloudwatch_event_rule.rule.name}" },
    dead_letter_config: { arn: "${aws_sqs_queue.dlq.arn}" },
  });
  expect(statements(data, "queue_policy")).toEqual([
    tlsOnly("sqs:*", QUEUE),
    letsRuleSend("AllowRule", "changes", QUEUE),
  ]);
});

test("lets the rule send before the rule exists", () => {
  const { resource, data } = deliver(true);

  expect(block(resource, "aws_cloudwatch_event_target.rule_queue")).toMatchObject({
    count: "${var.chosen ? 1 : 0}",
    sqs_target: { message_group_id: "${one(aws_cloudwatch_event_rule.rule[*].name)}" },
    depends_on: ["aws_sqs_queue_policy.dlq_access", "aws_sqs_queue_policy.queue_access"],
  });
  expect(statements(data, "queue_policy")).toEqual([
    tlsOnly("sqs:*", QUEUE),
    letsRuleSend("AllowRule", "changes", QUEUE),
  ]);
});

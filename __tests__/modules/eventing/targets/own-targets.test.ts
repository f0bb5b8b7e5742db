import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { TerraformIterator, type TerraformStack } from "cdktf";
import { AlarmTopic, type AlarmTopicProps } from "../../../../modules/eventing/alarm-topic";
import { LogDeliveryPolicy } from "../../../../modules/eventing/log-delivery-policy";
import { Queue } from "../../../../modules/eventing/queue";
import { RelayFunction } from "../../../../modules/eventing/relay-function";
import { FunctionTarget } from "../../../../modules/eventing/targets/function-target";
import { LogGroupTarget } from "../../../../modules/eventing/targets/log-group-target";
import { QueueTarget } from "../../../../modules/eventing/targets/queue-target";
import { TopicTarget } from "../../../../modules/eventing/targets/topic-target";
import type { When } from "../../../../modules/terraform/condition";
import { arn, block, statements, tlsOnly, variable } from "../../synth";
import { deliver, deliverToEach, RULE_ARN, TARGET } from "./deliver";

const chosen = (stack: TerraformStack) => variable(stack, "chosen", "bool").booleanValue;

describe("a queue of one's own", () => {
  const ARN = "${aws_sqs_queue.queue.arn}";
  const letIn = {
    sid: "AllowRule",
    principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
    actions: ["sqs:SendMessage"],
    resources: [ARN],
    condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [RULE_ARN] }],
  };

  test("lets the rule, and no other, send to it", () => {
    const { resource, data } = deliver((stack) => new QueueTarget(new Queue(stack, "queue", { name: "runs" })));

    expect(block(resource, TARGET)).toMatchObject({ arn: ARN });
    expect(statements(data, "queue_policy")).toEqual([tlsOnly("sqs:*", ARN), letIn]);
  });

  test("lets the rule send before the rule exists", () => {
    const { resource, data } = deliver((stack) => new QueueTarget(new Queue(stack, "queue", { name: "runs" })), chosen);

    expect(statements(data, "queue_policy")).toEqual([tlsOnly("sqs:*", ARN), letIn]);
    expect(block(resource, TARGET)).toMatchObject({
      depends_on: ["aws_sqs_queue_policy.dlq_access", "aws_sqs_queue_policy.queue_access"],
    });
  });

  test("for each entry of a map lets the entry's rule send", () => {
    const queues = (stack: TerraformStack): When =>
      TerraformIterator.fromMap(variable(stack, "queues", "map(string)").value as never);
    const { resource, data } = deliverToEach(
      (stack) => new QueueTarget(new Queue(stack, "queue", { name: "runs", when: queues(stack) })),
    );

    expect(block(resource, TARGET)).toMatchObject({ arn: "${aws_sqs_queue.queue[each.key].arn}" });
    expect(statements(data, "queue_policy").map(({ sid }) => sid)).toEqual(["DenyInsecureTransport", "AllowRule"]);
  });

  test("that is a FIFO queue needs a message group", () => {
    const fifo = (messageGroupId?: string) =>
      deliver((stack) => new QueueTarget(new Queue(stack, "queue", { name: "runs.fifo" }), messageGroupId));

    expect(block(fifo("runs").resource, TARGET)).toMatchObject({ sqs_target: { message_group_id: "runs" } });
    expect(() => fifo()).toThrow(
      new Error("messageGroupId must be 1 to 128 characters for a FIFO queue, not undefined."),
    );
  });
});

describe("a topic of one's own", () => {
  const ARN = "${aws_sns_topic.topic.arn}";
  const GIVEN = "arn:aws:sns:eu-central-1:123456789012:on-call";
  const topic = (props: Partial<AlarmTopicProps> = {}, when?: typeof chosen) =>
    deliver((stack) => new TopicTarget(new AlarmTopic(stack, "topic", { name: "runs", ...props })), when);

  test("lets EventBridge publish, in a statement without a condition", () => {
    const { resource, data } = topic();

    expect(block(resource, TARGET)).toMatchObject({ arn: ARN });
    expect(statements(data, "topic_policy").slice(2)).toEqual([
      {
        sid: "AllowRule",
        principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
        actions: ["sns:Publish"],
        resources: [ARN],
      },
    ]);
  });

  test("lets EventBridge publish if the rule exists", () => {
    expect(statements(topic({}, chosen).data, "topic_policy").at(-1)).toMatchObject({
      sid: "AllowRule",
      for_each: "${var.chosen ? [true] : []}",
    });
  });

  test("that exists keeps its owner's policy", () => {
    const { resource, data } = topic({ topicArn: GIVEN });

    expect(block(resource, TARGET)).toMatchObject({ arn: GIVEN });
    expect(data["aws_iam_policy_document"]).not.toHaveProperty("topic_policy");
  });

  test("must exist", () => {
    expect(() => topic({ createTopic: false })).toThrow(
      new Error("topic must have a topic: set topicArn, or createTopic to true."),
    );
  });
});

test("a function of one's own may be invoked by the rule", () => {
  const { resource } = deliver(
    (stack) =>
      new FunctionTarget(
        new RelayFunction(stack, "function", {
          name: "runs",
          description: "Runs",
          code: { filename: "runs.zip" },
          environment: {},
          statements: [],
          policyName: "runs",
        }),
      ),
  );

  expect(block(resource, TARGET)).toMatchObject({ arn: "${aws_lambda_function.function.arn}" });
  expect(block(resource, "aws_lambda_permission.rule_permission")).toMatchObject({
    function_name: "${aws_lambda_function.function.arn}",
    source_arn: RULE_ARN,
  });
});

describe("a log group with a policy of one's own", () => {
  const target = (stack: TerraformStack) =>
    new LogGroupTarget(
      new CloudwatchLogGroup(stack, "group", { name: "/aws/events/runs" }),
      new LogDeliveryPolicy(stack, "delivery", { name: "runs" }),
    );

  const ifChosen = (text: string) => `\${concat([], var.chosen ? ["${text}"] : [])}`;

  test("lets the rule write to it, if the rule exists", () => {
    const { resource, data } = deliver(target, chosen);

    expect(block(resource, TARGET)).toMatchObject({ arn: "${aws_cloudwatch_log_group.group.arn}" });
    expect(statements(data, "delivery_document")).toMatchObject([
      { sid: "CreateLogStream", resources: ifChosen(`${arn("logs", "log-group:/aws/events/runs")}:*`) },
      { sid: "PutLogEvents", condition: [{ variable: "aws:SourceArn", values: ifChosen(RULE_ARN) }] },
    ]);
  });

  test("names a log group without a name of its own by reference", () => {
    const { data } = deliver(
      (stack) =>
        new LogGroupTarget(
          new CloudwatchLogGroup(stack, "group", { namePrefix: "runs" }),
          new LogDeliveryPolicy(stack, "delivery", { name: "runs" }),
        ),
    );

    expect(statements(data, "delivery_document")[0]?.resources).toEqual(["${aws_cloudwatch_log_group.group.arn}:*"]);
  });

  test("has one policy, which cannot name the rules of a map's entries", () => {
    expect(() => deliverToEach(target)).toThrow(
      new Error("logDeliveryPolicy must not be set for a rule that exists for each entry of a map."),
    );
  });
});

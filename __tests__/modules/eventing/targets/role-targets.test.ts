import { DeadLetterQueue } from "../../../../modules/eventing/dead-letter-queue";
import { EventRule, type RuleTarget } from "../../../../modules/eventing/event-rule";
import { DeliveryStreamTarget } from "../../../../modules/eventing/targets/delivery-stream-target";
import { EventBusTarget } from "../../../../modules/eventing/targets/event-bus-target";
import { StateMachineTarget } from "../../../../modules/eventing/targets/state-machine-target";
import { StreamTarget } from "../../../../modules/eventing/targets/stream-target";
import { addresses, block, REGION, statements, synth } from "../../synth";
import { DELIVERY_IN_ROLE, deliver, deliverToEach, REMOVED_AFTER_TARGET, TARGET, TRUST, targetOf } from "./deliver";

const STATE_MACHINE = "arn:aws:states:eu-central-1:123456789012:stateMachine:runs";
const BUS = "arn:aws:events:eu-west-1:210987654321:event-bus/runs";
const STREAM = "arn:aws:kinesis:eu-central-1:123456789012:stream/runs";
const DELIVERY_STREAM = "arn:aws:firehose:eu-central-1:123456789012:deliverystream/runs";

describe.each<[kind: string, target: RuleTarget, arn: string, actions: string[], settings: object]>([
  ["a state machine", new StateMachineTarget(STATE_MACHINE), STATE_MACHINE, ["states:StartExecution"], {}],
  ["an event bus", new EventBusTarget(BUS), BUS, ["events:PutEvents"], {}],
  [
    "a stream",
    new StreamTarget(STREAM),
    STREAM,
    ["kinesis:PutRecord", "kinesis:PutRecords"],
    { kinesis_target: { partition_key_path: "$.id" } },
  ],
  [
    "a stream with another partition key",
    new StreamTarget(STREAM, "$.detail.event.workspace"),
    STREAM,
    ["kinesis:PutRecord", "kinesis:PutRecords"],
    { kinesis_target: { partition_key_path: "$.detail.event.workspace" } },
  ],
  [
    "a delivery stream",
    new DeliveryStreamTarget(DELIVERY_STREAM),
    DELIVERY_STREAM,
    ["firehose:PutRecord", "firehose:PutRecordBatch"],
    {},
  ],
])("%s", (_kind, target, arn, actions, settings) => {
  const { resource, data } = deliver(target);

  test("gets the events in a role", () => {
    expect(targetOf(resource)).toEqual({
      ...DELIVERY_IN_ROLE,
      ...settings,
      arn,
      role_arn: "${aws_iam_role.rule_role.arn}",
    });
  });

  test("the role is for this rule in this region, and no other rule, account or service assumes it", () => {
    expect(block(resource, "aws_iam_role.rule_role")).toEqual({
      name: `runs-${REGION}`,
      assume_role_policy: "${data.aws_iam_policy_document.rule_trust.json}",
      ...REMOVED_AFTER_TARGET,
    });
    expect(statements(data, "rule_trust")).toEqual([TRUST]);
  });

  test("the role may deliver to this target, and nothing else", () => {
    expect(block(resource, "aws_iam_role_policy.rule_role_policy")).toEqual({
      name: "deliver",
      role: "${aws_iam_role.rule_role.id}",
      policy: "${data.aws_iam_policy_document.rule_permissions.json}",
      ...REMOVED_AFTER_TARGET,
    });
    expect(statements(data, "rule_permissions")).toEqual([{ sid: "Deliver", actions, resources: [arn] }]);
  });
});

test("a role is there only where the rule is", () => {
  const { resource } = deliver(new EventBusTarget(BUS), true);
  const { resource: never } = deliver(new EventBusTarget(BUS), false);

  expect(block(resource, "aws_iam_role.rule_role")).not.toHaveProperty("count");
  for (const address of ["aws_iam_role.rule_role", "aws_iam_role_policy.rule_role_policy", TARGET]) {
    expect(block(never, address)).toMatchObject({ count: "${false ? 1 : 0}" });
  }
});

test("each entry of a map has a role of its own, and all that refers to it is the entry's", () => {
  const { resource, data } = deliverToEach(new EventBusTarget("${each.value}"));

  const made = addresses(resource).map((address) => block(resource, address));
  expect(made.map((attributes) => attributes["for_each"])).toEqual(made.map(() => "${var.destinations}"));
  expect(block(resource, TARGET)).toMatchObject({
    rule: "${aws_cloudwatch_event_rule.rule[each.key].name}",
    arn: "${each.value}",
    role_arn: "${aws_iam_role.rule_role[each.key].arn}",
    dead_letter_config: { arn: "${aws_sqs_queue.dlq[each.key].arn}" },
  });
  expect(block(resource, "aws_iam_role.rule_role")).toMatchObject({
    assume_role_policy: "${data.aws_iam_policy_document.rule_trust[each.key].json}",
  });
  expect(block(resource, "aws_iam_role_policy.rule_role_policy")).toMatchObject({
    role: "${aws_iam_role.rule_role[each.key].id}",
    policy: "${data.aws_iam_policy_document.rule_permissions[each.key].json}",
  });
  expect(statements(data, "rule_permissions")).toEqual([
    { sid: "Deliver", actions: ["events:PutEvents"], resources: ["${each.value}"] },
  ]);
});

test("a role needs a rule whose name leaves room for the region", () => {
  const named = (length: number) => () =>
    synth((stack) => {
      const deadLetterQueue = new DeadLetterQueue(stack, "dlq", { name: "dlq" });
      const eventPattern = { source: ["scalr"] };
      new EventRule(stack, "rule", { name: "n".repeat(length), description: "Runs", eventPattern }).addTarget(
        "target",
        new EventBusTarget(BUS),
        { deadLetterQueue },
      );
    });

  expect(named(49)).not.toThrow();
  expect(named(50)).toThrow(
    new Error(
      `name must be at most 49 characters, because the name of its role adds the region, not "${"n".repeat(50)}".`,
    ),
  );
});

test.each<[() => RuleTarget, string]>([
  [
    () => new StateMachineTarget("runs"),
    'stateMachineArn must be the ARN of a Step Functions state machine, arn:aws:states:<region>:<account>:stateMachine:<name>, not "runs".',
  ],
  [
    () => new EventBusTarget("runs"),
    'eventBusArn must be the ARN of an event bus, arn:aws:events:<region>:<account>:event-bus/<name>, not "runs".',
  ],
  [
    () => new StreamTarget("runs"),
    'streamArn must be the ARN of a Kinesis data stream, arn:aws:kinesis:<region>:<account>:stream/<name>, not "runs".',
  ],
  [
    () => new StreamTarget(STREAM, "id"),
    'partitionKeyPath must be a JSON path of at most 256 characters, such as $.id, not "id".',
  ],
  [
    () => new DeliveryStreamTarget("runs"),
    'deliveryStreamArn must be the ARN of a Firehose stream, arn:aws:firehose:<region>:<account>:deliverystream/<name>, not "runs".',
  ],
])("refuses %s", (target, message) => {
  expect(target).toThrow(new Error(message));
});

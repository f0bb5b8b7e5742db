import { TerraformIterator, type TerraformStack, Token } from "cdktf";
import type { RuleTarget } from "../../../../modules/eventing/event-rule";
import { ChosenTarget } from "../../../../modules/eventing/targets/chosen-target";
import { EventBusTarget } from "../../../../modules/eventing/targets/event-bus-target";
import { FunctionTarget } from "../../../../modules/eventing/targets/function-target";
import { QueueTarget } from "../../../../modules/eventing/targets/queue-target";
import { StateMachineTarget } from "../../../../modules/eventing/targets/state-machine-target";
import { StreamTarget } from "../../../../modules/eventing/targets/stream-target";
import { expression } from "../../../../modules/terraform/expression";
import { addresses, block, statements } from "../../synth";
import { deliverToEach, TARGET, TRUST } from "./deliver";

const QUEUE = "arn:aws:sqs:eu-central-1:123456789012:runs";
const FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:runs";
const BUS = "arn:aws:events:eu-central-1:123456789012:event-bus/runs";
const STREAM = "arn:aws:kinesis:eu-central-1:123456789012:stream/runs";
const WORKFLOW = "arn:aws:states:eu-central-1:123456789012:stateMachine:runs";

/** The target is the one that `each.value` names. */
const deliverToOneOf = (targets: Record<string, RuleTarget>) =>
  deliverToEach(
    (stack: TerraformStack) =>
      new ChosenTarget(targets, {
        chosen: Token.asString(expression(stack, "each.value")),
        entries: (names) => TerraformIterator.fromMap(expression(stack, `local.${names.join("_or_")}`)),
      }),
  );

const { resource, data } = deliverToOneOf({
  queue: new QueueTarget(QUEUE),
  fifo: new QueueTarget(`${QUEUE}.fifo`, "group"),
  function: new FunctionTarget(FUNCTION),
  event_bus: new EventBusTarget(BUS),
  stream: new StreamTarget(STREAM, "$.account"),
});

test("an entry has one target: that which is chosen", () => {
  expect(Object.keys(resource["aws_cloudwatch_event_target"] ?? {})).toHaveLength(1);
  expect(block(resource, TARGET)).toMatchObject({
    for_each: "${var.destinations}",
    arn: `\${(each.value == "queue") ? "${QUEUE}" : (each.value == "fifo") ? "${QUEUE}.fifo" : (each.value == "function") ? "${FUNCTION}" : (each.value == "event_bus") ? "${BUS}" : (each.value == "stream") ? "${STREAM}" : null}`,
  });
});

test("with what that one needs besides, and nothing of the others", () => {
  expect(block(resource, TARGET)["dynamic"]).toEqual({
    sqs_target: {
      for_each: '${compact([(each.value == "fifo") ? "group" : null])}',
      content: { message_group_id: "${sqs_target.value}" },
    },
    kinesis_target: {
      for_each: '${compact([(each.value == "stream") ? "$.account" : null])}',
      content: { partition_key_path: "${kinesis_target.value}" },
    },
  });
  expect(block(resource, "aws_lambda_permission.rule_permission")).toMatchObject({ for_each: "${local.function}" });
});

test("is checked for the place that the chosen one must be in", () => {
  const { precondition } = block(resource, TARGET)["lifecycle"] as { precondition: { condition: string }[] };

  expect(precondition.map(({ condition }) => condition.slice(0, 28))).toEqual(
    ["queue", "fifo", "function", "stream"].map((name) => `\${(each.value == "${name}") ? (`.slice(0, 28)),
  );
  expect(precondition.every(({ condition }) => condition.endsWith(" : true}"))).toBe(true);
});

test("entries whose target needs a role have one, each of its own, the others none", () => {
  const ofRole = [resource, data].flatMap((blocks) =>
    addresses(blocks)
      .filter((address) => /\.rule_(role|role_policy|trust|permissions)$/.test(address))
      .map((address) => block(blocks, address)["for_each"]),
  );

  expect(ofRole).toEqual(Array(4).fill("${local.event_bus_or_stream}"));
  expect(block(resource, TARGET)["role_arn"]).toBe(
    '${contains(["event_bus", "stream"], each.value) ? aws_iam_role.rule_role[each.key].arn : null}',
  );
  expect(statements(data, "rule_trust")).toEqual([TRUST]);
});

test("a role may deliver to the entry's own target, and nothing else", () => {
  expect(statements(data, "rule_permissions")).toEqual([
    {
      sid: "DeliverEventBus",
      actions: ["events:PutEvents"],
      resources: [BUS],
      for_each: '${(each.value == "event_bus") ? [true] : []}',
    },
    {
      sid: "DeliverStream",
      actions: ["kinesis:PutRecord", "kinesis:PutRecords"],
      resources: [STREAM],
      for_each: '${(each.value == "stream") ? [true] : []}',
    },
  ]);
});

test("a role has one name and one policy, whatever the target: both are changed in place", () => {
  const { resource: other } = deliverToOneOf({
    workflow: new StateMachineTarget(WORKFLOW),
    bus: new EventBusTarget(BUS),
  });

  for (const address of ["aws_iam_role.rule_role", "aws_iam_role_policy.rule_role_policy"]) {
    const { for_each: entries, ...attributes } = block(other, address);
    expect(block(resource, address)).toMatchObject(attributes);
    expect(entries).toBe("${local.workflow_or_bus}");
  }
});

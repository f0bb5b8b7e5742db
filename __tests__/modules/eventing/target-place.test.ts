import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { TerraformStack } from "cdktf";
import type { RuleTarget } from "../../../modules/eventing/event-rule";
import { Queue } from "../../../modules/eventing/queue";
import { CrossAccountTarget } from "../../../modules/eventing/targets/cross-account-target";
import { DeliveryStreamTarget } from "../../../modules/eventing/targets/delivery-stream-target";
import { EventBusTarget } from "../../../modules/eventing/targets/event-bus-target";
import { FunctionTarget } from "../../../modules/eventing/targets/function-target";
import { LogGroupTarget } from "../../../modules/eventing/targets/log-group-target";
import { QueueTarget } from "../../../modules/eventing/targets/queue-target";
import { StateMachineTarget } from "../../../modules/eventing/targets/state-machine-target";
import { StreamTarget } from "../../../modules/eventing/targets/stream-target";
import { TopicTarget } from "../../../modules/eventing/targets/topic-target";
import { block, variable } from "../synth";
import { deliver, TARGET } from "./targets/deliver";

const arn = (resource: string, service: string) => `arn:aws:${service}:eu-central-1:123456789012:${resource}`;
const QUEUE = arn("runs", "sqs");
const TOPIC = arn("runs", "sns");
const FUNCTION = arn("function:runs", "lambda");
const MACHINE = arn("stateMachine:runs", "states");
const LOG_GROUP = arn("log-group:/aws/events/runs", "logs");
const DELIVERY_STREAM = arn("deliverystream/runs", "firehose");
const STREAM = arn("stream/runs", "kinesis");

const part = (target: string, index: number) => `element(split(":", ${target}), ${index})`;
const inRegion = (target: string) => `(${part(target, 3)} == data.aws_region.current.id)`;
const isOwn = (target: string) => `(${part(target, 4)} == data.aws_caller_identity.current.account_id)`;
const inAccount = (target: string) => `(${inRegion(target)} && ${isOwn(target)})`;
const elsewhere = (target: string) => `(${inRegion(target)} && !${isOwn(target)})`;

const OWN = "in the rule's account and region";
const ADVICE = " The kind cross_account (CrossAccountTarget) is for other accounts.";

type Target = RuleTarget | ((stack: TerraformStack) => RuleTarget);
const preconditionOf = (target: Target) => block(deliver(target).resource, TARGET)["lifecycle"];

test.each<[kind: string, Target, targetArn: string, condition: string, allowed: string, advice?: string]>([
  ["a queue", new QueueTarget(QUEUE), QUEUE, inAccount(`"${QUEUE}"`), OWN, ADVICE],
  ["a topic", new TopicTarget(TOPIC), TOPIC, inAccount(`"${TOPIC}"`), OWN, ADVICE],
  ["a function", new FunctionTarget(FUNCTION), FUNCTION, inAccount(`"${FUNCTION}"`), OWN, ADVICE],
  ["a state machine", new StateMachineTarget(MACHINE), MACHINE, inAccount(`"${MACHINE}"`), OWN],
  ["a log group", new LogGroupTarget(LOG_GROUP), LOG_GROUP, inAccount(`"${LOG_GROUP}"`), OWN],
  [
    "a delivery stream",
    new DeliveryStreamTarget(DELIVERY_STREAM),
    DELIVERY_STREAM,
    inAccount(`"${DELIVERY_STREAM}"`),
    OWN,
  ],
  ["a stream", new StreamTarget(STREAM), STREAM, inRegion(`"${STREAM}"`), "in the rule's region"],
  [
    "a queue of another account",
    new CrossAccountTarget(QUEUE),
    QUEUE,
    elsewhere(`"${QUEUE}"`),
    "in the rule's region and another account",
  ],
  [
    "a queue that only Terraform will know",
    (stack) => new QueueTarget(variable(stack, "queue").stringValue),
    '${try(var.queue, "")}',
    inAccount("var.queue"),
    OWN,
    ADVICE,
  ],
])("%s is refused elsewhere", (_kind, target, targetArn, condition, allowed, advice = "") => {
  expect(preconditionOf(target)).toEqual({
    precondition: [
      {
        condition: `\${${condition}}`,
        error_message: `The target of the rule runs must be ${allowed}, not ${targetArn}.${advice}`,
      },
    ],
  });
});

test.each<[kind: string, Target]>([
  ["an event bus", new EventBusTarget("arn:aws:events:eu-west-1:210987654321:event-bus/runs")],
  ["a queue of the stack", (stack) => new QueueTarget(new Queue(stack, "queue", { name: "runs" }))],
  ["a log group of the stack", (stack) => new LogGroupTarget(new CloudwatchLogGroup(stack, "group", { name: "runs" }))],
])("%s may be anywhere", (_kind, target) => {
  expect(preconditionOf(target)).toBeUndefined();
});

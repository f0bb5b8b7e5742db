import { TerraformIterator, type TerraformStack } from "cdktf";
import { DeadLetterQueue } from "../../../../modules/eventing/dead-letter-queue";
import { EventRule, type RuleTarget } from "../../../../modules/eventing/event-rule";
import { type Condition, isMap, type When } from "../../../../modules/terraform/condition";
import { ACCOUNT, type Attributes, arn, type Blocks, block, type Statement, synth, variable } from "../../synth";

const BUS = "aws.partner/scalr.com/account/integration";

/** The ARN of the rule of `deliver`. */
export const RULE_ARN = arn("events", `rule/${BUS}/runs`);

type Target = RuleTarget | ((stack: TerraformStack) => RuleTarget);

/** A rule on a partner event bus that delivers to one target; rule and target are there only where `when` says so. */
export const deliver = (target: Target, when?: Condition | ((stack: TerraformStack) => Condition)) =>
  synth((stack) => build(stack, target, typeof when === "function" ? when(stack) : when));

/** The same once for each entry of `var.destinations`; the target may refer to `each.value`. */
export const deliverToEach = (target: Target) =>
  synth((stack) => {
    build(stack, target, TerraformIterator.fromMap(variable(stack, "destinations", "map(string)").value as never));
  });

function build(stack: TerraformStack, target: Target, when?: When): void {
  const deadLetterQueue = new DeadLetterQueue(stack, "dlq", { name: "dlq", when: isMap(when) ? when : true });
  new EventRule(stack, "rule", {
    name: "runs",
    description: "Runs",
    eventBusName: BUS,
    eventPattern: { source: ["scalr"] },
    when,
  }).addTarget("target", typeof target === "function" ? target(stack) : target, { deadLetterQueue });
}

/** Where the target of `deliver` is. */
export const TARGET = "aws_cloudwatch_event_target.rule_target";

/** The target of `deliver`, without what Terraform checks about it. */
export function targetOf(resource: Blocks): Attributes {
  return Object.fromEntries(Object.entries(block(resource, TARGET)).filter(([name]) => name !== "lifecycle"));
}

/** What every target of `deliver` is besides its own. */
export const DELIVERY = {
  rule: "${aws_cloudwatch_event_rule.rule.name}",
  event_bus_name: BUS,
  dead_letter_config: { arn: "${aws_sqs_queue.dlq.arn}" },
  retry_policy: { maximum_retry_attempts: 185, maximum_event_age_in_seconds: 86_400 },
  depends_on: ["aws_sqs_queue_policy.dlq_access"],
};

/** The same for a target to which the rule delivers in a role. */
export const DELIVERY_IN_ROLE = {
  ...DELIVERY,
  depends_on: [...DELIVERY.depends_on, "aws_iam_role_policy.rule_role_policy"],
};

/** Of what a target depends on: Terraform destroys it after it has updated the target. */
export const REMOVED_AFTER_TARGET = { lifecycle: { create_before_destroy: true } };

/** Who may assume the role of a target: EventBridge, for this rule of this account alone. */
export const TRUST: Statement = {
  sid: "AssumeByRule",
  actions: ["sts:AssumeRole"],
  principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
  condition: [
    { test: "StringEquals", variable: "aws:SourceAccount", values: [ACCOUNT] },
    { test: "ArnEquals", variable: "aws:SourceArn", values: [RULE_ARN] },
  ],
};

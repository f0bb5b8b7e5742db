import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import {
  CloudwatchEventTarget,
  type CloudwatchEventTargetConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Fn, type IResolvable, Op, Token, Tokenization } from "cdktf";
import { Construct } from "constructs";
import { choose, isNull, onlyIf, type When } from "../terraform/condition";
import { type Constraint, check, matching } from "../terraform/constraint";
import { settle } from "../terraform/setting";
import { AwsEnvironment } from "./aws-environment";
import type { DeadLetterQueue } from "./dead-letter-queue";
import { INPUT_TRANSFORMER, type InputTransformer } from "./input-transformer";
import { pascalCase } from "./policy-document";
import type { QueueSender } from "./queue";
import { RETRY_SETTINGS } from "./settings";
import type { RetrySettings } from "./settings.generated";
import type { TargetPrecondition } from "./target-place";
import { targetRole } from "./target-role";

const RULE_NAME = matching("[.A-Za-z0-9_-]{1,64}", "1 to 64 letters, digits, dots, hyphens and underscores");

/** An event pattern in EventBridge's syntax. */
export type EventPattern = Readonly<Record<string, unknown>>;

/** The address of a target, and what a rule needs to deliver to it. */
export interface TargetAddress extends Omit<CloudwatchEventTargetConfig, "rule" | "sqsTarget" | "kinesisTarget"> {
  /**
   * The actions that the rule's role must be allowed on the target, e.g. `states:StartExecution`.
   * @default - the target needs no role
   */
  readonly actions?: string[];
  /** The message group of a FIFO queue. An expression may be null. */
  readonly messageGroupId?: string | IResolvable;
  /** The JSON path of a Kinesis stream's partition key. An expression may be null. */
  readonly partitionKeyPath?: string | IResolvable;
  /**
   * What Terraform checks before it creates the target.
   * @default - nothing
   */
  readonly preconditions?: readonly TargetPrecondition[];
}

/** The target of a rule. */
export interface RuleTarget {
  /**
   * What the template of an input transformer must be.
   * @default - any template
   */
  readonly inputTemplate?: Constraint<string>;
  /**
   * Creates what the delivery needs besides a role, and returns the target's address, with what lets the rule in as
   * `dependsOn`.
   * @param when the target exists only if this holds, or once for each entry of a map: the rule's, or some of its entries
   */
  bind(rule: EventRule, when?: When): TargetAddress;
}

export interface EventRuleProps {
  /** The rule's name: 1 to 64 letters, digits, dots, hyphens and underscores. */
  readonly name: string;
  readonly description: string;
  /** The pattern that events match, at most 2,048 characters of JSON. An expression is JSON text. */
  readonly eventPattern: EventPattern | IResolvable;
  /**
   * The name of the rule's event bus.
   * @default default
   */
  readonly eventBusName?: string;
  /**
   * As what the policies of queues let the rule send.
   * @default - the rule alone
   */
  readonly sender?: QueueSender;
  /**
   * ARN of an IAM policy that is the permissions boundary of the role in which the rule delivers.
   * @default - none
   */
  readonly permissionsBoundaryArn?: string;
  /**
   * The rule and its targets exist only if this holds, or once for each entry of a map.
   * @default true
   */
  readonly when?: When;
}

/** What is delivered to a target, for how long it is retried, and which queue takes events that could not be delivered. */
export interface DeliveryProps extends RetrySettings {
  /** The queue for events that could not be delivered. */
  readonly deadLetterQueue: DeadLetterQueue;
  /**
   * What the target receives instead of the event. An expression is null, or an object with `input_paths` and
   * `input_template`.
   * @default - the event
   */
  readonly inputTransformer?: InputTransformer | IResolvable;
}

/**
 * A rule on an event bus, and its targets.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html
 * @example
 * const rule = new EventRule(this, "rule", {
 *   name: "stopped-instances",
 *   description: "Instances that were stopped",
 *   eventPattern: { source: ["aws.ec2"], detail: { state: ["stopped"] } },
 * });
 * const deadLetterQueue = new DeadLetterQueue(this, "dlq", { name: "stopped-instances-dlq" });
 * rule.addTarget("queue", new QueueTarget(new Queue(this, "queue", { name: "stopped-instances" })), { deadLetterQueue });
 */
export class EventRule extends Construct implements QueueSender {
  readonly rule: CloudwatchEventRule;
  readonly name: string;
  /** Composed, not referenced: a queue's policy names the rule, and the rule's target the queue. */
  readonly arn: string;
  readonly sid: string;
  readonly when?: When;
  readonly eventBusName: string;
  readonly permissionsBoundaryArn?: string;

  constructor(scope: Construct, id: string, props: EventRuleProps) {
    super(scope, id);
    check("name", props.name, RULE_NAME);
    this.eventBusName = props.eventBusName ?? "default";
    this.name = props.name;
    this.when = props.when;
    this.permissionsBoundaryArn = props.permissionsBoundaryArn;
    ({ sid: this.sid, arn: this.arn } = props.sender ?? ruleSender(scope, id, this));
    this.rule = onlyIf(
      props.when,
      new CloudwatchEventRule(this, "Resource", {
        name: props.name,
        description: props.description,
        eventBusName: this.eventBusName,
        eventPattern: renderPattern(props.eventPattern),
        lifecycle: Tokenization.isResolvable(props.eventPattern)
          ? { precondition: [patternIsShort(props.name, props.eventPattern)] }
          : undefined,
      }),
    );
  }

  /** Delivers the rule's events to `destination`. */
  addTarget(id: string, destination: RuleTarget, delivery: DeliveryProps): CloudwatchEventTarget {
    const { deadLetterQueue, inputTransformer } = delivery;
    const { maximumRetryAttempts, maximumEventAgeSeconds } = settle(RETRY_SETTINGS, delivery);
    if (!Tokenization.isResolvable(inputTransformer)) check("inputTransformer", inputTransformer, INPUT_TRANSFORMER);
    if (inputTransformer && !Tokenization.isResolvable(inputTransformer) && destination.inputTemplate)
      check("inputTransformer.inputTemplate", inputTransformer.inputTemplate, destination.inputTemplate);
    deadLetterQueue.allowSendFrom(this);
    const {
      actions,
      messageGroupId,
      partitionKeyPath,
      preconditions,
      dependsOn = [],
      ...address
    } = destination.bind(this, this.when);
    const inRole = actions && targetRole(this, [{ sid: "Deliver", actions, resources: [address.arn] }], this.when);
    const target = onlyIf(
      this.when,
      new CloudwatchEventTarget(this, id, {
        rule: this.rule.name,
        eventBusName: this.eventBusName,
        deadLetterConfig: { arn: deadLetterQueue.queue.arn },
        retryPolicy: { maximumRetryAttempts, maximumEventAgeInSeconds: maximumEventAgeSeconds },
        roleArn: inRole?.role.arn,
        ...address,
        lifecycle: preconditions && { precondition: [...preconditions] },
        // EventBridge does not retry an event that a policy refuses, so the policies come first.
        dependsOn: [deadLetterQueue.queuePolicy, ...(inRole ? [inRole.policy] : []), ...dependsOn],
      }),
    );
    putBlock(target, "sqs_target", "message_group_id", messageGroupId);
    putBlock(target, "kinesis_target", "partition_key_path", partitionKeyPath);
    if (Tokenization.isResolvable(inputTransformer))
      target.addOverride("dynamic.input_transformer", dynamicTransformer(inputTransformer));
    else if (inputTransformer) target.putInputTransformer(inputTransformer);
    return target;
  }
}

/** The rule `id` in `scope` as a sender to queues, whether it exists or not. */
export function ruleSender(
  scope: Construct,
  id: string,
  { name, eventBusName = "default" }: Pick<EventRuleProps, "name" | "eventBusName">,
): QueueSender {
  // Unique within the stack: a queue's policy has a statement for each rule. A published module's construct is `this`.
  const ids = [...scope.node.path.split("/").slice(1), id];
  const path = eventBusName === "default" ? name : `${eventBusName}/${name}`;
  return {
    sid: `Allow${pascalCase(ids.filter((part) => part !== "this").join("_"))}`,
    arn: AwsEnvironment.of(scope).arn("events", `rule/${path}`),
  };
}

/** EventBridge refuses longer patterns. */
const LONGEST_PATTERN = 2048;

/** The same check in Terraform's plan, before the provider refuses a pattern that only Terraform knows and prints it. */
function patternIsShort(ruleName: string, pattern: IResolvable) {
  const length = Fn.lengthOf(pattern);
  return {
    condition: Op.lte(length, LONGEST_PATTERN),
    errorMessage: `The event pattern of the rule ${ruleName} must be at most ${LONGEST_PATTERN} characters of JSON, not ${Token.asString(length)}.`,
  };
}

function renderPattern(pattern: EventPattern | IResolvable): string {
  if (Tokenization.isResolvable(pattern)) return Token.asString(pattern);
  const json = JSON.stringify(pattern);
  if (json.length > LONGEST_PATTERN) {
    throw new Error(`eventPattern must be at most ${LONGEST_PATTERN} characters of JSON, not ${json.length}: ${json}`);
  }
  return json;
}

/** Adds a block of one attribute, if that has a value. */
function putBlock(target: CloudwatchEventTarget, block: string, attribute: string, value?: string | IResolvable): void {
  if (value === undefined) return;
  if (typeof value === "string") target.addOverride(block, { [attribute]: value });
  else {
    const content = { [attribute]: `\${${block}.value}` };
    target.addOverride(`dynamic.${block}`, { for_each: Fn.compact([Token.asString(value)]), content });
  }
}

function dynamicTransformer(transformer: IResolvable) {
  return {
    for_each: choose<unknown>(isNull(transformer), [], [transformer]),
    content: {
      input_paths: "${input_transformer.value.input_paths}",
      input_template: "${input_transformer.value.input_template}",
    },
  };
}

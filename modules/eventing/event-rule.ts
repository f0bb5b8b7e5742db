import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import {
  CloudwatchEventTarget,
  type CloudwatchEventTargetConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Fn, type IResolvable, Token, Tokenization } from "cdktf";
import { Construct } from "constructs";
import { choose, isNull, onlyIf, type When } from "../terraform/condition";
import { check, matching, wholeNumber } from "../terraform/constraint";
import { AwsEnvironment } from "./aws-environment";
import type { DeadLetterQueue } from "./dead-letter-queue";
import { pascalCase } from "./policy-document";
import type { QueueSender } from "./queue";
import { targetRole } from "./target-role";

const RULE_NAME = matching("[.A-Za-z0-9_-]{1,64}", "1 to 64 letters, digits, dots, hyphens and underscores");
export const RETRY_ATTEMPTS = wholeNumber(0, 185);
export const EVENT_AGE = wholeNumber(60, 86_400, "seconds");

/** An event pattern, as EventBridge reads it. */
export type EventPattern = Readonly<Record<string, unknown>>;

/** How long EventBridge tries to deliver an event to a target. */
export interface RetryPolicy {
  /**
   * How often, 0 to 185.
   * @default 185
   */
  readonly maximumRetryAttempts?: number;
  /**
   * How long, in seconds, 60 to 86,400.
   * @default 86400
   */
  readonly maximumEventAgeSeconds?: number;
}

/** How a target is addressed, and what a rule needs to deliver to it. */
export interface TargetAddress extends Omit<CloudwatchEventTargetConfig, "rule" | "sqsTarget" | "kinesisTarget"> {
  /**
   * What the target's service asks of a role, e.g. `states:StartExecution`.
   * @default - no role is made
   */
  readonly actions?: string[];
  /** The message group, for a FIFO queue; an expression may be null. */
  readonly messageGroupId?: string | IResolvable;
  /** JSON path of the partition key, for a Kinesis stream; an expression may be null. */
  readonly partitionKeyPath?: string | IResolvable;
}

/** What a rule can deliver to. */
export interface RuleTarget {
  /**
   * Makes what is needed besides a role, and tells how the target is addressed.
   * @param when the target is there only where this holds, or once for each entry of a map: of the rule's, or of some of
   * its entries
   */
  bind(rule: EventRule, when?: When): TargetAddress;
}

export interface EventRuleProps {
  /** The rule's name: 1 to 64 letters, digits, dots, hyphens and underscores. */
  readonly name: string;
  readonly description: string;
  /** Which events the rule takes; an expression is JSON text. At most 2,048 characters. */
  readonly eventPattern: EventPattern | IResolvable;
  /**
   * The event bus that the rule listens to.
   * @default default
   */
  readonly eventBusName?: string;
  /**
   * ARN of an IAM policy that bounds the roles in which the rule delivers.
   * @default - none
   */
  readonly permissionsBoundaryArn?: string;
  /**
   * The rule and its targets are there only where this holds, or once for each entry of a map.
   * @default true
   */
  readonly when?: When;
}

/** What a target gets instead of the event. */
export interface InputTransformer {
  /** JSON paths in the event by name, e.g. `{ workspace: "$.detail.event.workspace" }`; at most 100. */
  readonly inputPaths?: Record<string, string>;
  /** Text or JSON with `<name>` for what is at the path; at most 8,192 characters. */
  readonly inputTemplate: string;
}

/** What is delivered, where an event goes that a target did not take in time, and how long it is tried. */
export interface DeliveryProps extends RetryPolicy {
  /** The standard queue for events that could not be delivered. */
  readonly deadLetterQueue: DeadLetterQueue;
  /**
   * What the target gets; an expression is null, or an object with `input_paths` and `input_template`.
   * @default - the event
   */
  readonly inputTransformer?: InputTransformer | IResolvable;
}

/**
 * A rule on an event bus, and its targets.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html
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
    // Unique within the flow, whose policies have a statement for each rule.
    this.sid = `Allow${pascalCase(this.node.path.split("/").slice(2).join("_") || id)}`;
    const path = this.eventBusName === "default" ? props.name : `${this.eventBusName}/${props.name}`;
    this.arn = AwsEnvironment.of(this).arn("events", `rule/${path}`);
    this.rule = onlyIf(
      props.when,
      new CloudwatchEventRule(this, "Resource", {
        name: props.name,
        description: props.description,
        eventBusName: this.eventBusName,
        eventPattern: renderPattern(props.eventPattern),
        lifecycle: Tokenization.isResolvable(props.eventPattern) ? { postcondition: [PATTERN_IS_SHORT] } : undefined,
      }),
    );
  }

  /** Delivers the rule's events to `destination`. */
  addTarget(id: string, destination: RuleTarget, delivery: DeliveryProps): CloudwatchEventTarget {
    const { maximumRetryAttempts = 185, maximumEventAgeSeconds = 86_400, deadLetterQueue, inputTransformer } = delivery;
    check("maximumRetryAttempts", maximumRetryAttempts, RETRY_ATTEMPTS);
    check("maximumEventAgeSeconds", maximumEventAgeSeconds, EVENT_AGE);
    deadLetterQueue.allowSendFrom(this);
    const { actions, messageGroupId, partitionKeyPath, ...address } = destination.bind(this, this.when);
    const target = onlyIf(
      this.when,
      new CloudwatchEventTarget(this, id, {
        rule: this.rule.name,
        eventBusName: this.eventBusName,
        deadLetterConfig: { arn: deadLetterQueue.queue.arn },
        retryPolicy: { maximumRetryAttempts, maximumEventAgeInSeconds: maximumEventAgeSeconds },
        roleArn: actions && targetRole(this, [{ sid: "Deliver", actions, resources: [address.arn] }], this.when).arn,
        ...address,
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

/** EventBridge refuses longer patterns. */
const LONGEST_PATTERN = 2048;

/** The same for a pattern that only Terraform knows; it is checked when Terraform plans. */
const PATTERN_IS_SHORT = {
  condition: `\${length(self.event_pattern) <= ${LONGEST_PATTERN}}`,
  errorMessage: `The event pattern of the rule \${self.name} must be at most ${LONGEST_PATTERN} characters of JSON, not \${length(self.event_pattern)}.`,
};

function renderPattern(pattern: EventPattern | IResolvable): string {
  if (Tokenization.isResolvable(pattern)) return Token.asString(pattern);
  const json = JSON.stringify(pattern);
  if (json.length > LONGEST_PATTERN) {
    throw new Error(`eventPattern must be at most ${LONGEST_PATTERN} characters of JSON, not ${json.length}: ${json}`);
  }
  return json;
}

/** A block of one attribute, where that has a value. */
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

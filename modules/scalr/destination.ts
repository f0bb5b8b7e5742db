import type { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import type { IResolvable } from "cdktf";
import type { DeadLetterQueue } from "../eventing/dead-letter-queue";
import type { EventPattern, EventRule, RuleTarget } from "../eventing/event-rule";
import type { InputTransformer } from "../eventing/input-transformer";
import type { RetrySettings } from "../eventing/settings.generated";
import type { When } from "../terraform/condition";

export interface DestinationProps extends RetrySettings {
  /** The pattern of the events to deliver, as `runExecuted` or `auditLog` returns it. */
  readonly eventPattern: EventPattern | IResolvable;
  /** What receives the events. */
  readonly target: RuleTarget;
  /**
   * The destination's name: 1 to 20 letters, digits, hyphens and underscores.
   * @default - the id
   */
  readonly name?: string;
  /**
   * What the target receives instead of the event.
   * @default - the event
   */
  readonly inputTransformer?: InputTransformer | IResolvable;
  /**
   * The destination and its alarms exist only if this holds, or once for each entry of a map.
   * @default true
   */
  readonly when?: When;
}

/** A destination's rule, and the queue of events that could not be delivered to it. */
export interface Destination {
  readonly rule: EventRule;
  readonly target: CloudwatchEventTarget;
  readonly deadLetterQueue: DeadLetterQueue;
}

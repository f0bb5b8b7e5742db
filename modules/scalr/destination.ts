import type { IResolvable } from "cdktf";
import type { DeadLetterQueue } from "../eventing/dead-letter-queue";
import type { EventPattern, EventRule, RetryPolicy, RuleTarget } from "../eventing/event-rule";
import type { InputTransformer } from "../eventing/input-transformer";
import type { When } from "../terraform/condition";

export interface DestinationProps extends RetryPolicy {
  /** Which events, as `runExecuted` or `auditLog` makes it. */
  readonly eventPattern: EventPattern | IResolvable;
  /** Where they go. */
  readonly target: RuleTarget;
  /**
   * The destination's name: 1 to 20 letters, digits, hyphens and underscores.
   * @default - the id
   */
  readonly name?: string;
  /**
   * What the destination gets.
   * @default - the event
   */
  readonly inputTransformer?: InputTransformer | IResolvable;
  /**
   * The destination is there only where this holds, or once for each entry of a map.
   * @default true
   */
  readonly when?: When;
}

/** A destination's rule, and the queue of events that it did not take. */
export interface Destination {
  readonly rule: EventRule;
  readonly deadLetterQueue: DeadLetterQueue;
}

import type { EventRule, RuleTarget } from "../event-rule";
import type { FifoQueue } from "../fifo-queue";

/** A FIFO queue as a rule's target. All events of the rule are in one message group, which keeps their order. */
export class FifoQueueTarget implements RuleTarget {
  constructor(private readonly queue: FifoQueue) {}

  bind(rule: EventRule) {
    this.queue.allowSendFrom(rule);
    return { arn: this.queue.queue.arn, messageGroupId: rule.rule.name, dependsOn: [this.queue.queuePolicy] };
  }
}

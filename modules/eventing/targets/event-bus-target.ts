import type { RuleTarget } from "../event-rule";

/** Another event bus, of any account and region, as a rule's target. A bus of another account must let this one in. */
export class EventBusTarget implements RuleTarget {
  constructor(private readonly eventBusArn: string) {}

  bind() {
    return { arn: this.eventBusArn, actions: ["events:PutEvents"] };
  }
}

import type { EventRule, RuleTarget } from "../event-rule";
import { targetRole } from "./target-role";

/** Another event bus, of any account and region, as a rule's target. A bus of another account must let this one in. */
export class EventBusTarget implements RuleTarget {
  constructor(private readonly eventBusArn: string) {}

  bind(rule: EventRule) {
    const arn = this.eventBusArn;
    return { arn, roleArn: targetRole(rule, ["events:PutEvents"], [arn]) };
  }
}

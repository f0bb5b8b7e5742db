import { check } from "../../terraform/constraint";
import { regionalArn } from "../constraints";
import type { RuleTarget } from "../event-rule";

export const EVENT_BUS_ARN = regionalArn("an event bus", "events", "event-bus/.+", "event-bus/<name>");

/** Another event bus as a rule's target. The policy of a bus in another account must let this account put events. */
export class EventBusTarget implements RuleTarget {
  /** @param eventBusArn ARN of the event bus, of any account and region */
  constructor(private readonly eventBusArn: string) {
    check("eventBusArn", eventBusArn, EVENT_BUS_ARN);
  }

  bind() {
    return { arn: this.eventBusArn, actions: ["events:PutEvents"] };
  }
}

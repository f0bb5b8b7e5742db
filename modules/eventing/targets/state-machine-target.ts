import type { EventRule, RuleTarget } from "../event-rule";
import { targetRole } from "./target-role";

/** A Step Functions state machine as a rule's target: each event starts an execution. */
export class StateMachineTarget implements RuleTarget {
  constructor(private readonly stateMachineArn: string) {}

  bind(rule: EventRule) {
    const arn = this.stateMachineArn;
    return { arn, roleArn: targetRole(rule, ["states:StartExecution"], [arn]) };
  }
}

import type { RuleTarget } from "../event-rule";

/** A Step Functions state machine as a rule's target: each event starts an execution. */
export class StateMachineTarget implements RuleTarget {
  constructor(private readonly stateMachineArn: string) {}

  bind() {
    return { arn: this.stateMachineArn, actions: ["states:StartExecution"] };
  }
}

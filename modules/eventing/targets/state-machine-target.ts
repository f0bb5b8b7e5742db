import { check } from "../../terraform/constraint";
import { regionalArn } from "../constraints";
import type { RuleTarget } from "../event-rule";

export const STATE_MACHINE_ARN = regionalArn(
  "a Step Functions state machine",
  "states",
  "stateMachine:[^:]+(?::[^:]+)?",
  "stateMachine:<name>",
);

/** A Step Functions state machine as a rule's target. Each event starts an execution. */
export class StateMachineTarget implements RuleTarget {
  /** @param stateMachineArn ARN of the state machine, or of a version or alias of it */
  constructor(private readonly stateMachineArn: string) {
    check("stateMachineArn", stateMachineArn, STATE_MACHINE_ARN);
  }

  bind() {
    return { arn: this.stateMachineArn, actions: ["states:StartExecution"] };
  }
}

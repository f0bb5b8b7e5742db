import { check } from "../../terraform/constraint";
import { regionalArn } from "../constraints";
import type { EventRule, RuleTarget } from "../event-rule";
import { IN_ACCOUNT, mustBe } from "../target-place";

export const STATE_MACHINE_ARN = regionalArn(
  "a Step Functions state machine",
  "states",
  "stateMachine:[^:]+(?::[^:]+)?",
  "stateMachine:<name>",
);

/** A Step Functions state machine of the rule's account as its target. Each event starts an execution. */
export class StateMachineTarget implements RuleTarget {
  /** @param stateMachineArn ARN of the state machine, or of a version or alias of it */
  constructor(private readonly stateMachineArn: string) {
    check("stateMachineArn", stateMachineArn, STATE_MACHINE_ARN);
  }

  bind(rule: EventRule) {
    const { stateMachineArn: arn } = this;
    return { arn, actions: ["states:StartExecution"], preconditions: [mustBe(IN_ACCOUNT, rule, arn)] };
  }
}

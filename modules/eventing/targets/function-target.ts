import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { onlyIf, type When } from "../../terraform/condition";
import { check } from "../../terraform/constraint";
import { regionalArn } from "../constraints";
import type { EventRule, RuleTarget } from "../event-rule";
import type { RelayFunction } from "../relay-function";
import { IN_ACCOUNT_UNLESS_ROLE, mustBe } from "../target-place";
import { REMOVED_AFTER_TARGET } from "../target-role";

export const FUNCTION_ARN = regionalArn(
  "a Lambda function without version or alias",
  "lambda",
  "function:[A-Za-z0-9_-]+",
  "function:<name>",
);

/** A Lambda function of the rule's account as its target. The rule may invoke it. */
export class FunctionTarget implements RuleTarget {
  private readonly functionArn: string;

  /** @param target the function, or the ARN of an existing one */
  constructor(private readonly target: RelayFunction | string) {
    this.functionArn = typeof target === "string" ? target : target.function.arn;
    check("target", this.functionArn, FUNCTION_ARN);
  }

  bind(rule: EventRule, when?: When) {
    const permission = onlyIf(
      when,
      new LambdaPermission(rule, "permission", {
        action: "lambda:InvokeFunction",
        functionName: this.functionArn,
        principal: "events.amazonaws.com",
        sourceArn: rule.arn,
        lifecycle: REMOVED_AFTER_TARGET,
      }),
    );
    const address = { arn: this.functionArn, dependsOn: [permission] };
    if (typeof this.target !== "string") return address;
    return { ...address, preconditions: [mustBe(IN_ACCOUNT_UNLESS_ROLE, rule, this.functionArn)] };
  }
}

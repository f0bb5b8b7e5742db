import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { onlyIf, type When } from "../../terraform/condition";
import type { EventRule, RuleTarget } from "../event-rule";

/** A Lambda function of this account as a rule's target; the rule may invoke it. */
export class FunctionTarget implements RuleTarget {
  constructor(private readonly functionArn: string) {}

  bind(rule: EventRule, when?: When) {
    onlyIf(
      when,
      new LambdaPermission(rule, "permission", {
        action: "lambda:InvokeFunction",
        functionName: this.functionArn,
        principal: "events.amazonaws.com",
        sourceArn: rule.arn,
      }),
    );
    return { arn: this.functionArn };
  }
}

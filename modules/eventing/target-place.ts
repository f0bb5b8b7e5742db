import { Fn, Op, Token } from "cdktf";
import type { Construct } from "constructs";
import { and, type Condition } from "../terraform/condition";
import { AwsEnvironment } from "./aws-environment";

/**
 * Where a target must be, as seen from its rule. EventBridge delivers to another region only if an event bus is there.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
 */
export interface TargetPlace {
  /** The end of the sentence "The target of the rule must be …". */
  readonly allowed: string;
  /** A further sentence. */
  readonly advice?: string;
  /** Whether the target must be in the rule's account, or must not. */
  readonly ownAccount?: boolean;
}

export const IN_REGION: TargetPlace = { allowed: "in the rule's region" };
export const IN_ACCOUNT: TargetPlace = { allowed: "in the rule's account and region", ownAccount: true };
/** For what EventBridge reaches in another account in a role. */
export const IN_ACCOUNT_UNLESS_ROLE: TargetPlace = {
  ...IN_ACCOUNT,
  advice: "The kind cross_account (CrossAccountTarget) is for other accounts.",
};
export const IN_OTHER_ACCOUNT: TargetPlace = {
  allowed: "in the rule's region and another account",
  ownAccount: false,
};

/** What Terraform checks about a target. */
export interface TargetPrecondition {
  readonly condition: Condition;
  readonly errorMessage: string;
}

/** Only Terraform knows the rule's account and region. */
export function mustBe(
  place: TargetPlace,
  rule: Construct & { readonly name: string },
  targetArn: string,
): TargetPrecondition {
  const { region, accountId } = AwsEnvironment.of(rule);
  const parts = Fn.split(":", targetArn);
  const inRegion = Op.eq(Fn.element(parts, 3), region);
  const isOwn = Op.eq(Fn.element(parts, 4), accountId);
  const inAccount = place.ownAccount === undefined || (place.ownAccount ? isOwn : Op.not(isOwn));
  // Terraform evaluates the message of a condition that holds, too, even for a target that is not chosen.
  const given = Token.isUnresolved(targetArn) ? Token.asString(Fn.try([targetArn, ""])) : targetArn;
  return {
    condition: and(inRegion, inAccount),
    errorMessage: [`The target of the rule ${rule.name} must be ${place.allowed}, not ${given}.`, place.advice]
      .filter(Boolean)
      .join(" "),
  };
}

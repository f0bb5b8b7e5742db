import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Precondition, TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";
import { onlyIf, type When } from "../terraform/condition";
import { check, matching } from "../terraform/constraint";
import { AwsEnvironment } from "./aws-environment";
import { PolicyDocument, type PolicyStatement } from "./policy-document";

/**
 * For what a target depends on: if a target no longer needs it, Terraform updates the target first and destroys it then.
 * Otherwise events in between would be delivered to the old target without its permission.
 */
export const REMOVED_AFTER_TARGET = { createBeforeDestroy: true };

const RULE_NAME = matching(
  "[.A-Za-z0-9_-]{1,49}",
  "at most 49 characters, because the name of its role adds the region",
);

/** The rule that delivers in the role. */
export interface DeliveringRule extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly permissionsBoundaryArn?: string;
}

/** A role, and the policy without which the role may not deliver. */
export interface TargetRole {
  readonly role: IamRole;
  readonly policy: IamRolePolicy;
}

/**
 * The role in which EventBridge delivers one rule's events.
 * @param statements what the target's service requires
 * @param when the role exists only if this holds, or once for each entry of a map
 */
export function targetRole(rule: DeliveringRule, statements: readonly PolicyStatement[], when?: When): TargetRole {
  check("name", rule.name, RULE_NAME);
  const { name, arn, permissionsBoundaryArn } = rule;
  const ruleArns = [arn];
  return deliveryRole(rule, {
    name,
    ruleArns,
    statements,
    permissionsBoundaryArn,
    lifecycle: REMOVED_AFTER_TARGET,
    when,
  });
}

export interface DeliveryRoleProps {
  /** The role's name, to which the region is appended. */
  readonly name: string;
  /** ARNs of the rules that deliver in the role. */
  readonly ruleArns: readonly string[];
  /** What the targets' service requires. */
  readonly statements: readonly PolicyStatement[];
  /**
   * ARN of an IAM policy that is the role's permissions boundary.
   * @default - none
   */
  readonly permissionsBoundaryArn?: string;
  /**
   * The lifecycle of role and policy.
   * @default - Terraform's
   */
  readonly lifecycle?: TerraformResourceLifecycle;
  /**
   * What must hold before Terraform creates the role.
   * @default - nothing
   */
  readonly precondition?: Precondition;
  /**
   * The role exists only if this holds, or once for each entry of a map.
   * @default true
   */
  readonly when?: When;
}

/**
 * The role in which EventBridge delivers the events of rules, and of no others. Its resources are created in `scope`.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html
 */
export function deliveryRole(scope: Construct, props: DeliveryRoleProps): TargetRole {
  const { name, ruleArns, statements, permissionsBoundaryArn, lifecycle, precondition, when } = props;
  const { accountId, region } = AwsEnvironment.of(scope);
  const trust = new PolicyDocument(
    scope,
    "trust",
    [
      {
        sid: ruleArns.length === 1 ? "AssumeByRule" : "AssumeByRules",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] },
          { test: "ArnEquals", variable: "aws:SourceArn", values: [...ruleArns] },
        ],
      },
    ],
    when,
  );
  const role = onlyIf(
    when,
    // Roles are global: with the region in its name, an account can have the rules in each.
    new IamRole(scope, "role", {
      name: `${name}-${region}`,
      assumeRolePolicy: trust.json,
      permissionsBoundary: permissionsBoundaryArn,
      lifecycle: precondition ? { ...lifecycle, precondition: [precondition] } : lifecycle,
    }),
  );
  const permissions = new PolicyDocument(scope, "permissions", statements, when);
  const policy = onlyIf(
    when,
    new IamRolePolicy(scope, "role_policy", { name: "deliver", role: role.id, policy: permissions.json, lifecycle }),
  );
  return { role, policy };
}

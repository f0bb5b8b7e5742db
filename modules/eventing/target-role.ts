import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
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
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html
 */
export function targetRole(rule: DeliveringRule, statements: readonly PolicyStatement[], when?: When): TargetRole {
  check("name", rule.name, RULE_NAME);
  const { accountId, region } = AwsEnvironment.of(rule);
  const trust = new PolicyDocument(
    rule,
    "trust",
    [
      {
        sid: "AssumeByRule",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] },
          { test: "ArnEquals", variable: "aws:SourceArn", values: [rule.arn] },
        ],
      },
    ],
    when,
  );
  const role = onlyIf(
    when,
    // Roles are global: with the region in its name, an account can have the rule in each.
    new IamRole(rule, "role", {
      name: `${rule.name}-${region}`,
      assumeRolePolicy: trust.json,
      permissionsBoundary: rule.permissionsBoundaryArn,
      lifecycle: REMOVED_AFTER_TARGET,
    }),
  );
  const permissions = new PolicyDocument(rule, "permissions", statements, when);
  const policy = onlyIf(
    when,
    new IamRolePolicy(rule, "role_policy", {
      name: "deliver",
      role: role.id,
      policy: permissions.json,
      lifecycle: REMOVED_AFTER_TARGET,
    }),
  );
  return { role, policy };
}

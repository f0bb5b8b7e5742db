import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { onlyIf } from "../../terraform/condition";
import { AwsEnvironment } from "../aws-environment";
import type { EventRule } from "../event-rule";
import { PolicyDocument } from "../policy-document";

/**
 * The role in which EventBridge delivers one rule's events to one target.
 * @param actions what the target's service asks for
 * @param resources the target's ARN
 * @returns the role's ARN
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html
 */
export function targetRole(rule: EventRule, actions: string[], resources: string[]): string {
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
    rule.when,
  );
  const role = onlyIf(
    rule.when,
    // Roles are global: the region lets one account have the rule in each.
    new IamRole(rule, "role", {
      name: `${rule.name}-${region}`,
      assumeRolePolicy: trust.json,
      permissionsBoundary: rule.permissionsBoundaryArn,
    }),
  );
  const permissions = new PolicyDocument(rule, "permissions", [{ sid: "Deliver", actions, resources }], rule.when);
  onlyIf(
    rule.when,
    new IamRolePolicy(rule, "role_policy", { name: "deliver", role: role.id, policy: permissions.json }),
  );
  return role.arn;
}

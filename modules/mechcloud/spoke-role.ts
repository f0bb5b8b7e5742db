import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Fn, Op } from "cdktf";
import { Construct } from "constructs";
import { AwsEnvironment } from "../eventing/aws-environment";
import { PolicyDocument } from "../eventing/policy-document";
import { and, not } from "../terraform/condition";

export interface SpokeRoleProps {
  /** The role's name, to which the region is appended. */
  readonly name: string;
  /** ARN of the hub's event bus. */
  readonly hubBusArn: string;
  /** ARNs of the rules that deliver in the role. */
  readonly ruleArns: readonly string[];
  /**
   * ARN of an IAM policy that is the role's permissions boundary.
   * @default - none
   */
  readonly permissionsBoundaryArn?: string;
}

/**
 * The role in which EventBridge delivers the events of a spoke's rules, and of no others, to the hub's bus, and to no other.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html
 */
export class SpokeRole extends Construct {
  readonly role: IamRole;
  readonly rolePolicy: IamRolePolicy;

  constructor(scope: Construct, id: string, { name, hubBusArn, ruleArns, permissionsBoundaryArn }: SpokeRoleProps) {
    super(scope, id);
    const { accountId, region } = AwsEnvironment.of(this);
    const trust = new PolicyDocument(this, "trust", [
      {
        sid: "AssumeByRules",
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
        condition: [
          { test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] },
          { test: "ArnEquals", variable: "aws:SourceArn", values: [...ruleArns] },
        ],
      },
    ]);
    this.role = new IamRole(this, "role", {
      // Roles are global: with the region in its name, an account can have a spoke in each.
      name: `${name}-${region}`,
      assumeRolePolicy: trust.json,
      permissionsBoundary: permissionsBoundaryArn,
      lifecycle: { precondition: [isElsewhere(this, hubBusArn)] },
    });
    const permissions = new PolicyDocument(this, "permissions", [
      { sid: "Deliver", actions: ["events:PutEvents"], resources: [hubBusArn] },
    ]);
    this.rolePolicy = new IamRolePolicy(this, "role_policy", {
      name: "deliver",
      role: this.role.id,
      policy: permissions.json,
    });
  }
}

/** A relay has the rules itself: with a spoke beside it, each change would be posted twice. */
function isElsewhere(scope: Construct, hubBusArn: string) {
  const { accountId, region } = AwsEnvironment.of(scope);
  const parts = Fn.split(":", hubBusArn);
  return {
    condition: not(and(Op.eq(Fn.element(parts, 3), region), Op.eq(Fn.element(parts, 4), accountId))),
    errorMessage: `hub_bus_arn must be in another region or account than the spoke, not ${hubBusArn}: the relay there has the rules itself.`,
  };
}

import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Fn, Op, type Precondition } from "cdktf";
import { Construct } from "constructs";
import { AwsEnvironment } from "../eventing/aws-environment";
import { type DeliveryRoleProps, deliveryRole } from "../eventing/target-role";
import { and, not } from "../terraform/condition";

export interface SpokeRoleProps extends Pick<DeliveryRoleProps, "name" | "ruleArns" | "permissionsBoundaryArn"> {
  /** ARN of the hub's event bus. */
  readonly hubBusArn: string;
}

/**
 * The role in which EventBridge delivers the events of a spoke's rules, and of no others, to the hub's bus, and to no other.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html
 */
export class SpokeRole extends Construct {
  readonly role: IamRole;
  readonly rolePolicy: IamRolePolicy;

  constructor(scope: Construct, id: string, { hubBusArn, ...props }: SpokeRoleProps) {
    super(scope, id);
    const statements = [{ sid: "Deliver", actions: ["events:PutEvents"], resources: [hubBusArn] }];
    const precondition = isElsewhere(this, hubBusArn);
    ({ role: this.role, policy: this.rolePolicy } = deliveryRole(this, { ...props, statements, precondition }));
  }
}

/** A relay has the rules itself: with a spoke beside it, each change would be posted twice. */
function isElsewhere(scope: Construct, hubBusArn: string): Precondition {
  const { accountId, region } = AwsEnvironment.of(scope);
  const parts = Fn.split(":", hubBusArn);
  return {
    condition: not(and(Op.eq(Fn.element(parts, 3), region), Op.eq(Fn.element(parts, 4), accountId))),
    errorMessage: `hub_bus_arn must be in another region or account than the spoke, not ${hubBusArn}: the relay there has the rules itself.`,
  };
}

import { Fn, Op } from "cdktf";
import { AwsEnvironment } from "../eventing/aws-environment";
import type { EventRule, RuleTarget } from "../eventing/event-rule";
import { and, not } from "../terraform/condition";
import type { SpokeRole } from "./spoke-role";

/** The event bus of a hub, in another region or account, as a rule's target. */
export class HubTarget implements RuleTarget {
  constructor(
    private readonly hubBusArn: string,
    private readonly role: SpokeRole,
  ) {}

  bind(rule: EventRule) {
    const { hubBusArn: arn, role } = this;
    return {
      arn,
      roleArn: role.role.arn,
      dependsOn: [role.rolePolicy],
      preconditions: [isElsewhere(arn, rule)],
    };
  }
}

/** A relay has the rules itself: with a spoke beside it, each change would be posted twice. */
function isElsewhere(arn: string, rule: EventRule) {
  const { accountId, region } = AwsEnvironment.of(rule);
  const parts = Fn.split(":", arn);
  return {
    condition: not(and(Op.eq(Fn.element(parts, 3), region), Op.eq(Fn.element(parts, 4), accountId))),
    errorMessage: `hub_bus_arn must be in another region or account than the spoke, not ${arn}: the relay there has the rules itself.`,
  };
}

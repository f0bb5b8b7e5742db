import type { RuleTarget } from "../eventing/event-rule";
import type { SpokeRole } from "./spoke-role";

/** The event bus of a hub, in another region or account, as a rule's target. */
export class HubTarget implements RuleTarget {
  constructor(
    private readonly hubBusArn: string,
    private readonly role: SpokeRole,
  ) {}

  bind() {
    const { hubBusArn: arn, role } = this;
    return { arn, roleArn: role.role.arn, dependsOn: [role.rolePolicy] };
  }
}

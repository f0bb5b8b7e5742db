import { accountOfArn } from "../aws/arn";
import type { Aws } from "../aws/aws";
import { letsAccountIn } from "../aws/policy";
import { UsageError } from "../errors";
import { cloudAccountsOf, findHub, type Hub } from "../relay/hub";
import { type HubBus, hubBusOf } from "../relay/hub-bus";
import { relayNames, ruleNames } from "../relay/names";
import { findRelayIfAny } from "../relay/relay";
import type { Spoke } from "../relay/spoke";
import type { Check, Finding, SpokeDeployment } from "./check";

const ADD_ACCOUNT = "add the account to the hub's cloud_accounts, and terraform apply there";

export const SPOKE_HUB_CHECK: Check<SpokeDeployment> = {
  id: "spoke-hub",
  right:
    "The hub's event bus exists, lets this account send events, and has rules for them; the hub has a cloud account for it.",
  async check(deployment) {
    const buses = new Map(
      (await deployment.targets()).map(({ rule, target }) => [target.Arn!, accountOfArn(rule.Arn!)]),
    );
    const findings = [...buses].flatMap(([arn, account]) => {
      const bus = hubBusOf(arn);
      return bus ? [hubFindings(deployment, bus, account)] : [];
    });
    return (await Promise.all(findings)).flat();
  },
};

/** @param account the spoke's */
async function hubFindings(deployment: SpokeDeployment, bus: HubBus, account: string): Promise<Finding[]> {
  const { context, options } = deployment;
  const { hubProfile, profile, endpointUrl } = options;
  const isOwn = bus.account === account;
  if (!isOwn && !hubProfile) {
    const problem = `The event bus ${bus.arn} is in another account: it was not checked.`;
    return [{ problem, next: "aws-event-relay doctor --hub-profile HUB_PROFILE", isNote: true }];
  }
  const aws = context.connect({ region: bus.region, profile: hubProfile ?? profile, endpointUrl });
  const { Account } = await aws.sts.getCallerIdentity({});
  if (Account !== bus.account) {
    throw new UsageError(`--hub-profile must be of the hub's account ${bus.account}, got a profile of ${Account}.`);
  }
  const hub = await findHub(aws, { ...relayNames(bus.prefix), hubBus: bus.name });
  if (!hub) {
    return [
      {
        problem: `The event bus ${bus.arn} does not exist.`,
        next: "set create_hub for the hub, and terraform apply there",
      },
    ];
  }
  const unmatched = unmatchedFindings(deployment.spoke, hub, bus);
  // Within an account, the role suffices, and the relay's own cloud account is used.
  return isOwn ? unmatched : [...(await accountFindings(aws, hub, bus, account)), ...unmatched];
}

/** Events that no rule of the bus matches are gone: for EventBridge, they are delivered. */
function unmatchedFindings({ names, rules }: Spoke, hub: Hub, { arn, prefix }: HubBus): Finding[] {
  const kinds = ruleNames(relayNames(prefix));
  const unmatched = ruleNames(names).filter(
    (name, index) =>
      rules.some(({ Name }) => Name === name) && !hub.rules.some(({ Name }) => Name!.startsWith(`${kinds[index]}-`)),
  );
  return unmatched.map((name) => ({
    problem: `The event bus ${arn} has no rule for the events of the rule ${name}: they are lost.`,
    next: "set the same sync_mechanisms for the hub and the spoke, and terraform apply",
  }));
}

/** @param account the spoke's, which is not the hub's */
async function accountFindings(aws: Aws, hub: Hub, bus: HubBus, account: string): Promise<Finding[]> {
  if (!letsAccountIn(hub.policy, account, "events:PutEvents")) {
    return [
      { problem: `The policy of ${bus.arn} does not let the account ${account} send events.`, next: ADD_ACCOUNT },
    ];
  }
  const relay = await findRelayIfAny(aws, bus.prefix);
  if (!relay || cloudAccountsOf(relay).includes(account)) return [];
  const problem = `The hub's cloud_accounts lacks the account ${account}: the hub sets its events aside.`;
  return [{ problem, next: `${ADD_ACCOUNT}; then aws-event-relay redrive` }];
}

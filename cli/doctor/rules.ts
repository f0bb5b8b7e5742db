import type { Rule } from "@aws-sdk/client-eventbridge";
import type { Aws } from "../aws/aws";
import { listTargets } from "../aws/lists";
import type { RelayNames, RuleNames } from "../relay/names";
import { APPLY, type Check, type Finding } from "./check";

const rules: Check = {
  id: "rules",
  right: "The rules are enabled.",
  async check({ relay: { names }, rules: read }) {
    return ruleFindings(names, await read());
  },
};

/** What is wrong with the rules of a relay or spoke. */
export function ruleFindings(names: RuleNames, found: readonly Rule[]): Finding[] {
  const has = (name: string) => found.some(({ Name }) => Name === name);
  const findings = disabledFindings(found);
  if (!has(names.instanceStateChangeRule)) {
    findings.push({ problem: `The rule ${names.instanceStateChangeRule} does not exist.`, next: APPLY });
  }
  if (!has(names.tagChangeRule) && !has(names.cloudtrailRule)) {
    const problem = `Neither ${names.tagChangeRule} nor ${names.cloudtrailRule} exists, so no change of a VPC or subnet is noticed.`;
    findings.push({ problem, next: APPLY });
  }
  return findings;
}

/** @param eventBus default: the default bus */
export function disabledFindings(found: readonly Rule[], eventBus?: string): Finding[] {
  const bus = eventBus ? `--event-bus-name ${eventBus} ` : "";
  return found
    .filter(({ State }) => State !== "ENABLED")
    .map(({ Name, State }) => ({
      problem: `The rule ${Name} is ${State}.`,
      next: `aws events enable-rule ${bus}--name ${Name}`,
    }));
}

const targets: Check = {
  id: "targets",
  right: "The rules send to the queue, and to the dead-letter queue if they cannot.",
  async check({ aws, relay, rules: read }) {
    return targetFindings(aws, relay.names, await read());
  },
};

/** @param eventBus default: the default bus */
export async function targetFindings(
  aws: Aws,
  { queue, ruleDeadLetterQueue }: RelayNames,
  found: readonly Rule[],
  eventBus?: string,
): Promise<Finding[]> {
  const findings = found.map(async ({ Name }): Promise<Finding[]> => {
    const target = (await listTargets(aws, Name!, eventBus)).find(({ Arn }) => Arn?.endsWith(`:${queue}`));
    if (!target) return [{ problem: `The rule ${Name} does not send to ${queue}.`, next: APPLY }];
    if (!target.SqsParameters?.MessageGroupId)
      return [{ problem: `The target of the rule ${Name} has no message group id.`, next: APPLY }];
    if (target.DeadLetterConfig?.Arn?.endsWith(`:${ruleDeadLetterQueue}`)) return [];
    return [{ problem: `The target of the rule ${Name} has no dead-letter queue.`, next: APPLY }];
  });
  return (await Promise.all(findings)).flat();
}

const trail: Check = {
  id: "trail",
  right: "A trail logs management write events, if the mechanism cloudtrail is chosen.",
  async check({ aws, relay, rules: read }) {
    const next = "set create_trail, or start the trail that exists, and terraform apply";
    return trailFindings(aws, relay.names, await read(), next);
  },
};

export async function trailFindings(
  { cloudTrail }: Aws,
  { cloudtrailRule }: RuleNames,
  found: readonly Rule[],
  next: string,
): Promise<Finding[]> {
  if (!found.some(({ Name }) => Name === cloudtrailRule)) return [];
  const { trailList = [] } = await cloudTrail.describeTrails({});
  for (const { TrailARN: name } of trailList) {
    const { IsLogging } = await cloudTrail.getTrailStatus({ Name: name });
    const { EventSelectors = [], AdvancedEventSelectors } = await cloudTrail.getEventSelectors({ TrailName: name });
    const logsWrites = EventSelectors.some(
      ({ IncludeManagementEvents, ReadWriteType }) => IncludeManagementEvents && ReadWriteType !== "ReadOnly",
    );
    // Advanced selectors are too many to judge.
    if (IsLogging && (logsWrites || AdvancedEventSelectors)) return [];
  }
  const problem = "No trail of this region logs management write events, so the rule cloudtrail has no events.";
  return [{ problem, next }];
}

export const RULE_CHECKS: readonly Check[] = [rules, targets, trail];

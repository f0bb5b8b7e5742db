import { listTargets } from "../aws/lists";
import { APPLY, type Check, type Finding } from "./check";

const rules: Check = {
  id: "rules",
  right: "The rules are enabled.",
  async check({ relay: { names }, rules: read }) {
    const found = await read();
    const has = (name: string) => found.some(({ Name }) => Name === name);
    const findings: Finding[] = found
      .filter(({ State }) => State !== "ENABLED")
      .map(({ Name, State }) => ({
        problem: `The rule ${Name} is ${State}.`,
        next: `aws events enable-rule --name ${Name}`,
      }));
    if (!has(names.instanceStateChangeRule)) {
      findings.push({ problem: `The rule ${names.instanceStateChangeRule} does not exist.`, next: APPLY });
    }
    if (!has(names.tagChangeRule) && !has(names.cloudtrailRule)) {
      const problem = `Neither ${names.tagChangeRule} nor ${names.cloudtrailRule} exists, so no change of a VPC or subnet is noticed.`;
      findings.push({ problem, next: APPLY });
    }
    return findings;
  },
};

const targets: Check = {
  id: "targets",
  right: "The rules send to the queue, and to the dead-letter queue if they cannot.",
  async check({ aws, relay, rules: read }) {
    const { queue, ruleDeadLetterQueue } = relay.names;
    const findings = (await read()).map(async ({ Name }): Promise<Finding[]> => {
      const target = (await listTargets(aws, Name!)).find(({ Arn }) => Arn?.endsWith(`:${queue}`));
      if (!target) return [{ problem: `The rule ${Name} does not send to ${queue}.`, next: APPLY }];
      if (!target.SqsParameters?.MessageGroupId)
        return [{ problem: `The target of the rule ${Name} has no message group id.`, next: APPLY }];
      if (target.DeadLetterConfig?.Arn?.endsWith(`:${ruleDeadLetterQueue}`)) return [];
      return [{ problem: `The target of the rule ${Name} has no dead-letter queue.`, next: APPLY }];
    });
    return (await Promise.all(findings)).flat();
  },
};

const trail: Check = {
  id: "trail",
  right: "A trail logs management write events, if the mechanism cloudtrail is chosen.",
  async check({ aws, relay, rules: read }) {
    const found = await read();
    if (!found.some(({ Name }) => Name === relay.names.cloudtrailRule)) return [];
    const { trailList = [] } = await aws.cloudTrail.describeTrails({});
    for (const { TrailARN: name } of trailList) {
      const { IsLogging } = await aws.cloudTrail.getTrailStatus({ Name: name });
      const { EventSelectors = [], AdvancedEventSelectors } = await aws.cloudTrail.getEventSelectors({
        TrailName: name,
      });
      const logsWrites = EventSelectors.some(
        ({ IncludeManagementEvents, ReadWriteType }) => IncludeManagementEvents && ReadWriteType !== "ReadOnly",
      );
      // Advanced selectors are too many to judge.
      if (IsLogging && (logsWrites || AdvancedEventSelectors)) return [];
    }
    const problem = "No trail of this region logs management write events, so the rule cloudtrail has no events.";
    return [{ problem, next: "set create_trail, or start the trail that exists, and terraform apply" }];
  },
};

export const RULE_CHECKS: readonly Check[] = [rules, targets, trail];

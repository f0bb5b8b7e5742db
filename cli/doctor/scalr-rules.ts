import { allPages } from "../aws/pages";
import { APPLY, type Check, type Finding, type ScalrDeployment } from "./check";

const eventSource: Check<ScalrDeployment> = {
  id: "event-source",
  right: "Scalr's event source is associated with an event bus.",
  async check({ aws, events: { eventBus, names } }) {
    if (!eventBus) return [{ problem: `No event bus of Scalr has rules of ${names.all}*.`, next: APPLY }];
    try {
      const { State } = await aws.events.describeEventSource({ Name: eventBus });
      if (State === "ACTIVE") return [];
      const next = State === "PENDING" ? APPLY : "create the connection in Scalr again";
      return [{ problem: `The event source ${eventBus} is ${State}.`, next }];
    } catch (error) {
      if ((error as Error).name !== "ResourceNotFoundException") throw error;
      const next = "create the connection in Scalr for this account and region";
      return [{ problem: `The event source ${eventBus} does not exist.`, next }];
    }
  },
};

const rules: Check<ScalrDeployment> = {
  id: "scalr-rules",
  right: "Scalr's rules exist and are enabled.",
  check({ events: { eventBus, names, rules: found } }) {
    const missing = [names.runExecuted, names.auditLog].filter((name) => !found.some(({ Name }) => Name === name));
    const findings: Finding[] = [
      ...missing.map((name) => ({ problem: `The rule ${name} does not exist.`, next: APPLY })),
      ...found
        .filter(({ State }) => State !== "ENABLED")
        .map(({ Name, State }) => ({
          problem: `The rule ${Name} is ${State}.`,
          next: `aws events enable-rule --event-bus-name ${eventBus} --name ${Name}`,
        })),
    ];
    return Promise.resolve(findings);
  },
};

const targets: Check<ScalrDeployment> = {
  id: "scalr-targets",
  right: "Each of Scalr's rules has a target with a dead-letter queue.",
  async check({ events, targets: read }) {
    const found = await read();
    const without = events.rules.filter(({ Name }) => !found.some(({ rule }) => rule.Name === Name));
    return [
      ...without.map(({ Name }) => ({ problem: `The rule ${Name} has no target.`, next: APPLY })),
      ...found
        .filter(({ target }) => !target.DeadLetterConfig?.Arn)
        .map(({ rule }) => ({ problem: `The target of the rule ${rule.Name} has no dead-letter queue.`, next: APPLY })),
    ];
  },
};

const logGroups: Check<ScalrDeployment> = {
  id: "log-groups",
  right: "The log groups of runs and the audit log exist.",
  async check({ aws, events: { names } }) {
    const logGroupNamePrefix = `/aws/events/${names.all.slice(0, -1)}/`;
    const groups = await allPages(async (nextToken) => {
      const page = await aws.logs.describeLogGroups({ logGroupNamePrefix, nextToken });
      return { items: page.logGroups, next: page.nextToken };
    });
    return ["run-executed", "audit-log"]
      .map((log) => `${logGroupNamePrefix}${log}`)
      .filter((name) => !groups.some(({ logGroupName }) => logGroupName === name))
      .map((name) => ({ problem: `The log group ${name} does not exist.`, next: APPLY }));
  },
};

export const SCALR_RULE_CHECKS: readonly Check<ScalrDeployment>[] = [eventSource, rules, targets, logGroups];

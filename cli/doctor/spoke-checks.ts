import { accountOfArn } from "../aws/arn";
import { commandLine } from "../output/command-line";
import { type HubBus, hubBusOf } from "../relay/hub-bus";
import { ASSET_CHECK, assetFindings } from "./asset-check";
import { APPLY, type Check, type Finding, type SpokeDeployment, type SpokeOptions } from "./check";
import { attributesOf, deadLettersIn } from "./queue-checks";
import { ruleFindings, trailFindings } from "./rules";
import { SPOKE_HUB_CHECK } from "./spoke-hub-check";
import { SPOKE_ROLE_CHECK } from "./spoke-role-check";

const rules: Check<SpokeDeployment> = {
  id: "spoke-rules",
  right: "The spoke's rules are enabled.",
  check: ({ spoke: { names, rules: found } }) => Promise.resolve(ruleFindings(names, found)),
};

const targets: Check<SpokeDeployment> = {
  id: "spoke-targets",
  right: "The rules send to the hub's event bus in a role, and to the dead-letter queue if they cannot.",
  async check({ spoke, targets: read }) {
    const found = await read();
    return spoke.rules.flatMap(({ Name }): Finding[] => {
      const target = found.find(({ rule, target: { Arn } }) => rule.Name === Name && hubBusOf(Arn!))?.target;
      if (!target) return [{ problem: `The rule ${Name} does not send to an event bus.`, next: APPLY }];
      if (!target.RoleArn) return [{ problem: `The target of the rule ${Name} has no role.`, next: APPLY }];
      if (target.DeadLetterConfig?.Arn?.endsWith(`:${spoke.names.spokeDeadLetterQueue}`)) return [];
      return [{ problem: `The target of the rule ${Name} has no dead-letter queue.`, next: APPLY }];
    });
  },
};

const trail: Check<SpokeDeployment> = {
  id: "spoke-trail",
  right: "A trail logs management write events, if the mechanism cloudtrail is chosen.",
  check: ({ aws, spoke: { names, rules: found } }) =>
    trailFindings(aws, names, found, "create a trail of all regions in this account, or start the one that exists"),
};

const queue: Check<SpokeDeployment> = {
  id: "spoke-queue",
  right: "The dead-letter queue exists, and its policy lets the rules in.",
  async check({ aws, spoke: { names, rules: found } }) {
    const name = names.spokeDeadLetterQueue;
    const { QueueArn, Policy = "" } = (await attributesOf(aws, name)) ?? {};
    if (!QueueArn) return [{ problem: `The queue ${name} does not exist.`, next: APPLY }];
    const shutOut = found.filter(({ Arn }) => !Policy.includes(`"${Arn}"`));
    return shutOut.map(({ Name }) => ({
      problem: `The policy of ${name} does not allow the rule ${Name}.`,
      next: APPLY,
    }));
  },
};

const deadLetters: Check<SpokeDeployment> = {
  id: "spoke-dead-letters",
  right: "The spoke's dead-letter queue is empty.",
  async check(deployment) {
    const { aws, spoke, targets: read, options } = deployment;
    const name = spoke.names.spokeDeadLetterQueue;
    const { QueueArn } = (await attributesOf(aws, name)) ?? {};
    if (!QueueArn) return [];
    const buses = (await read()).map(({ target: { Arn } }) => hubBusOf(Arn!));
    const next = redriveCommand(QueueArn, buses.find(Boolean), options);
    return (await deadLettersIn(deployment, name, next)).map((finding) => ({ ...finding, isComplete: true }));
  },
};

/** It runs with the hub's credentials; what is not known is for the user to fill in. */
function redriveCommand(
  queueArn: string,
  hub: HubBus | undefined,
  { profile, hubProfile = "HUB_PROFILE", endpointUrl }: SpokeOptions,
): string {
  const isOwn = hub?.account === accountOfArn(queueArn);
  return commandLine("aws-event-relay redrive --rule-events", {
    from: queueArn,
    "from-profile": isOwn ? undefined : (profile ?? "SPOKE_PROFILE"),
    profile: isOwn ? profile : hubProfile,
    region: hub?.region ?? "HUB_REGION",
    prefix: hub?.prefix,
    "endpoint-url": endpointUrl,
  });
}

const assets: Check<SpokeDeployment> = {
  id: "spoke-assets",
  right: ASSET_CHECK.right,
  check: ({ aws, spoke: { names, rules: found } }) => assetFindings(aws, names, found),
};

export const SPOKE_CHECKS: readonly Check<SpokeDeployment>[] = [
  rules,
  targets,
  SPOKE_ROLE_CHECK,
  SPOKE_HUB_CHECK,
  trail,
  queue,
  deadLetters,
  assets,
];

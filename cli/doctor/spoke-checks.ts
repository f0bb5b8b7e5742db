import { RELAY_NAMES } from "../../lambda-src/contract/relay-names";
import type { Aws } from "../aws/aws";
import { grants } from "../aws/policy";
import { ASSET_CHECK, assetFindings } from "./asset-check";
import { APPLY, type Check, type Finding, type SpokeDeployment } from "./check";
import { attributesOf, deadLettersIn } from "./queue-checks";
import { ruleFindings, trailFindings } from "./rules";

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
      const target = found.find(({ rule, target: { Arn } }) => rule.Name === Name && isBus(Arn!))?.target;
      if (!target) return [{ problem: `The rule ${Name} does not send to an event bus.`, next: APPLY }];
      if (!target.RoleArn) return [{ problem: `The target of the rule ${Name} has no role.`, next: APPLY }];
      if (target.DeadLetterConfig?.Arn?.endsWith(`:${spoke.names.spokeDeadLetterQueue}`)) return [];
      return [{ problem: `The target of the rule ${Name} has no dead-letter queue.`, next: APPLY }];
    });
  },
};

const role: Check<SpokeDeployment> = {
  id: "spoke-role",
  right: "The role may put events on the hub's event bus.",
  async check({ aws, targets: read }) {
    const deliveries = (await read())
      .filter(({ target: { Arn, RoleArn } }) => isBus(Arn!) && RoleArn)
      .map(({ target: { Arn, RoleArn } }) => ({ bus: Arn!, role: RoleArn!.split("/").at(-1)! }));
    const distinct = [...new Map(deliveries.map((each) => [`${each.role} ${each.bus}`, each])).values()];
    const findings = distinct.map(async ({ bus, role: name }): Promise<Finding[]> => {
      if (grants(await rolePolicyOf(aws, name), "events:PutEvents", bus)) return [];
      return [
        {
          problem: `The role ${name} does not exist, or its policy does not allow events:PutEvents on ${bus}.`,
          next: APPLY,
        },
      ];
    });
    return (await Promise.all(findings)).flat();
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
    const { aws, spoke, targets: read } = deployment;
    const name = spoke.names.spokeDeadLetterQueue;
    const { QueueArn } = (await attributesOf(aws, name)) ?? {};
    const bus = (await read()).map(({ target: { Arn } }) => Arn!).find(isBus);
    const [, region, hubName] = /^arn:[^:]+:events:([^:]+):[0-9]+:event-bus\/(.+)$/.exec(bus ?? "") ?? [];
    const prefix = hubName?.endsWith(RELAY_NAMES.hubBus) ? hubName.slice(0, -RELAY_NAMES.hubBus.length) : "";
    const options = [
      `--from ${QueueArn} --from-profile SPOKE_PROFILE`,
      `--region ${region ?? "HUB_REGION"}`,
      ...(prefix ? [`--prefix ${prefix}`] : []),
    ];
    const next = `with the credentials of the hub's account: aws-event-relay redrive --rule-events ${options.join(" ")}`;
    return deadLettersIn(deployment, name, next);
  },
};

const assets: Check<SpokeDeployment> = {
  id: "spoke-assets",
  right: ASSET_CHECK.right,
  check: ({ aws, spoke: { names, rules: found } }) => assetFindings(aws, names, found),
};

function isBus(arn: string): boolean {
  return arn.includes(":event-bus/");
}

/** The name that the submodule gives the role's policy. */
const PolicyName = "deliver";

/** A policy that grants nothing if there is none. */
async function rolePolicyOf({ iam }: Aws, RoleName: string): Promise<string> {
  try {
    const { PolicyDocument } = await iam.getRolePolicy({ RoleName, PolicyName });
    return decodeURIComponent(PolicyDocument!);
  } catch (error) {
    if ((error as Error).name !== "NoSuchEntityException") throw error;
    return JSON.stringify({ Statement: [] });
  }
}

export const SPOKE_CHECKS: readonly Check<SpokeDeployment>[] = [
  rules,
  targets,
  role,
  trail,
  queue,
  deadLetters,
  assets,
];

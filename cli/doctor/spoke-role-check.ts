import type { Aws } from "../aws/aws";
import { grants, letsIn } from "../aws/policy";
import { hubBusOf } from "../relay/hub-bus";
import { APPLY, type Check, type Finding, type RuleTarget, type SpokeDeployment } from "./check";

export const SPOKE_ROLE_CHECK: Check<SpokeDeployment> = {
  id: "spoke-role",
  right: "EventBridge may assume the role for the rules, and the role may put events on the hub's event bus.",
  async check({ aws, targets: read }) {
    const deliveries = (await read()).filter(({ target: { Arn, RoleArn } }) => hubBusOf(Arn!) && RoleArn);
    const roles = new Set(deliveries.map(({ target: { RoleArn } }) => RoleArn!));
    const findings = [...roles].map((role) =>
      roleFindings(
        aws,
        role.split("/").at(-1)!,
        deliveries.filter(({ target: { RoleArn } }) => RoleArn === role),
      ),
    );
    return (await Promise.all(findings)).flat();
  },
};

/** The name that the submodule and the CloudFormation template give the role's policy. */
const PolicyName = "deliver";

async function roleFindings({ iam }: Aws, RoleName: string, deliveries: readonly RuleTarget[]): Promise<Finding[]> {
  const trust = await ifExists(async () => (await iam.getRole({ RoleName })).Role?.AssumeRolePolicyDocument);
  if (!trust) return [{ problem: `The role ${RoleName} does not exist.`, next: APPLY }];
  const rights = await ifExists(async () => (await iam.getRolePolicy({ RoleName, PolicyName })).PolicyDocument);
  const request = { service: "events.amazonaws.com", action: "sts:AssumeRole" };
  const shutOut = deliveries.filter(({ rule: { Arn } }) => !letsIn(trust, { ...request, sourceArn: Arn! }));
  const buses = [...new Set(deliveries.map(({ target: { Arn } }) => Arn!))];
  const refused = buses.filter((bus) => !grants(rights, "events:PutEvents", bus));
  return [
    ...shutOut.map(({ rule: { Name } }) => `The trust policy of the role ${RoleName} does not allow the rule ${Name}.`),
    ...refused.map((bus) => `The policy of the role ${RoleName} does not allow events:PutEvents on ${bus}.`),
  ].map((problem) => ({ problem, next: APPLY }));
}

/** A policy of IAM, which is encoded as in a URL. Undefined if there is none. */
async function ifExists(read: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return decodeURIComponent((await read())!);
  } catch (error) {
    if ((error as Error).name !== "NoSuchEntityException") throw error;
    return undefined;
  }
}

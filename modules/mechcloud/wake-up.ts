import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group";
import { Construct } from "constructs";
import { AwsEnvironment } from "../eventing/aws-environment";
import { PolicyDocument } from "../eventing/policy-document";
import { type Condition, onlyIf } from "../terraform/condition";
import { check, matching } from "../terraform/constraint";

/** Leaves room for the role's name. */
const FUNCTION_NAME = matching("[A-Za-z0-9_-]{1,45}", "1 to 45 letters, digits, hyphens and underscores");

export interface WakeUpProps {
  /** The name of the function that pauses itself. */
  readonly functionName: string;
  /** ARN of the IAM policy that is the role's permissions boundary. */
  readonly permissionsBoundaryArn?: string;
  /** The resources exist only if this holds. */
  readonly when: Condition;
}

/** The names of what a function needs to be woken up. They are composed, because the function's own settings contain them. */
export function wakeUpOf(scope: Construct, functionName: string) {
  const environment = AwsEnvironment.of(scope);
  const { partition, accountId, region } = environment;
  // Roles are global. Short, because a role's name has at most 64 characters.
  const roleName = `${functionName}-run-${region}`;
  return {
    groupName: functionName,
    groupArn: environment.arn("scheduler", `schedule-group/${functionName}`),
    schedulesArn: environment.arn("scheduler", `schedule/${functionName}/*`),
    roleName,
    roleArn: `arn:${partition}:iam::${accountId}:role/${roleName}`,
    functionArn: environment.arn("lambda", `function:${functionName}`),
  };
}

/**
 * What a function needs to be woken up after a pause: a schedule group, in which it creates one-time schedules, and the role
 * in which EventBridge Scheduler invokes it. Whoever deletes the group deletes its schedules.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export class WakeUp extends Construct {
  constructor(scope: Construct, id: string, { functionName, permissionsBoundaryArn, when }: WakeUpProps) {
    super(scope, id);
    check("name", functionName, FUNCTION_NAME);
    const { groupName, groupArn, roleName, functionArn } = wakeUpOf(this, functionName);
    onlyIf(when, new SchedulerScheduleGroup(this, "schedules", { name: groupName }));
    const trust = new PolicyDocument(
      this,
      "trust",
      [
        {
          sid: "AssumeByScheduler",
          actions: ["sts:AssumeRole"],
          principals: [{ type: "Service", identifiers: ["scheduler.amazonaws.com"] }],
          condition: [
            { test: "StringEquals", variable: "aws:SourceAccount", values: [AwsEnvironment.of(this).accountId] },
            { test: "ArnEquals", variable: "aws:SourceArn", values: [groupArn] },
          ],
        },
      ],
      when,
    );
    const role = onlyIf(
      when,
      new IamRole(this, "role", {
        name: roleName,
        assumeRolePolicy: trust.json,
        permissionsBoundary: permissionsBoundaryArn,
      }),
    );
    const permissions = new PolicyDocument(
      this,
      "permissions",
      [{ sid: "WakeUp", actions: ["lambda:InvokeFunction"], resources: [functionArn] }],
      when,
    );
    onlyIf(when, new IamRolePolicy(this, "role_policy", { name: "wake-up", role: role.id, policy: permissions.json }));
  }
}

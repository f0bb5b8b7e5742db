import { awsCall } from "../../../local-aws/aws-call";
import type { TestBed } from "./test-bed";

/** What a role may do: the actions of each inline policy, by the policy's name. */
export async function actionsOf(bed: TestBed, role: string): Promise<Record<string, string[]>> {
  const names = [...(await iam(bed, { Action: "ListRolePolicies", RoleName: role })).matchAll(/<member>([^<]+)</g)];
  const policies = names.map(async ([, PolicyName = ""]) => {
    const answer = await iam(bed, { Action: "GetRolePolicy", RoleName: role, PolicyName });
    const [, document = ""] = /<PolicyDocument>([^<]+)</.exec(answer) ?? [];
    const { Statement } = JSON.parse(decodeURIComponent(document)) as { Statement: { Action: string | string[] }[] };
    return [PolicyName, Statement.flatMap(({ Action }) => Action).sort()] as const;
  });
  return Object.fromEntries(await Promise.all(policies));
}

function iam({ aws }: TestBed, parameters: Readonly<Record<string, string>>): Promise<string> {
  return awsCall(aws.endpoint, "iam", {
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...parameters, Version: "2010-05-08" }).toString(),
  });
}

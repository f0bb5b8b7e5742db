import { iam, roleArn } from "./aws-resources";
import type { TestBed } from "./test-bed";

interface Document {
  readonly Statement: readonly { readonly Action: string | readonly string[] }[];
}

/** What a role may do: the actions of each inline policy, by the policy's name. */
export async function actionsOf(bed: TestBed, role: string): Promise<Record<string, string[]>> {
  const policies = Object.entries(await policiesOf(bed, role)).map(([name, json]) => {
    const { Statement } = JSON.parse(json) as Document;
    return [name, Statement.flatMap(({ Action }) => Action).sort()] as const;
  });
  return Object.fromEntries(policies);
}

/**
 * A role with the same trust and inline policies, but for what is another resource.
 * @param replacements what stands in the policies, and what the copy has in its place
 * @returns the copy's ARN
 */
export async function copyRole(
  bed: TestBed,
  role: string,
  copy: string,
  replacements: Readonly<Record<string, string>>,
): Promise<string> {
  const trust = element(await iam(bed, { Action: "GetRole", RoleName: role }), "AssumeRolePolicyDocument");
  await iam(bed, { Action: "CreateRole", RoleName: copy, AssumeRolePolicyDocument: replaced(trust, replacements) });
  await copyPolicies(bed, role, copy, replacements);
  return roleArn(copy);
}

/** Gives a role the inline policies of another, but for what is another resource. */
export async function copyPolicies(
  bed: TestBed,
  role: string,
  copy: string,
  replacements: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [PolicyName, json] of Object.entries(await policiesOf(bed, role))) {
    const PolicyDocument = replaced(json, replacements);
    await iam(bed, { Action: "PutRolePolicy", RoleName: copy, PolicyName, PolicyDocument });
  }
}

function replaced(text: string, replacements: Readonly<Record<string, string>>): string {
  return Object.entries(replacements).reduce((all, [from, to]) => all.replaceAll(from, to), text);
}

/** The JSON of each inline policy, by its name. */
async function policiesOf(bed: TestBed, role: string): Promise<Record<string, string>> {
  const names = [...(await iam(bed, { Action: "ListRolePolicies", RoleName: role })).matchAll(/<member>([^<]+)</g)];
  const policies = names.map(async ([, PolicyName = ""]) => {
    const answer = await iam(bed, { Action: "GetRolePolicy", RoleName: role, PolicyName });
    return [PolicyName, element(answer, "PolicyDocument")] as const;
  });
  return Object.fromEntries(await Promise.all(policies));
}

function element(xml: string, name: string): string {
  const [, text = ""] = new RegExp(`<${name}>([^<]+)<`).exec(xml) ?? [];
  return decodeURIComponent(text);
}

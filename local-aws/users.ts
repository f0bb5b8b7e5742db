import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { awsCall } from "./aws-call";
import type { PolicyDocument } from "./decisions";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Policy documents, or paths of files that hold one; as an object: by their names. */
export type UserPolicies = readonly (string | PolicyDocument)[] | Readonly<Record<string, PolicyDocument>>;

/** AWS's limit for a managed policy, in characters without white space. */
const POLICY_LIMIT = 6_144;

/**
 * Creates an IAM user who may do what the policies allow.
 * @param account default: the local AWS's account
 * @throws if a policy is longer than AWS takes
 */
export async function createUser(
  endpoint: string,
  name: string,
  policies: UserPolicies,
  account?: string,
): Promise<Credentials> {
  const iam = (parameters: Readonly<Record<string, string>>) =>
    awsCall(endpoint, "iam", {
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ ...parameters, Version: "2010-05-08" }).toString(),
      account,
    });
  await iam({ Action: "CreateUser", UserName: name });
  for (const [index, policy] of Object.entries(policies)) {
    const document = typeof policy === "string" ? readFileSync(policy, "utf8") : JSON.stringify(policy);
    const named = Array.isArray(policies) ? `policy-${index}` : index;
    const title = typeof policy === "string" ? basename(policy, ".json") : named;
    const { length } = document.replaceAll(/\s/g, "");
    if (length > POLICY_LIMIT) throw new Error(`${title} has ${length} characters, AWS takes ${POLICY_LIMIT}`);
    const answer = await iam({
      Action: "CreatePolicy",
      PolicyName: `${name}-${title}`,
      PolicyDocument: document,
    });
    await iam({ Action: "AttachUserPolicy", UserName: name, PolicyArn: element(answer, "Arn") });
  }
  const answer = await iam({ Action: "CreateAccessKey", UserName: name });
  return { accessKeyId: element(answer, "AccessKeyId"), secretAccessKey: element(answer, "SecretAccessKey") };
}

function element(xml: string, name: string): string {
  const [, text] = new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml) ?? [];
  if (text === undefined) throw new Error(`no ${name} in ${xml}`);
  return text;
}

import type { PolicyDocument } from "../../../local-aws/decisions";
import { type DocumentedPolicy, documentedPolicy } from "../../../scripts/permissions/documented";
import { policy, type Statement } from "./aws-resources";
import type { TestBed } from "./test-bed";

/** Who runs Terraform: a user with these policies and no others. */
export interface Installer {
  readonly policies: readonly DocumentedPolicy[];
  /** The prefixes of names; "" is none. Each has policies of its own, as docs/security.md says. @default [""] */
  readonly prefixes?: readonly string[];
  /** What the configuration's resources beside the modules need. */
  readonly beside?: readonly Statement[];
}

/** What it takes to create and delete a key and to set its policy; using it is not part of it. */
export const OWN_KEYS: Statement = {
  Action: [
    "kms:CreateKey",
    "kms:DescribeKey",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListResourceTags",
    "kms:ScheduleKeyDeletion",
  ],
  Resource: "*",
};

/** @returns the environment of a Terraform that runs as this user, who is created */
export async function installerEnv(
  bed: TestBed,
  { policies, prefixes = [""], beside = [] }: Installer,
  userName = "installer",
): Promise<Record<string, string>> {
  const documented = prefixes.flatMap((prefix) =>
    policies.map((name) => [`${prefix}${name}`, documentedPolicy(name, prefix)] as const),
  );
  const own = beside.length > 0 ? [["beside", policy(...beside)] as const] : [];
  const { env } = await bed.aws.user(userName, Object.fromEntries<PolicyDocument>([...documented, ...own]));
  return { ...bed.env, ...env };
}

import type { Aws } from "../aws/aws";

/** What the module calls a part, and what AWS calls it. */
export interface Import {
  /** The resource's address within the module. */
  readonly address: string;
  /** What the AWS provider takes as the id. */
  readonly id: string;
  /** What it is, for a person. */
  readonly part: string;
  /** What the first apply changes. */
  readonly changes: string;
}

/** A part that Terraform does not take over. */
export interface ByHand {
  readonly part: string;
  /** Why, and what to do with it. */
  readonly next: string;
}

/** What somebody created by hand. */
export interface Found {
  readonly imports: readonly Import[];
  readonly byHand: readonly ByHand[];
  /** The inputs of the module for which the imports are right, as HCL by their names. */
  readonly inputs: Readonly<Record<string, string>>;
  /** What to do before the plan: events would get lost otherwise, or the access token printed. */
  readonly first: readonly string[];
}

/** A text or a list as HCL has it: names in AWS contain nothing that HCL would interpret. */
export function hcl(value: string | readonly string[] | boolean): string {
  return Array.isArray(value) ? `[${value.map((item) => JSON.stringify(item)).join(", ")}]` : JSON.stringify(value);
}

/** The log group of exactly this name. */
export async function logGroup({ logs }: Aws, logGroupNamePrefix: string) {
  const { logGroups = [] } = await logs.describeLogGroups({ logGroupNamePrefix });
  return logGroups.find(({ logGroupName }) => logGroupName === logGroupNamePrefix);
}

/** A log group as the module's. */
export function logGroupImport(
  address: string,
  { logGroupName, retentionInDays }: { readonly logGroupName?: string; readonly retentionInDays?: number },
  input: string,
): Import {
  const now = retentionInDays ? `after ${retentionInDays} days` : "never";
  return {
    address,
    id: logGroupName!,
    part: `log group ${logGroupName}`,
    changes: `entries are deleted after ${input} (now ${now}), existing ones too`,
  };
}

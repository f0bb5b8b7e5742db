import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../lib/project";

/** A file in docs/policies. */
export type DocumentedPolicy =
  | "mechcloud-sync"
  | "mechcloud-trail"
  | "mechcloud-hub"
  | "mechcloud-spoke"
  | "token-renewal"
  | "scalr-events"
  | "customer-key"
  | `cli-${string}`;

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

const ARN = /(?<=")arn:[^"]+/g;
/** Where, in an ARN, the name begins that a module gives a resource without a prefix. */
const NAME = /(?<=[:/])(?=mc-|mechcloud-|management-events|push-mgmt-events|scalr-|scalr\/)/g;
/** The key in customer-key.json. */
const KEY = "key/00000000-0000-0000-0000-000000000000";

/** What the modules need to be installed, with a `name_prefix` as docs/security.md says; for any key. */
export function documentedPolicy(
  name: DocumentedPolicy,
  prefix = "",
): { readonly Version: string; readonly Statement: readonly PolicyStatement[] } {
  const text = readFileSync(join(ROOT, "docs/policies", `${name}.json`), "utf8").replaceAll(KEY, "key/*");
  const named = text.replaceAll(ARN, (arn) => arn.replaceAll(NAME, prefix));
  return JSON.parse(named) as ReturnType<typeof documentedPolicy>;
}

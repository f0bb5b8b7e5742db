import type { Rule } from "@aws-sdk/client-eventbridge";
import type { Aws } from "../aws/aws";
import { listRules } from "../aws/lists";
import { type RelayNames, ruleNames } from "./names";

/** The relay's rules that exist. */
export async function rulesOf(aws: Aws, names: RelayNames): Promise<Rule[]> {
  const own = ruleNames(names);
  const found = own.map((name) => listRules(aws, undefined, name));
  return (await Promise.all(found)).flat().filter(({ Name }) => own.includes(Name!));
}

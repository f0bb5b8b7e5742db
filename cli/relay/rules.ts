import type { Rule } from "@aws-sdk/client-eventbridge";
import type { Aws } from "../aws/aws";
import { listRules } from "../aws/lists";
import { type RuleNames, ruleNames } from "./names";

/** The rules of a relay or spoke that exist. */
export async function rulesOf(aws: Aws, names: RuleNames): Promise<Rule[]> {
  const own = ruleNames(names);
  const found = own.map((name) => listRules(aws, undefined, name));
  return (await Promise.all(found)).flat().filter(({ Name }) => own.includes(Name!));
}

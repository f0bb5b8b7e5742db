import type { Rule } from "@aws-sdk/client-eventbridge";
import type { Aws } from "../aws/aws";
import { allPages } from "../aws/pages";
import type { RelayNames } from "./names";

/** The relay's rules that exist. */
export async function rulesOf({ events }: Aws, names: RelayNames): Promise<Rule[]> {
  const own = [names.instanceStateChangeRule, names.tagChangeRule, names.cloudtrailRule];
  const found = own.map((NamePrefix) =>
    allPages(async (NextToken) => {
      const page = await events.listRules({ NamePrefix, NextToken });
      return { items: page.Rules, next: page.NextToken };
    }),
  );
  return (await Promise.all(found)).flat().filter(({ Name }) => own.includes(Name!));
}

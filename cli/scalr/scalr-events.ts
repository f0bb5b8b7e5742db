import type { Rule } from "@aws-sdk/client-eventbridge";
import type { Aws } from "../aws/aws";
import { allPages } from "../aws/pages";
import { countsOf } from "../relay/queue-counts";
import { type ScalrNames, scalrNames } from "./names";

/** Scalr's events as they are deployed. */
export interface ScalrEvents {
  readonly names: ScalrNames;
  /** The partner event bus, which has the name of its event source; undefined if no bus has the rules. */
  readonly eventBus: string | undefined;
  /** The rules that exist. */
  readonly rules: readonly Rule[];
}

/** Finds Scalr's events whose names begin with a prefix. Undefined if there are none in this account and region. */
export async function findScalrEvents(aws: Aws, prefix: string | undefined): Promise<ScalrEvents | undefined> {
  const names = scalrNames(prefix);
  const buses = await allPages(async (NextToken) => {
    const page = await aws.events.listEventBuses({ NamePrefix: "aws.partner/scalr.com/", NextToken });
    return { items: page.EventBuses, next: page.NextToken };
  });
  for (const { Name: eventBus } of buses) {
    const rules = await allPages(async (NextToken) => {
      const page = await aws.events.listRules({ EventBusName: eventBus, NamePrefix: names.all, NextToken });
      return { items: page.Rules, next: page.NextToken };
    });
    if (rules.length > 0) return { names, eventBus, rules };
  }
  const queue = await countsOf(aws, names.ruleDeadLetterQueue);
  return queue && { names, eventBus: undefined, rules: [] };
}

import type { Rule } from "@aws-sdk/client-eventbridge";
import type { Aws } from "../aws/aws";
import { listEventBuses, listRules } from "../aws/lists";
import { countsOf } from "../relay/queue-counts";
import { EVENT_SOURCES, type ScalrNames, scalrNames } from "./names";

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
  for (const { Name: eventBus } of await listEventBuses(aws, EVENT_SOURCES)) {
    const rules = await listRules(aws, eventBus, names.all);
    if (rules.length > 0) return { names, eventBus, rules };
  }
  const queue = await countsOf(aws, names.ruleDeadLetterQueue);
  return queue && { names, eventBus: undefined, rules: [] };
}

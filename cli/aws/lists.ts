import type { ResourcePolicy } from "@aws-sdk/client-cloudwatch-logs";
import type { EventBus, Rule, Target } from "@aws-sdk/client-eventbridge";
import type { Aws } from "./aws";
import { allPages } from "./pages";

/** The rules of a bus, of the default one if it is undefined. */
export function listRules({ events }: Aws, EventBusName?: string, NamePrefix?: string): Promise<Rule[]> {
  return allPages(async (NextToken) => {
    const page = await events.listRules({ EventBusName, NamePrefix, NextToken });
    return { items: page.Rules, next: page.NextToken };
  });
}

/** The targets of a rule on a bus, on the default one if it is undefined. */
export function listTargets({ events }: Aws, Rule: string, EventBusName?: string): Promise<Target[]> {
  return allPages(async (NextToken) => {
    const page = await events.listTargetsByRule({ EventBusName, Rule, NextToken });
    return { items: page.Targets, next: page.NextToken };
  });
}

export function listEventBuses({ events }: Aws, NamePrefix: string): Promise<EventBus[]> {
  return allPages(async (NextToken) => {
    const page = await events.listEventBuses({ NamePrefix, NextToken });
    return { items: page.EventBuses, next: page.NextToken };
  });
}

/** The resource policies of CloudWatch Logs. */
export function listLogPolicies({ logs }: Aws): Promise<ResourcePolicy[]> {
  return allPages(async (nextToken) => {
    const page = await logs.describeResourcePolicies({ nextToken });
    return { items: page.resourcePolicies, next: page.nextToken };
  });
}

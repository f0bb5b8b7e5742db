import type { Aws } from "../aws/aws";
import { allPages } from "../aws/pages";
import { type RelayNames, ruleNames } from "./names";

/** An alarm of the relay. */
export interface Alarm {
  readonly name: string;
  readonly state: string;
  readonly reason: string;
  /** ARNs of the topics that it informs. */
  readonly actions: readonly string[];
  /** Whether it informs them. */
  readonly actionsEnabled: boolean;
}

/** The relay's alarms, which bear the names of its parts. */
export function alarmsOf(aws: Aws, names: RelayNames): Promise<Alarm[]> {
  const { queue, deadLetterQueue, ruleDeadLetterQueue } = names;
  const parts = [names.function, queue, deadLetterQueue, ruleDeadLetterQueue, ...ruleNames(names)];
  return alarmsNamed(
    aws,
    parts.map((name) => `${name}-`),
  );
}

/** The alarms whose names begin with one of the prefixes. */
export async function alarmsNamed(aws: Aws, prefixes: readonly string[]): Promise<Alarm[]> {
  const found = prefixes.map((AlarmNamePrefix) =>
    allPages(async (NextToken) => {
      const page = await aws.cloudWatch.describeAlarms({ AlarmNamePrefix, NextToken });
      return { items: page.MetricAlarms, next: page.NextToken };
    }),
  );
  return (await Promise.all(found)).flat().map((alarm) => ({
    name: alarm.AlarmName!,
    state: alarm.StateValue!,
    reason: alarm.StateReason ?? "",
    actions: alarm.AlarmActions ?? [],
    actionsEnabled: alarm.ActionsEnabled !== false,
  }));
}

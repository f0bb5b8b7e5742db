import type { Aws } from "../aws/aws";
import { allPages } from "../aws/pages";
import type { Output } from "../output/output";
import { table } from "../output/table";
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

/** An alarm in the state ALARM, as `status --json` prints it. */
export type AlarmOn = Pick<Alarm, "name" | "reason">;

export function alarmsOn(alarms: readonly Alarm[]): AlarmOn[] {
  return alarms.filter(({ state }) => state === "ALARM").map(({ name, reason }) => ({ name, reason }));
}

export function alarmsText(alarms: readonly AlarmOn[], output: Output): string {
  if (alarms.length === 0) return "no alarm is on";
  return table(alarms.map(({ name, reason }) => [output.paint("red", "ALARM"), name, reason]));
}

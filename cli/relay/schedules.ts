import type { Aws } from "../aws/aws";
import { allPages } from "../aws/pages";
import type { Relay } from "./relay";

/** The names of the schedules with which the relay ends a pause of its own. */
async function scheduleNames(aws: Aws, { environment: { SCHEDULE_GROUP: GroupName } }: Relay): Promise<string[]> {
  if (!GroupName) return [];
  try {
    const schedules = await allPages(async (NextToken) => {
      const { Schedules, NextToken: next } = await aws.scheduler.listSchedules({ GroupName, NextToken });
      return { items: Schedules, next };
    });
    return schedules.map(({ Name }) => Name!);
  } catch (error) {
    return ifMissing(error as Error, []);
  }
}

/** Without its schedules, a relay stays paused. */
export async function deleteSchedules(aws: Aws, relay: Relay): Promise<void> {
  const { SCHEDULE_GROUP: GroupName } = relay.environment;
  for (const Name of await scheduleNames(aws, relay)) {
    try {
      await aws.scheduler.deleteSchedule({ GroupName, Name });
    } catch (error) {
      ifMissing(error as Error, undefined);
    }
  }
}

/** When the relay ends its pause, in milliseconds since 1970; undefined if it does not. */
export async function resumeTime(aws: Aws, relay: Relay): Promise<number | undefined> {
  const { SCHEDULE_GROUP: GroupName } = relay.environment;
  const times = (await scheduleNames(aws, relay)).map(async (Name) => {
    try {
      const { ScheduleExpression } = await aws.scheduler.getSchedule({ GroupName, Name });
      return Date.parse(`${ScheduleExpression!.replace(/^at\((.+)\)$/, "$1")}Z`);
    } catch (error) {
      return ifMissing(error as Error, Number.NaN);
    }
  });
  return (await Promise.all(times)).filter((time) => !Number.isNaN(time)).toSorted((a, b) => a - b)[0];
}

/** A relay that does not pause has no group, and a schedule deletes itself after its time. */
function ifMissing<T>(error: Error, value: T): T {
  if (error.name === "ResourceNotFoundException") return value;
  throw error;
}

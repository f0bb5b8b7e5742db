import { randomUUID } from "node:crypto";
import { placeOf, tagEvent } from "../assets/tag-event";
import type { CommandContext } from "../command";
import { duration, isoTime, listed } from "../output/words";
import { announce } from "./announce";
import type { Log, LogEntry } from "./log";
import type { RelayNames } from "./names";
import { countsOf } from "./queue-counts";
import { queueUrlOf } from "./queue-url";
import { until } from "./until";

/** Of a VPC that does not exist. */
const NO_VPC = "vpc-00000000000000000";

/** Sends an event to the queue that changes nothing: the tag was removed from a VPC that does not exist. */
export async function sendTestEvent(
  { queue, tagChangeRule }: RelayNames,
  context: CommandContext,
): Promise<{ readonly eventId: string; readonly sentAt: number }> {
  const { aws, clock } = context;
  const eventId = `test-${randomUUID()}`;
  const place = await placeOf(aws);
  await announce(context, `send an event to ${queue}`);
  const sentAt = clock.now();
  await aws.sqs.sendMessage({
    QueueUrl: await queueUrlOf(aws, queue),
    MessageGroupId: tagChangeRule,
    MessageBody: JSON.stringify(tagEvent({ type: "vpc", id: NO_VPC, tags: {} }, place, eventId, isoTime(sentAt))),
  });
  return { eventId, sentAt };
}

/**
 * Waits until the event is delivered. Meanwhile the function may say that it is not.
 * @returns what the function last said of it
 */
export async function follow(
  log: Log,
  waitMs: number,
  context: CommandContext,
  isWanted: (entry: LogEntry) => boolean,
): Promise<LogEntry | undefined> {
  let last: LogEntry | undefined;
  await until(context, waitMs, async () => {
    const entries = (await log.read()).filter(isWanted);
    last = entries.find(({ outcome }) => outcome === "delivered") ?? entries.at(-1) ?? last;
    return last?.outcome === "delivered";
  });
  return last;
}

/** Why an event was not delivered, in words. */
export async function reasonOf(
  entry: LogEntry | undefined,
  { queue }: RelayNames,
  waitMs: number,
  { aws }: CommandContext,
): Promise<string> {
  if (entry) {
    const { outcome, status, fault, answer } = entry;
    return listed(`the function reports it as ${outcome}`, status && `HTTP ${status}`, fault, answer);
  }
  const counts = await countsOf(aws, queue);
  const held = counts ? `${counts.waiting} waiting and ${counts.inFlight} in flight` : "a queue that does not exist";
  return `the function did not report it within ${duration(waitMs)}; ${queue}: ${held}. See aws-event-relay doctor.`;
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Context, SQSEvent, SQSRecord } from "aws-lambda";
import { type ManagementEvent, parseEvent } from "../../../lambda-src/event";

const EVENTS_FOLDER = join(__dirname, "../../events");

export const ACCOUNT = "123456789012";

/** All sample events that MechCloud's flow can meet, as [file name, text]. */
export const managementSamples: [file: string, body: string][] = readdirSync(EVENTS_FOLDER)
  .filter((file) => !file.startsWith("scalr-"))
  .map((file) => [file, readFileSync(join(EVENTS_FOLDER, file), "utf8")]);

export function sample(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(EVENTS_FOLDER, file), "utf8")) as Record<string, unknown>;
}

export function sqsRecord(body: unknown, { messageId = "message-1", groupId = "group-1" } = {}) {
  return {
    messageId,
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: { SentTimestamp: "1707905731000", MessageGroupId: groupId },
  } as SQSRecord;
}

export function batchOf(...records: SQSRecord[]): SQSEvent {
  return { Records: records };
}

/** A tag change of the resources; the second of its minute says when it happened. */
export function tagChange(ids: readonly string[], second = 0) {
  const type = ids[0]?.startsWith("i-") ? "instance" : ids[0]?.split("-")[0];
  return {
    id: `event-${ids.join("+")}`,
    "detail-type": "Tag Change on Resource",
    source: "aws.tag",
    time: new Date(Date.UTC(2024, 1, 14, 10, 15, second)).toISOString(),
    resources: ids.map((id) => `arn:aws:ec2:ap-south-1:${ACCOUNT}:${type}/${id}`),
    detail: { service: "ec2", "resource-type": type },
  };
}

/** A parsed event about the resources; its message id is `messageId`. */
export function eventAbout(
  ids: readonly string[],
  { messageId = ids.join("+"), groupId = "group-1", second = 0 } = {},
) {
  return parseEvent(sqsRecord(tagChange(ids, second), { messageId, groupId })) as ManagementEvent;
}

export function lambdaContext(remainingMs: () => number = () => 30_000): Context {
  return { awsRequestId: "request-1", functionName: "forwarder", getRemainingTimeInMillis: remainingMs } as Context;
}

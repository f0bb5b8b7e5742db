import type { SQSRecord } from "aws-lambda";
import { RESOURCE_CALLS, TAG_CALLS } from "../contract/api-calls";
import { eventTime } from "../contract/event-time";
import { ID_PREFIXES } from "../contract/resource-types";
import { textsAt } from "../contract/texts-at";
import { type JsonObject, parseJsonObject } from "../shared/json";
import { isIsolated, receiveCountOf } from "./record";

/** A type of resource that MechCloud shows; `unknown` if the event is about none, or about several types. */
export type ResourceType = keyof typeof ID_PREFIXES | "unknown";

/** One change in the account, as EventBridge put it into the queue. */
export interface ManagementEvent {
  /** The SQS message that carries the event. */
  readonly messageId: string;
  /** Message group: order matters within one group only. Empty on a standard queue. */
  readonly groupId: string;
  /** How often the queue has delivered it, 1 the first time. */
  readonly receiveCount: number;
  /** Whether it has a message group of its own. */
  readonly isIsolated: boolean;
  /** The message body, byte for byte. */
  readonly body: string;
  /** The parsed body. */
  readonly document: JsonObject;
  /** The event's own id; empty when it has none. */
  readonly id: string;
  /** The AWS account that it happened in, 12 digits; empty when it names none. */
  readonly account: string;
  /** The AWS region that it happened in; empty when it names none. */
  readonly region: string;
  /** EventBridge's `detail-type`; empty when it has none. */
  readonly detailType: string;
  /** When it happened, in milliseconds since 1970. */
  readonly happenedAt: number;
  readonly resourceType: ResourceType;
  /** Ids such as `vpc-0a1b…`, never ARNs, so that one resource always has one name. */
  readonly resourceIds: ReadonlySet<string>;
}

const apiCallIdPaths = new Map<string, string>(Object.entries({ ...RESOURCE_CALLS, ...TAG_CALLS }));

const idPrefixes = Object.entries(ID_PREFIXES) as [ResourceType, string][];

/** Reads the event in an SQS record; `undefined` when the body is not a JSON object. */
export function parseEvent(record: SQSRecord): ManagementEvent | undefined {
  const document = parseJsonObject(record.body);
  if (!document) return undefined;
  const resourceIds = resourceIdsOf(document);
  return {
    messageId: record.messageId,
    groupId: record.attributes.MessageGroupId ?? "",
    receiveCount: receiveCountOf(record),
    isIsolated: isIsolated(record),
    body: record.body,
    document,
    id: textAt(document, "id"),
    account: textAt(document, "account"),
    region: textAt(document, "region"),
    detailType: textAt(document, "detail-type"),
    happenedAt: eventTime(document) ?? Number(record.attributes.SentTimestamp),
    resourceType: resourceTypeOf(resourceIds),
    resourceIds,
  };
}

function resourceIdsOf(document: JsonObject): Set<string> {
  const apiCallIdPath = apiCallIdPaths.get(textAt(document, "detail.eventName"));
  const paths = apiCallIdPath ? [apiCallIdPath] : ["resources", "detail.instance-id"];
  return new Set(paths.flatMap((path) => textsAt(document, path)).map(idOf));
}

/** The id at the end of an ARN (`arn:aws:ec2:…:vpc/vpc-0a1b…`); an id stays as it is. */
function idOf(arnOrId: string): string {
  return arnOrId.slice(arnOrId.lastIndexOf("/") + 1);
}

function resourceTypeOf(ids: ReadonlySet<string>): ResourceType {
  const [type = "unknown", ...others] = new Set([...ids].map(typeOfId));
  return others.length === 0 ? type : "unknown";
}

function typeOfId(id: string): ResourceType {
  return idPrefixes.find(([, prefix]) => id.startsWith(prefix))?.[0] ?? "unknown";
}

function textAt(document: JsonObject, path: string): string {
  return textsAt(document, path)[0] ?? "";
}

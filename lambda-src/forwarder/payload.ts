import type { Payload } from "../contract/forwarder-environment";
import { isJsonObject, type JsonObject } from "../shared/json";
import type { ManagementEvent } from "./event";

const TAG_CHANGE = "Tag Change on Resource";

const envelopeAttributes = ["id", "detail-type", "source", "time", "region", "resources"];

const detailAttributes = new Map([
  [TAG_CHANGE, ["changed-tag-keys", "service", "resource-type", "tags"]],
  ["EC2 Instance State-change Notification", ["instance-id", "state"]],
  [
    "AWS API Call via CloudTrail",
    ["eventTime", "eventSource", "eventName", "awsRegion", "requestParameters", "responseElements"],
  ],
]);

/** `ownerId`, `requesterId`, `accountId` and their like, wherever CloudTrail nests them. */
const NAMES_AN_ACCOUNT = /(owner|requester|account|principal)(id|arn|alias)$/i;

const ARN_WITH_ACCOUNT = /^(arn:[^:]*:[^:]*:[^:]*:)\d{12}:/;

/**
 * The body to post.
 *
 * `full` is the message as it came. `minimal` leaves out the account number, the principal, its IP address and its user
 * agent. These attributes stay:
 *
 * - every event: `id`, `detail-type`, `source`, `time`, `region`, `resources`;
 * - Tag Change on Resource: `detail.changed-tag-keys`, `detail.service`, `detail.resource-type`, `detail.tags`;
 * - EC2 Instance State-change Notification: `detail.instance-id`, `detail.state`;
 * - AWS API Call via CloudTrail: `detail.eventTime`, `detail.eventSource`, `detail.eventName`, `detail.awsRegion`,
 *   `detail.requestParameters` and `detail.responseElements`, without what names an account in them (`ownerId`,
 *   `requesterId`, …).
 *
 * ARNs lose their account number (`arn:aws:ec2:ap-south-1::instance/i-0abc…`), except in tag changes: there MechCloud
 * finds the resource by `resources`. Of any other type of event nothing of `detail` stays.
 *
 * @see https://docs.mechcloud.io/mechcloud/infrastructure-management/cloud-accounts/real-time-visualization/aws/tags
 */
export function payloadOf({ body, document, detailType }: ManagementEvent, payload: Payload): string {
  if (payload === "full") return body;
  const reduced = reduce(document, detailType);
  return JSON.stringify(detailType === TAG_CHANGE ? reduced : withoutAccount(reduced));
}

function reduce(document: JsonObject, detailType: string): JsonObject {
  const { detail } = document;
  return {
    ...pick(document, envelopeAttributes),
    detail: isJsonObject(detail) ? pick(detail, detailAttributes.get(detailType) ?? []) : {},
  };
}

function pick(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.filter((key) => Object.hasOwn(object, key)).map((key) => [key, object[key]]));
}

function withoutAccount(value: unknown): unknown {
  if (typeof value === "string") return value.replace(ARN_WITH_ACCOUNT, "$1:");
  if (Array.isArray(value)) return value.map(withoutAccount);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !NAMES_AN_ACCOUNT.test(key))
      .map(([key, item]) => [key, withoutAccount(item)]),
  );
}

import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { AccessToken } from "./access-token";
import type { Delivery } from "./delivery";
import { type ManagementEvent, parseEvent } from "./event";
import { Invocation } from "./invocation";
import type { Journal } from "./journal";

export type Handler = (batch: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

export interface HandlerParts {
  readonly accessToken: AccessToken;
  readonly delivery: Delivery;
  readonly journal: Journal;
}

/**
 * The Lambda function: posts a batch of events to MechCloud and gives back to the queue exactly those records that were
 * not delivered.
 *
 * It rejects, so that the whole batch comes back, when the access token cannot be read (AccessTokenError).
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function createHandler({ accessToken, delivery, journal }: HandlerParts): Handler {
  return async ({ Records: records }, context) => {
    journal.open(context);
    await accessToken.read();
    const events = records.map((record) => readEvent(record, journal)).filter((event) => event !== undefined);
    const invocation = new Invocation(() => context.getRemainingTimeInMillis());
    const { delivered, channelDown } = await delivery.deliver(events, invocation);
    if (channelDown) journal.channelDown(accessToken.origin);
    journal.close();
    return { batchItemFailures: failuresOf(records, delivered) };
  };
}

function readEvent(record: SQSRecord, journal: Journal): ManagementEvent | undefined {
  const event = parseEvent(record);
  if (!event) journal.record({ messageId: record.messageId, outcome: "invalid", tries: 0, latencyMs: 0 });
  return event;
}

function failuresOf(records: readonly SQSRecord[], delivered: ReadonlySet<string>) {
  return records
    .filter(({ messageId }) => !delivered.has(messageId))
    .map(({ messageId }) => ({ itemIdentifier: messageId }));
}

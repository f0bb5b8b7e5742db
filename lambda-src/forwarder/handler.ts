import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { AccessToken } from "./access-token";
import type { Delivery } from "./delivery";
import { type ManagementEvent, parseEvent } from "./event";
import { Invocation } from "./invocation";
import type { Recovery } from "./recovery";
import { invalidReportOf, type Report } from "./report";
import type { Telemetry } from "./telemetry";
import type { Undelivered } from "./visibility";

export type Handler = (batch: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

export interface HandlerParts {
  readonly accessToken: Pick<AccessToken, "read">;
  readonly delivery: Delivery;
  readonly recovery: Recovery;
  readonly telemetry: Telemetry;
}

/**
 * The Lambda function: posts a batch of events to MechCloud and gives back to the queue exactly those records that were
 * not delivered.
 *
 * It rejects, so that the whole batch comes back, when the access token cannot be read (AccessTokenError).
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function createHandler({ accessToken, delivery, recovery, telemetry }: HandlerParts): Handler {
  return async ({ Records: records }, context) => {
    telemetry.open(context);
    try {
      const invocation = new Invocation(() => context.getRemainingTimeInMillis());
      const events = records.map((record) => readEvent(record, telemetry)).filter((event) => event !== undefined);
      const tokenError = await errorOf(accessToken.read());
      const reports = tokenError
        ? delivery.giveUp(events, tokenError.message)
        : await delivery.deliver(events, invocation);
      const undelivered = undeliveredOf(records, reports);
      await recovery.recover(undelivered, invocation);
      if (tokenError) throw tokenError;
      return { batchItemFailures: undelivered.map(({ record }) => ({ itemIdentifier: record.messageId })) };
    } finally {
      telemetry.close();
    }
  };
}

function readEvent(record: SQSRecord, telemetry: Telemetry): ManagementEvent | undefined {
  const event = parseEvent(record);
  if (!event) telemetry.record(invalidReportOf(record));
  return event;
}

function errorOf(promise: Promise<unknown>): Promise<Error | undefined> {
  return promise.then(
    () => undefined,
    (error: Error) => error,
  );
}

/** In the order of the batch. A record without a report holds no event. */
function undeliveredOf(records: readonly SQSRecord[], reports: readonly Report[]): Undelivered[] {
  const reportsById = new Map(reports.map((report) => [report.messageId, report]));
  return records
    .map((record) => ({ record, report: reportsById.get(record.messageId) ?? invalidReportOf(record) }))
    .filter(({ report }) => report.outcome !== "delivered");
}

import type { SQSBatchResponse, SQSRecord } from "aws-lambda";
import type { AccessToken } from "./access-token";
import { lastingTrouble, refusedToken, unreadableToken } from "./channel";
import type { Clock } from "./clock";
import type { Delivery } from "./delivery";
import type { AccessTokenError } from "./errors";
import { type ManagementEvent, parseEvent } from "./event";
import type { Invocation } from "./invocation";
import type { Recovery } from "./recovery";
import type { Relocation } from "./relocation";
import { invalidReportOf, type Report } from "./report";
import type { Telemetry } from "./telemetry";
import type { Undelivered } from "./undelivered";

export interface BatchParts {
  readonly accessToken: Pick<AccessToken, "read" | "origin" | "expiresAt">;
  readonly delivery: Pick<Delivery, "deliver" | "hold">;
  readonly relocation: Pick<Relocation, "relocate">;
  readonly recovery: Pick<Recovery, "recover" | "confirm">;
  readonly clock: Pick<Clock, "now">;
  readonly telemetry: Pick<Telemetry, "record" | "tokenExpires">;
}

/**
 * Posts a batch of events to MechCloud and gives back to the queue exactly those records that were neither delivered nor moved
 * elsewhere.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export class Batch {
  readonly #parts: BatchParts;

  constructor(parts: BatchParts) {
    this.#parts = parts;
  }

  async process(records: readonly SQSRecord[], invocation: Invocation): Promise<SQSBatchResponse> {
    const { accessToken, delivery, relocation, recovery, clock, telemetry } = this.#parts;
    const events = records.map((record) => this.#readEvent(record)).filter((event) => event !== undefined);
    const tokenError = await errorOf(accessToken.read());
    const reports = tokenError ? delivery.hold(events, tokenError.message) : await delivery.deliver(events, invocation);
    // By now a token that was refused has been read again.
    if (accessToken.expiresAt !== undefined) telemetry.tokenExpires(accessToken.expiresAt - clock.now());
    const undelivered = await relocation.relocate(undeliveredOf(records, reports), invocation);
    const trouble = this.#troubleOf(undelivered, tokenError, invocation);
    await recovery.recover(undelivered, trouble, invocation);
    if (!trouble) await recovery.confirm(reports, invocation);
    return { batchItemFailures: undelivered.map(({ record }) => ({ itemIdentifier: record.messageId })) };
  }

  #readEvent(record: SQSRecord): ManagementEvent | undefined {
    const event = parseEvent(record);
    if (!event) this.#parts.telemetry.record(invalidReportOf(record));
    return event;
  }

  #troubleOf(undelivered: readonly Undelivered[], tokenError: AccessTokenError | undefined, invocation: Invocation) {
    const reports = undelivered.map(({ report }) => report);
    if (tokenError) return unreadableToken(tokenError, reports);
    return invocation.channelDown ? refusedToken(this.#parts.accessToken.origin) : lastingTrouble(reports);
  }
}

function errorOf(reading: Promise<unknown>): Promise<AccessTokenError | undefined> {
  return reading.then(
    () => undefined,
    (error: AccessTokenError) => error,
  );
}

/** In the order of the batch. A record without a report holds no event. */
function undeliveredOf(records: readonly SQSRecord[], reports: readonly Report[]): Undelivered[] {
  const reportsById = new Map(reports.map((report) => [report.messageId, report]));
  return records
    .map((record) => ({ record, report: reportsById.get(record.messageId) ?? invalidReportOf(record) }))
    .filter(({ report }) => report.outcome !== "delivered");
}

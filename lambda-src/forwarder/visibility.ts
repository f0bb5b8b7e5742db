import { ChangeMessageVisibilityBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { groupBy } from "../shared/group-by";
import { within } from "./aws-call";
import { backOffSeconds } from "./back-off";
import type { Report } from "./report";
import type { Telemetry } from "./telemetry";

/** A record that goes back to the queue, and why. */
export interface Undelivered {
  readonly record: SQSRecord;
  readonly report: Report;
}

export interface VisibilityParts {
  readonly sqs: Pick<SQSClient, "send">;
  readonly queueUrl: string;
  readonly telemetry: Pick<Telemetry, "visibilityUnchanged">;
  /** A number in [0, 1), for the jitter. */
  readonly random: () => number;
}

/**
 * Once the channel is down, events rest for longer than it takes to disable an event source mapping, which goes on
 * receiving for up to a minute: none of them may use up a receive meanwhile.
 */
const CHANNEL_DOWN_SECONDS = 120;

/** Decides when the queue gives out again what was not delivered, instead of after its whole visibility time-out. */
export class Visibility {
  readonly #parts: VisibilityParts;

  constructor(parts: VisibilityParts) {
    this.#parts = parts;
  }

  /**
   * Never rejects: what cannot be changed comes back after the queue's own visibility time-out.
   *
   * @param undelivered at most ten records, in the order of the batch
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
   */
  async shorten(undelivered: readonly Undelivered[], channelDown: boolean, limitMs: number): Promise<void> {
    const { sqs, queueUrl, telemetry } = this.#parts;
    const Entries = groupBy(undelivered, ({ record }) => record.attributes.MessageGroupId ?? "").flatMap((group) =>
      this.#entriesOf(group, channelDown),
    );
    try {
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries });
      const { Failed = [] } = await within(limitMs, (abortSignal) => sqs.send(command, { abortSignal }));
      for (const { Id, Code } of Failed) telemetry.visibilityUnchanged(String(Code), Id);
    } catch (error) {
      telemetry.visibilityUnchanged((error as Error).name);
    }
  }

  /**
   * A group is locked while one of its messages is not visible, and is then given out from its first one on. So all get
   * the same moment: that of the first, whose turn it is. Where each is itself to blame, the events behind it need not
   * wait longer each time: the short wait is for a VPC that its subnet has overtaken.
   */
  #entriesOf(group: readonly Undelivered[], channelDown: boolean) {
    const asked = Math.max(...group.map(({ report }) => report.retryAfterMs ?? 0));
    const VisibilityTimeout = channelDown
      ? CHANNEL_DOWN_SECONDS
      : backOffSeconds(group.every(isToBlame) ? 1 : group[0]!.report.receiveCount, asked, this.#parts.random());
    return group.map(({ record }) => ({
      Id: record.messageId,
      ReceiptHandle: record.receiptHandle,
      VisibilityTimeout,
    }));
  }
}

function isToBlame({ report: { outcome } }: Undelivered): boolean {
  return outcome === "refused" || outcome === "invalid";
}

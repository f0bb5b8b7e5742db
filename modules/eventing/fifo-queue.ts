import { Fn, Token } from "cdktf";
import type { Construct } from "constructs";
import { times } from "../terraform/condition";
import { check, matching, wholeNumber } from "../terraform/constraint";
import { AwsEnvironment } from "./aws-environment";
import { Queue } from "./queue";
import { FUNCTION_SETTINGS } from "./settings";

/** Leaves room for the dead-letter queue's name, `<name>-dlq.fifo`. */
const FIFO_QUEUE_NAME = matching(
  "[A-Za-z0-9_-]{1,71}(?:\\.fifo)?",
  "1 to 71 letters, digits, hyphens and underscores, with or without .fifo at the end",
);

/** How often a message is received before it moves to the dead-letter queue. A limit of one would leave no retry. */
export const MAX_RECEIVE_COUNT = wholeNumber(2, 1000);

/** AWS recommends 5 or more. A consumer that pauses needs a reserve, because SQS never resets the count. */
export const DEFAULT_MAX_RECEIVE_COUNT = 10;

/** AWS recommends a visibility time-out of at least this many times the function's time-out. */
const VISIBILITY_FACTOR = 6;

export interface FifoQueueProps {
  /** The queue's name: 1 to 71 letters, digits, hyphens and underscores. `.fifo` is appended if it is missing. */
  readonly name: string;
  /**
   * The time-out in seconds, 1 to 900, of the function that consumes the queue. The visibility time-out is six times as
   * long.
   */
  readonly consumerTimeoutSeconds: number;
  /**
   * How often a message is received before it moves to the dead-letter queue, 2 to 1,000.
   * @default 10
   */
  readonly maxReceiveCount?: number;
  /**
   * ARN of a customer managed KMS key that the senders and the consumer may use.
   * @default - encrypted with keys that SQS manages (SSE-SQS)
   */
  readonly kmsKeyArn?: string;
}

/**
 * A FIFO queue for a Lambda function: content-based deduplication, and a FIFO dead-letter queue `<name>-dlq.fifo` that
 * accepts messages from this queue alone. Both keep messages for 14 days.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export class FifoQueue extends Queue {
  readonly deadLetterQueue: Queue;
  /** How often a message is received before it moves to the dead-letter queue. */
  readonly maxReceiveCount: number;
  /** The time-out, in seconds, that the consuming function must have. */
  readonly consumerTimeoutSeconds: number;

  constructor(scope: Construct, id: string, props: FifoQueueProps) {
    const { maxReceiveCount = DEFAULT_MAX_RECEIVE_COUNT, consumerTimeoutSeconds, kmsKeyArn } = props;
    check("name", props.name, FIFO_QUEUE_NAME);
    check("consumerTimeoutSeconds", consumerTimeoutSeconds, FUNCTION_SETTINGS.functionTimeout.constraint);
    check("maxReceiveCount", maxReceiveCount, MAX_RECEIVE_COUNT);
    const name = props.name.replace(/\.fifo$/, "");
    super(scope, id, {
      name: `${name}.fifo`,
      visibilityTimeoutSeconds: times(VISIBILITY_FACTOR, consumerTimeoutSeconds),
      kmsKeyArn,
    });
    this.consumerTimeoutSeconds = consumerTimeoutSeconds;
    this.maxReceiveCount = maxReceiveCount;
    this.deadLetterQueue = new Queue(this, "dlq", { name: `${name}-dlq.fifo`, kmsKeyArn });
    // Composed: the queue refers to its dead-letter queue already.
    const sourceQueueArn = AwsEnvironment.of(this).arn("sqs", `${name}.fifo`);
    this.deadLetterQueue.queue.redriveAllowPolicy = Token.asString(
      Fn.jsonencode({ redrivePermission: "byQueue", sourceQueueArns: [sourceQueueArn] }),
    );
    this.queue.redrivePolicy = Token.asString(
      Fn.jsonencode({ deadLetterTargetArn: this.deadLetterQueue.queue.arn, maxReceiveCount }),
    );
  }
}

import { Fn, Token } from "cdktf";
import type { Construct } from "constructs";
import { times } from "../terraform/condition";
import { check, wholeNumber } from "../terraform/constraint";
import { AwsEnvironment } from "./aws-environment";
import { Queue } from "./queue";

/** How often a message may be received before it goes to the dead-letter queue. Once would leave no second try. */
export const MAX_RECEIVE_COUNT = wholeNumber(2, 1000);

/** AWS advises 5 or more; a consumer that pauses needs some in reserve, since SQS never counts anew. */
export const DEFAULT_MAX_RECEIVE_COUNT = 10;

/** AWS asks for a visibility time-out of at least this many times the function's time-out. */
const VISIBILITY_FACTOR = 6;

export interface FifoQueueProps {
  /** The queue's name, 1 to 75 letters, digits, hyphens and underscores; `.fifo` is added where it is missing. */
  readonly name: string;
  /** The time-out of the function that consumes the queue, in seconds, 1 to 900. The visibility time-out is six times that. */
  readonly consumerTimeoutSeconds: number;
  /**
   * How often a message is received before it goes to the dead-letter queue, 2 to 1,000.
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
 * A FIFO queue for a Lambda function: content-based deduplication, and a FIFO dead-letter queue of its own
 * (`<name>-dlq.fifo`) that takes messages from this queue alone. Both keep messages for 14 days.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export class FifoQueue extends Queue {
  readonly deadLetterQueue: Queue;
  /** How often a message is received before it goes to the dead-letter queue. */
  readonly maxReceiveCount: number;

  constructor(scope: Construct, id: string, props: FifoQueueProps) {
    check("maxReceiveCount", props.maxReceiveCount, MAX_RECEIVE_COUNT);
    const name = props.name.replace(/\.fifo$/, "");
    super(scope, id, {
      name: `${name}.fifo`,
      visibilityTimeoutSeconds: times(VISIBILITY_FACTOR, props.consumerTimeoutSeconds),
      kmsKeyArn: props.kmsKeyArn,
    });
    this.deadLetterQueue = new Queue(this, "dlq", { name: `${name}-dlq.fifo`, kmsKeyArn: props.kmsKeyArn });
    // Composed: the queue refers to its dead-letter queue already.
    const sourceQueueArn = AwsEnvironment.of(this).arn("sqs", `${name}.fifo`);
    this.deadLetterQueue.queue.redriveAllowPolicy = Token.asString(
      Fn.jsonencode({ redrivePermission: "byQueue", sourceQueueArns: [sourceQueueArn] }),
    );
    this.maxReceiveCount = props.maxReceiveCount ?? DEFAULT_MAX_RECEIVE_COUNT;
    this.queue.redrivePolicy = Token.asString(
      Fn.jsonencode({
        deadLetterTargetArn: this.deadLetterQueue.queue.arn,
        maxReceiveCount: this.maxReceiveCount,
      }),
    );
  }
}

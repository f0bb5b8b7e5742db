import type { Construct } from "constructs";
import type { When } from "../terraform/condition";
import { Queue } from "./queue";

export interface DeadLetterQueueProps {
  /** The queue's name, without `.fifo`: EventBridge takes only a standard queue here. */
  readonly name: string;
  /**
   * ARN of a customer managed KMS key that EventBridge may use.
   * @default - encrypted with keys that SQS manages (SSE-SQS)
   */
  readonly kmsKeyArn?: string;
  /**
   * The queue is there only where this holds, or once for each entry of a map.
   * @default true
   */
  readonly when?: When;
}

/**
 * Where EventBridge puts an event that it could not deliver to a rule's target: a standard queue, kept for 14 days.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    if (props.name.endsWith(".fifo")) {
      throw new Error(
        `name must be that of a standard queue, not ${JSON.stringify(props.name)}: EventBridge refuses a FIFO queue as a rule target's dead-letter queue.`,
      );
    }
    super(scope, id, props);
  }
}

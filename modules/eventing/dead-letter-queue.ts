import type { Construct } from "constructs";
import type { When } from "../terraform/condition";
import { Queue } from "./queue";

export interface DeadLetterQueueProps {
  /** The queue's name: 1 to 80 letters, digits, hyphens and underscores, without `.fifo`. */
  readonly name: string;
  /**
   * ARN of a customer managed KMS key that EventBridge may use.
   * @default - encrypted with keys that SQS manages (SSE-SQS)
   */
  readonly kmsKeyArn?: string;
  /**
   * The queue exists only if this holds, or once for each entry of a map.
   * @default true
   */
  readonly when?: When;
}

/**
 * The standard queue to which EventBridge sends events that it could not deliver to a rule's target. It keeps them for
 * 14 days.
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

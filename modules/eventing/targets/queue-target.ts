import { type IResolvable, Token } from "cdktf";
import type { RuleTarget } from "../event-rule";

/** An SQS queue that is there already, as a rule's target. Its policy must let the rule send to it. */
export class QueueTarget implements RuleTarget {
  /**
   * @param queueArn ARN of the queue
   * @param messageGroupId required for a FIFO queue, which must have content-based deduplication; 1 to 128 characters;
   * an expression may be null
   * @throws Error that names the queue, when it is a FIFO queue and there is no message group
   */
  constructor(
    private readonly queueArn: string,
    private readonly messageGroupId?: string | IResolvable,
  ) {
    if (messageGroupId === undefined && !Token.isUnresolved(queueArn) && queueArn.endsWith(".fifo"))
      throw new Error(`messageGroupId must be 1 to 128 characters for the FIFO queue ${JSON.stringify(queueArn)}.`);
  }

  bind() {
    return { arn: this.queueArn, messageGroupId: this.messageGroupId };
  }
}

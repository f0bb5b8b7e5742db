import { type IResolvable, Token } from "cdktf";
import { check, matching } from "../../terraform/constraint";
import { regionalArn } from "../constraints";
import type { EventRule, RuleTarget } from "../event-rule";
import { QUEUE_NAME_PATTERN, type Queue } from "../queue";
import { IN_ACCOUNT_UNLESS_ROLE, mustBe } from "../target-place";

export const QUEUE_ARN = regionalArn("an SQS queue", "sqs", QUEUE_NAME_PATTERN, "<name>");
export const MESSAGE_GROUP_ID = matching(".{1,128}", "1 to 128 characters");

/** An SQS queue of the rule's account as its target. The rule may send to a `Queue`; the policy of another queue must allow it. */
export class QueueTarget implements RuleTarget {
  private readonly queueArn: string;

  /**
   * @param queue the queue, or the ARN of an existing one
   * @param messageGroupId required for a FIFO queue, which must have content-based deduplication; 1 to 128 characters; an
   * expression may be null
   * @throws Error if the queue is a FIFO queue and `messageGroupId` is not set
   */
  constructor(
    private readonly queue: Queue | string,
    private readonly messageGroupId?: string | IResolvable,
  ) {
    this.queueArn = typeof queue === "string" ? queue : queue.queue.arn;
    check("queue", this.queueArn, QUEUE_ARN);
    checkMessageGroupId(messageGroupId, isFifo(queue));
  }

  bind(rule: EventRule) {
    const address = { arn: this.queueArn, messageGroupId: this.messageGroupId };
    if (typeof this.queue === "string")
      return { ...address, preconditions: [mustBe(IN_ACCOUNT_UNLESS_ROLE, rule, this.queueArn)] };
    this.queue.allowSendFrom(rule);
    return { ...address, dependsOn: [this.queue.queuePolicy] };
  }
}

/** @throws Error if the message group is not allowed, or missing for a FIFO queue */
export function checkMessageGroupId(messageGroupId: string | IResolvable | undefined, fifo: boolean): void {
  if (typeof messageGroupId === "string") check("messageGroupId", messageGroupId, MESSAGE_GROUP_ID);
  if (messageGroupId === undefined && fifo)
    throw new Error(`messageGroupId must be ${MESSAGE_GROUP_ID.allowed} for a FIFO queue, not undefined.`);
}

function isFifo(queue: Queue | string): boolean {
  if (typeof queue !== "string") return queue.fifo;
  return !Token.isUnresolved(queue) && queue.endsWith(".fifo");
}

import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { choose, isAbsent, onlyIf, type When } from "../terraform/condition";
import { check, matching, wholeNumber } from "../terraform/constraint";
import { denyInsecureTransport, PolicyDocument } from "./policy-document";

export const QUEUE_NAME_PATTERN = "(?:[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo)";
const QUEUE_NAME = matching(
  QUEUE_NAME_PATTERN,
  "1 to 80 letters, digits, hyphens and underscores, including .fifo at the end of a FIFO queue's name",
);
const VISIBILITY_TIMEOUT = wholeNumber(0, 43_200, "seconds");

/** The longest that SQS keeps a message: 14 days, in seconds. */
export const LONGEST_RETENTION_SECONDS = 1_209_600;

/**
 * High throughput: the limit of 300 calls a second is each message group's, and not the queue's. Deduplication is then within
 * a message group, too.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/high-throughput-fifo.html
 */
const FIFO = {
  fifoQueue: true,
  contentBasedDeduplication: true,
  deduplicationScope: "messageGroup",
  fifoThroughputLimit: "perMessageGroupId",
};

/** A resource, such as an EventBridge rule, that sends to a queue under its own ARN. */
export interface QueueSender {
  /** The name of the statement in the queue's policy: letters and digits. */
  readonly sid: string;
  /** The sender's ARN, for `aws:SourceArn`, or that of several senders with `*`. It may not exist yet. */
  readonly arn: string;
}

export interface QueueProps {
  /**
   * The queue's name: 1 to 80 letters, digits, hyphens and underscores. A name that ends with `.fifo` creates a FIFO queue,
   * which drops a message if the same message group got the same text within five minutes.
   */
  readonly name: string;
  /**
   * The time in seconds, 0 to 43,200, for which a received message is hidden from other consumers.
   * @default 30, the default of SQS
   */
  readonly visibilityTimeoutSeconds?: number;
  /**
   * ARN of a customer managed KMS key. Its policy must let the senders use it, which an AWS managed key does not.
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
 * An encrypted SQS queue that keeps messages for 14 days and refuses requests without TLS.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
 */
export class Queue extends Construct {
  readonly queue: SqsQueue;
  readonly queuePolicy: SqsQueuePolicy;
  /** Whether the queue is a FIFO queue. */
  readonly fifo: boolean;
  protected readonly policy: PolicyDocument;
  private readonly senders = new Set<string>();

  constructor(scope: Construct, id: string, props: QueueProps) {
    super(scope, id);
    check("name", props.name, QUEUE_NAME);
    check("visibilityTimeoutSeconds", props.visibilityTimeoutSeconds, VISIBILITY_TIMEOUT);
    this.fifo = props.name.endsWith(".fifo");
    this.queue = onlyIf(
      props.when,
      new SqsQueue(this, "Resource", {
        name: props.name,
        messageRetentionSeconds: LONGEST_RETENTION_SECONDS,
        visibilityTimeoutSeconds: props.visibilityTimeoutSeconds,
        kmsMasterKeyId: props.kmsKeyArn,
        sqsManagedSseEnabled: choose<boolean | undefined>(isAbsent(props.kmsKeyArn), true, undefined),
        ...(this.fifo && FIFO),
      }),
    );
    this.policy = new PolicyDocument(this, "policy", [denyInsecureTransport("sqs:*", [this.queue.arn])], props.when);
    this.queuePolicy = onlyIf(
      props.when,
      new SqsQueuePolicy(this, "access", { queueUrl: this.queue.url, policy: this.policy.json }),
    );
  }

  /**
   * Lets an EventBridge rule, and nothing else, send to the queue, whether the rule exists or not: a change of a queue's
   * policy takes up to 60 seconds, in which a new rule's events would be lost. A rule for each entry of a map needs a queue
   * for each.
   */
  allowSendFrom({ sid, arn }: QueueSender): void {
    if (this.senders.has(sid)) return;
    this.senders.add(sid);
    this.policy.add({
      sid,
      principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
      actions: ["sqs:SendMessage"],
      resources: [this.queue.arn],
      condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [arn] }],
    });
  }
}

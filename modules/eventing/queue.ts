import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { choose, isAbsent, onlyIf, type When } from "../terraform/condition";
import { denyInsecureTransport, PolicyDocument } from "./policy-document";

/** The longest that SQS keeps a message: 14 days, in seconds. */
const LONGEST_RETENTION_SECONDS = 1_209_600;

/** Anything that may send to a queue under its own ARN. */
export interface QueueSender {
  /** The statement's name in the queue's policy: letters and digits. */
  readonly sid: string;
  /** The sender's ARN, for `aws:SourceArn`. */
  readonly arn: string;
  /** The sender is there only where this holds. */
  readonly when?: When;
}

export interface QueueProps {
  /** The queue's full name, 1 to 80 letters, digits, hyphens and underscores; `.fifo` at the end makes it FIFO. */
  readonly name: string;
  /**
   * How long a consumer has, in seconds, before a message it received is visible again: 0 to 43,200.
   * @default 30, as SQS has it
   */
  readonly visibilityTimeoutSeconds?: number;
  /**
   * ARN of a customer managed KMS key. Its policy must let the senders use it: an AWS managed key cannot.
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
 * A queue that is encrypted, keeps messages for 14 days, and is reached over TLS alone.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
 */
export class Queue extends Construct {
  readonly queue: SqsQueue;
  readonly queuePolicy: SqsQueuePolicy;
  protected readonly policy: PolicyDocument;

  constructor(scope: Construct, id: string, props: QueueProps) {
    super(scope, id);
    const fifo = props.name.endsWith(".fifo");
    this.queue = onlyIf(
      props.when,
      new SqsQueue(this, "Resource", {
        name: props.name,
        messageRetentionSeconds: LONGEST_RETENTION_SECONDS,
        visibilityTimeoutSeconds: props.visibilityTimeoutSeconds,
        kmsMasterKeyId: props.kmsKeyArn,
        sqsManagedSseEnabled: choose<boolean | undefined>(isAbsent(props.kmsKeyArn), true, undefined),
        ...(fifo && { fifoQueue: true, contentBasedDeduplication: true }),
      }),
    );
    this.policy = new PolicyDocument(this, "policy", [denyInsecureTransport("sqs:*", [this.queue.arn])], props.when);
    this.queuePolicy = onlyIf(
      props.when,
      new SqsQueuePolicy(this, "access", { queueUrl: this.queue.url, policy: this.policy.json }),
    );
  }

  /** Lets an EventBridge rule, and nothing else, send to this queue. */
  allowSendFrom({ sid, arn, when }: QueueSender): void {
    this.policy.add({
      sid,
      when,
      principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
      actions: ["sqs:SendMessage"],
      resources: [this.queue.arn],
      condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [arn] }],
    });
  }
}

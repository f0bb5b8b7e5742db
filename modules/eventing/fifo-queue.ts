import { SqsQueueRedrivePolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-policy";
import { Fn, Token } from "cdktf";
import type { Construct } from "constructs";
import { times } from "../terraform/condition";
import { settle } from "../terraform/setting";
import { AwsEnvironment } from "./aws-environment";
import { Queue } from "./queue";
import { FIFO_QUEUE_SETTINGS } from "./settings";
import type { FifoQueueSettings } from "./settings.generated";

/** AWS recommends a visibility time-out of at least this many times the function's time-out. */
const VISIBILITY_FACTOR = 6;

export type FifoQueueProps = FifoQueueSettings;

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
    const settings = settle(FIFO_QUEUE_SETTINGS, props);
    const { maxReceiveCount, consumerTimeoutSeconds, kmsKeyArn } = settings;
    const name = settings.name.replace(/\.fifo$/, "");
    super(scope, id, {
      name: `${name}.fifo`,
      visibilityTimeoutSeconds: times(VISIBILITY_FACTOR, consumerTimeoutSeconds),
      kmsKeyArn,
    });
    this.consumerTimeoutSeconds = consumerTimeoutSeconds;
    this.maxReceiveCount = maxReceiveCount;
    this.deadLetterQueue = new Queue(this, "dlq", { name: `${name}-dlq.fifo`, kmsKeyArn });
    // Composed, so that neither queue waits for the other.
    const sourceQueueArn = AwsEnvironment.of(this).arn("sqs", `${name}.fifo`);
    this.deadLetterQueue.queue.redriveAllowPolicy = Token.asString(
      Fn.jsonencode({ redrivePermission: "byQueue", sourceQueueArns: [sourceQueueArn] }),
    );
    // A resource of its own lets Terraform create the two queues side by side: SQS refuses a redrive policy whose queue
    // does not exist yet.
    new SqsQueueRedrivePolicy(this, "redrive", {
      queueUrl: this.queue.url,
      redrivePolicy: Token.asString(
        Fn.jsonencode({ deadLetterTargetArn: this.deadLetterQueue.queue.arn, maxReceiveCount }),
      ),
    });
  }
}

import type { SQS } from "@aws-sdk/client-sqs";
import type { Aws } from "../aws/aws";

/** How many messages a queue contains; approximate, as SQS counts them. */
interface MessageCounts {
  readonly waiting: number;
  /** Received, but not deleted. */
  readonly inFlight: number;
}

export interface QueueCounts extends MessageCounts {
  readonly name: string;
}

/** Undefined if the queue does not exist. */
export async function countsOf(aws: Aws, name: string): Promise<QueueCounts | undefined> {
  try {
    const { QueueUrl } = await aws.sqs.getQueueUrl({ QueueName: name });
    return { name, ...(await messageCounts(aws.sqs, QueueUrl!)) };
  } catch (error) {
    if (isMissingQueue(error as Error)) return undefined;
    throw error;
  }
}

export async function messageCounts(sqs: Pick<SQS, "getQueueAttributes">, QueueUrl: string): Promise<MessageCounts> {
  const { Attributes } = await sqs.getQueueAttributes({
    QueueUrl,
    AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
  });
  return {
    waiting: Number(Attributes!.ApproximateNumberOfMessages),
    inFlight: Number(Attributes!.ApproximateNumberOfMessagesNotVisible),
  };
}

/** @param counts null if the queue does not exist */
export function countsText(counts: MessageCounts | null): string {
  if (!counts) return "does not exist: terraform apply creates it";
  return `${counts.waiting} waiting, ${counts.inFlight} in flight`;
}

/** Zero for a queue that does not exist. */
export function totalOf(counts: MessageCounts | undefined): number {
  return counts ? counts.waiting + counts.inFlight : 0;
}

/** SQS's two protocols have a name each. */
export function isMissingQueue({ name }: Error): boolean {
  return ["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"].includes(name);
}

import type { Aws } from "../aws/aws";

/** How many messages a queue contains; approximate, as SQS counts them. */
export interface QueueCounts {
  readonly name: string;
  readonly waiting: number;
  /** Received, but not deleted. */
  readonly inFlight: number;
}

/** Undefined if the queue does not exist. */
export async function countsOf(aws: Aws, name: string): Promise<QueueCounts | undefined> {
  try {
    const { QueueUrl } = await aws.sqs.getQueueUrl({ QueueName: name });
    const { Attributes } = await aws.sqs.getQueueAttributes({
      QueueUrl,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    });
    return {
      name,
      waiting: Number(Attributes!.ApproximateNumberOfMessages),
      inFlight: Number(Attributes!.ApproximateNumberOfMessagesNotVisible),
    };
  } catch (error) {
    if (isMissingQueue(error as Error)) return undefined;
    throw error;
  }
}

/** SQS's two protocols have a name each. */
export function isMissingQueue({ name }: Error): boolean {
  return ["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"].includes(name);
}

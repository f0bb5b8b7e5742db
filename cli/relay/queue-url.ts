import type { Aws } from "../aws/aws";
import { missing } from "./missing";
import { isMissingQueue } from "./queue-counts";

/** @throws CliError if the relay's queue does not exist */
export async function queueUrlOf(aws: Aws, QueueName: string): Promise<string> {
  try {
    return (await aws.sqs.getQueueUrl({ QueueName })).QueueUrl!;
  } catch (error) {
    throw isMissingQueue(error as Error) ? await missing(aws, `queue ${QueueName}`) : error;
  }
}

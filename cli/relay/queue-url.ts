import type { Aws } from "../aws/aws";
import { CliError } from "../errors";
import { isMissingQueue } from "./queue-counts";

/** @throws CliError if the relay's queue does not exist */
export async function queueUrlOf({ sqs, region }: Aws, QueueName: string): Promise<string> {
  try {
    return (await sqs.getQueueUrl({ QueueName })).QueueUrl!;
  } catch (error) {
    if (!isMissingQueue(error as Error)) throw error;
    throw new CliError(
      `There is no queue ${QueueName} in the region ${await region()} of this account: check --prefix, --region and --profile.`,
    );
  }
}

import type { Aws } from "../aws/aws";

/** SQS reports each minute, and some minutes late. */
const PERIOD_MS = 900_000;

/**
 * How old a queue's oldest message is, in milliseconds. Undefined if SQS has not reported it in the last 15 minutes: the
 * queue is empty, or not in use.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export async function ageOfOldest({ cloudWatch }: Aws, queueName: string, now: number): Promise<number | undefined> {
  const { Datapoints = [] } = await cloudWatch.getMetricStatistics({
    Namespace: "AWS/SQS",
    MetricName: "ApproximateAgeOfOldestMessage",
    Dimensions: [{ Name: "QueueName", Value: queueName }],
    StartTime: new Date(now - PERIOD_MS),
    EndTime: new Date(now),
    Period: 60,
    Statistics: ["Maximum"],
  });
  const last = Datapoints.toSorted((a, b) => Number(a.Timestamp) - Number(b.Timestamp)).at(-1);
  return last && last.Maximum! * 1_000;
}

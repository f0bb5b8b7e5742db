import type { Construct } from "constructs";
import { minus, smaller, times } from "../terraform/condition";
import { type AlarmMetric, type AlarmProps, alarm } from "./alarm";
import type { EventRule } from "./event-rule";
import type { Queue } from "./queue";
import type { RelayFunction } from "./relay-function";

/** What an alarm's caller decides. */
export type AlarmOptions = Pick<AlarmProps, "actions" | "when">;

/** The section of the runbook that an alarm sends its reader to. */
export const runbook = (section: string) => `Runbook: docs/operations.md#${section}`;

/**
 * A dead-letter queue holds events.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function depthAlarm(scope: Construct, id: string, queue: Queue, options: AlarmOptions): void {
  alarm(scope, id, {
    ...options,
    name: `${queue.queue.name}-depth`,
    description: `Events lie in the dead-letter queue. ${runbook("dead-letter-queue")}`,
    metric: queueMetric(queue, "ApproximateNumberOfMessagesVisible"),
    threshold: 1,
  });
}

/** The oldest event has waited for too long. */
export function ageAlarm(scope: Construct, id: string, queue: Queue, seconds: number, options: AlarmOptions): void {
  alarm(scope, id, {
    ...options,
    name: `${queue.queue.name}-age`,
    description: `The oldest event has waited for more than ${seconds} seconds. ${runbook("queue-age")}`,
    metric: queueMetric(queue, "ApproximateAgeOfOldestMessage"),
    threshold: seconds,
    minutes: 5,
  });
}

/**
 * A rule cannot reach its target, or not even its dead-letter queue: such events are lost.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export function ruleAlarms(scope: Construct, id: string, rule: EventRule, options: AlarmOptions): void {
  alarm(scope, `${id}_failed_invocations`, {
    ...options,
    name: `${rule.name}-failed-invocations`,
    description: `EventBridge could not deliver events to the rule's target. ${runbook("failed-invocations")}`,
    metric: ruleMetric(rule, "FailedInvocations"),
    threshold: 1,
  });
  alarm(scope, `${id}_lost`, {
    ...options,
    name: `${rule.name}-lost`,
    description: `Events reached neither the rule's target nor its dead-letter queue: they are lost. ${runbook("lost-events")}`,
    metric: ruleMetric(rule, "InvocationsFailedToBeSentToDlq"),
    threshold: 1,
  });
}

/**
 * A function fails, is throttled, or nearly runs out of time.
 * @param timeoutSeconds the function's time-out
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function functionAlarms(
  scope: Construct,
  id: string,
  relayFunction: RelayFunction,
  timeoutSeconds: number,
  options: AlarmOptions,
): void {
  const { functionName } = relayFunction.function;
  const metric = (metricName: string, statistic: "Maximum" | "Sum") => ({
    namespace: "AWS/Lambda",
    metricName,
    dimensions: { FunctionName: functionName },
    statistic,
  });
  alarm(scope, `${id}_errors`, {
    ...options,
    name: `${functionName}-errors`,
    description: `The function fails as a whole. ${runbook("function-errors")}`,
    metric: metric("Errors", "Sum"),
    threshold: 1,
  });
  alarm(scope, `${id}_throttles`, {
    ...options,
    name: `${functionName}-throttles`,
    description: `Lambda has no room for the function; events wait. ${runbook("function-throttles")}`,
    metric: metric("Throttles", "Sum"),
    threshold: 1,
    minutes: 5,
  });
  alarm(scope, `${id}_near_timeout`, {
    ...options,
    name: `${functionName}-near-timeout`,
    description: `An invocation nearly took all of its time. ${runbook("function-near-time-out")}`,
    metric: metric("Duration", "Maximum"),
    threshold: nearTimeout(timeoutSeconds),
  });
}

/** The forwarder stops delivering 2.5 s before its time-out, or somewhat earlier: 90 % of a short one it never reaches. */
function nearTimeout(timeoutSeconds: number): number {
  return smaller(times(900, timeoutSeconds), minus(times(1000, timeoutSeconds), 4000));
}

function queueMetric({ queue }: Queue, metricName: string): AlarmMetric {
  return { namespace: "AWS/SQS", metricName, dimensions: { QueueName: queue.name }, statistic: "Maximum" };
}

function ruleMetric({ rule, eventBusName }: EventRule, metricName: string): AlarmMetric {
  // Rules of the default bus are counted by their name alone.
  const bus: Record<string, string> = eventBusName === "default" ? {} : { EventBusName: eventBusName };
  return { namespace: "AWS/Events", metricName, dimensions: { ...bus, RuleName: rule.name }, statistic: "Sum" };
}

import type { Construct } from "constructs";
import { minus, smaller, times } from "../terraform/condition";
import { type AlarmMetric, type AlarmProps, alarm } from "./alarm";
import type { EventRule } from "./event-rule";
import type { Queue } from "./queue";
import type { RelayFunction } from "./relay-function";

/** What the caller of a standard alarm decides. */
export type AlarmOptions = Pick<AlarmProps, "actions" | "when">;

/** The reference to a section of the runbook, for an alarm's description. */
export const runbook = (section: string) => `Runbook: docs/operations.md#${section}`;

/**
 * Goes off when a dead-letter queue contains events.
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

/** Goes off when the oldest event has waited for `seconds`. */
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
 * Go off when a rule cannot deliver to its target, and when it cannot deliver to its dead-letter queue either.
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
 * Go off when a function fails, is throttled, or nearly times out.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function functionAlarms(
  scope: Construct,
  id: string,
  { function: { functionName }, functionTimeout }: RelayFunction,
  options: AlarmOptions,
): void {
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
    threshold: nearTimeout(functionTimeout),
  });
}

/** In milliseconds. The forwarder stops delivering at least 2.5 s before its time-out, and so never reaches 90 % of a short one. */
function nearTimeout(timeoutSeconds: number): number {
  return smaller(times(900, timeoutSeconds), minus(times(1000, timeoutSeconds), 4000));
}

function queueMetric({ queue }: Queue, metricName: string): AlarmMetric {
  return { namespace: "AWS/SQS", metricName, dimensions: { QueueName: queue.name }, statistic: "Maximum" };
}

function ruleMetric({ rule, eventBusName }: EventRule, metricName: string): AlarmMetric {
  // The metrics of rules on the default bus have no dimension for the bus.
  const bus: Record<string, string> = eventBusName === "default" ? {} : { EventBusName: eventBusName };
  return { namespace: "AWS/Events", metricName, dimensions: { ...bus, RuleName: rule.name }, statistic: "Sum" };
}

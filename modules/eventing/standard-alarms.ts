import type { Construct } from "constructs";
import { minus, smaller, times } from "../terraform/condition";
import { type AlarmProps, alarm, type Metric } from "./alarm";
import type { EventRule } from "./event-rule";
import type { Queue } from "./queue";
import type { RelayFunction } from "./relay-function";

/** What the caller of a standard alarm decides. */
export type AlarmOptions = Pick<AlarmProps, "actions" | "runbook" | "when">;

/**
 * Goes off when a dead-letter queue contains events.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function depthAlarm(scope: Construct, id: string, queue: Queue, options: AlarmOptions): void {
  alarm(scope, id, {
    ...options,
    name: `${queue.queue.name}-depth`,
    description: "Events lie in the dead-letter queue.",
    section: "dead-letter-queue",
    metric: queueMetric(queue, "ApproximateNumberOfMessagesVisible"),
    threshold: 1,
    state: true,
    // SQS stops reporting on a queue that has not been used for six hours, although it still contains the events.
    missingData: "ignore",
  });
}

/**
 * Goes off when events wait and none has been delivered for `minutes`. Not by the age of the oldest event, from which SQS
 * excludes events that were received three times or more.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function waitingAlarm(scope: Construct, id: string, queue: Queue, minutes: number, options: AlarmOptions): void {
  alarm(scope, id, {
    ...options,
    name: `${queue.queue.name}-waiting`,
    description: `Events wait, and none has been delivered for ${minutes} minutes.`,
    section: "events-wait",
    metric: {
      // SQS reports the second and the third only if they are not zero.
      expression: "IF(visible + FILL(received, 0) > 0 AND FILL(deleted, 0) == 0, 1, 0)",
      metrics: {
        visible: queueMetric(queue, "ApproximateNumberOfMessagesVisible"),
        received: queueMetric(queue, "ApproximateNumberOfMessagesNotVisible"),
        deleted: { ...queueMetric(queue, "NumberOfMessagesDeleted"), statistic: "Sum" },
      },
    },
    threshold: 1,
    minutes,
    state: true,
    // As for the depth: a paused relay does not use the queue, and a quiet bus neither.
    missingData: "ignore",
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
    description: "EventBridge could not deliver events to the rule's target.",
    section: "failed-invocations",
    metric: ruleMetric(rule, "FailedInvocations"),
    threshold: 1,
  });
  alarm(scope, `${id}_lost`, {
    ...options,
    name: `${rule.name}-lost`,
    description: "Events reached neither the rule's target nor its dead-letter queue: they are lost.",
    section: "lost-events",
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
    description: "The function fails as a whole.",
    section: "function-errors",
    metric: metric("Errors", "Sum"),
    threshold: 1,
  });
  alarm(scope, `${id}_throttles`, {
    ...options,
    name: `${functionName}-throttles`,
    description: "Lambda has no room for the function.",
    section: "function-throttles",
    metric: metric("Throttles", "Sum"),
    threshold: 1,
    // Lambda backs off between attempts, so that not each minute has throttles.
    minutes: 5,
    minutesBreaching: 3,
  });
  alarm(scope, `${id}_near_timeout`, {
    ...options,
    name: `${functionName}-near-timeout`,
    description: "An invocation nearly took all of its time.",
    section: "function-near-time-out",
    metric: metric("Duration", "Maximum"),
    threshold: nearTimeout(functionTimeout),
  });
}

/**
 * Go off when Lambda drops an event that it received to invoke a function later, and when it cannot send one that failed
 * to the function's dead-letter queue.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function asynchronousAlarms(
  scope: Construct,
  id: string,
  { function: { functionName } }: RelayFunction,
  options: AlarmOptions,
): void {
  const lost = (suffix: string, metricName: string, description: string) =>
    alarm(scope, `${id}_${suffix}`, {
      ...options,
      name: `${functionName}-${suffix.replaceAll("_", "-")}`,
      description,
      section: "lost-alerts",
      metric: { namespace: "AWS/Lambda", metricName, dimensions: { FunctionName: functionName }, statistic: "Sum" },
      threshold: 1,
    });
  lost("dropped", "AsyncEventsDropped", "Lambda dropped events before it invoked the function.");
  lost(
    "undelivered",
    "DestinationDeliveryFailures",
    "Events that the function failed on could not be sent to the dead-letter queue: they are lost.",
  );
}

/** In milliseconds. The forwarder stops delivering at least 2.5 s before its time-out, and so never reaches 90 % of a short one. */
function nearTimeout(timeoutSeconds: number): number {
  return smaller(times(900, timeoutSeconds), minus(times(1000, timeoutSeconds), 4000));
}

function queueMetric({ queue }: Queue, metricName: string): Metric {
  return { namespace: "AWS/SQS", metricName, dimensions: { QueueName: queue.name }, statistic: "Maximum" };
}

function ruleMetric({ rule, eventBusName }: EventRule, metricName: string): Metric {
  // The metrics of rules on the default bus have no dimension for the bus. For partner buses, AWS documents no dimensions; in
  // accounts that have one, they are those of custom buses: https://github.com/awsdocs/amazon-eventbridge-user-guide/issues/17
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
  const bus: Record<string, string> = eventBusName === "default" ? {} : { EventBusName: eventBusName };
  return { namespace: "AWS/Events", metricName, dimensions: { ...bus, RuleName: rule.name }, statistic: "Sum" };
}

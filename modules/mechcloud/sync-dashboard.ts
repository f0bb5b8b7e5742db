import type { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { Construct } from "constructs";
import {
  EVENT_TYPE_DIMENSION,
  METRIC_NAMESPACE,
  type MetricName,
  SERVICE_DIMENSION,
} from "../../lambda-src/contract/metrics";
import { type DashboardProps, dashboard, type Graph, type Series } from "../eventing/dashboard";
import type { EventRule } from "../eventing/event-rule";
import type { Queue } from "../eventing/queue";
import type { Hub } from "./hub";
import type { SyncParts } from "./sync-parts";

const HEADING = `# MechCloud sync
Changes of VPCs, subnets and instances on their way to MechCloud.`;

export interface SyncDashboardProps extends Pick<DashboardProps, "name" | "runbook" | "when"> {
  readonly parts: SyncParts;
}

/** A dashboard of a sync: events in, delivered, not delivered and waiting, and how long they take. */
export function syncDashboard(
  scope: Construct,
  id: string,
  { parts, ...props }: SyncDashboardProps,
): CloudwatchDashboard {
  return dashboard(scope, id, { ...props, heading: HEADING, graphs: graphsOf(parts) });
}

function graphsOf({ rules, queue, ruleDeadLetterQueue, forwarder, hub }: SyncParts): Graph[] {
  const service = forwarder.function.functionName;
  const relay = (metric: MetricName, label: string, stat?: string) => ({
    metric: [METRIC_NAMESPACE, metric, SERVICE_DIMENSION, service],
    label,
    stat,
  });
  const byType = (metric: MetricName, stat: string) => ({
    search: `{${METRIC_NAMESPACE},${SERVICE_DIMENSION},${EVENT_TYPE_DIMENSION}} ${SERVICE_DIMENSION}="${service}" MetricName="${metric}"`,
    stat,
  });
  return [
    {
      title: "Events in, by rule",
      unit: "events",
      series: [
        ...Object.values(rules)
          .filter((rule) => rule !== undefined)
          .map(matched),
        ...(hub ? [matchedOnBus(hub)] : []),
      ],
    },
    { title: "Delivered, by type", unit: "events", series: [byType("Delivered", "Sum")] },
    {
      title: "Not delivered, or posted again",
      unit: "events",
      series: [
        relay("Refused", "refused"),
        relay("Failed", "in trouble"),
        relay("Unauthorized", "token refused"),
        relay("Held", "held back"),
        relay("Invalid", "not JSON"),
        relay("Unmapped", "of unknown accounts"),
        relay("Isolated", "tried apart"),
        relay("SetAside", "set aside"),
        relay("MoveFailed", "could not be set aside"),
        relay("Retried", "posted again"),
      ],
    },
    {
      title: "Waiting",
      unit: "events",
      series: [
        depth(queue, "in the queue"),
        depth(queue.deadLetterQueue, "in the dead-letter queue"),
        depth(ruleDeadLetterQueue, "in the rules' dead-letter queue"),
        {
          metric: ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue.queue.name],
          label: "age of the oldest (s)",
          stat: "Maximum",
          right: true,
        },
      ],
    },
    {
      title: "MechCloud's answer",
      unit: "ms",
      series: [relay("Latency", "median", "p50"), relay("Latency", "99th percentile", "p99")],
    },
    {
      title: "From change to MechCloud",
      unit: "ms",
      series: [relay("QueueDelay", "median", "p50"), relay("QueueDelay", "99th percentile", "p99")],
    },
    {
      title: "Function",
      unit: "invocations",
      series: [
        lambda("Invocations", "invocations", service),
        lambda("Errors", "errors", service),
        lambda("Throttles", "throttles", service),
        { ...lambda("Duration", "longest (ms)", service), stat: "Maximum", right: true },
      ],
    },
    {
      title: "Channel",
      unit: "invocations",
      series: [
        relay("ChannelDown", "channel down"),
        relay("TokenMissing", "no token yet"),
        relay("Paused", "paused"),
        relay("PauseFailed", "could not pause"),
        { ...relay("TokenSecondsLeft", "token expires in (s)", "Minimum"), right: true },
      ],
    },
  ];
}

function matched({ name }: EventRule) {
  return { metric: ["AWS/Events", "TriggeredRules", "RuleName", name], label: name };
}

/** The rules of other accounts are as many as there are accounts. */
function matchedOnBus({ busName }: Hub): Series {
  return {
    search: `{AWS/Events,EventBusName,RuleName} EventBusName="${busName}" MetricName="TriggeredRules"`,
    stat: "Sum",
  };
}

function depth({ queue }: Queue, label: string) {
  return { metric: ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue.name], label, stat: "Maximum" };
}

function lambda(metric: string, label: string, functionName: string) {
  return { metric: ["AWS/Lambda", metric, "FunctionName", functionName], label };
}

import type { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { Construct } from "constructs";
import { type DashboardProps, dashboard, type Graph } from "../eventing/dashboard";
import type { DeadLetterQueue } from "../eventing/dead-letter-queue";
import type { EventLog } from "./event-log";
import type { PartnerEventBus } from "./partner-event-bus";

const HEADING = `# Scalr events
Runs and the audit log of a Scalr account, and where they go.`;

export interface EventsDashboardProps extends Pick<DashboardProps, "name" | "runbook" | "when"> {
  /** What the dashboard shows. */
  readonly parts: EventsParts;
}

interface EventsParts {
  readonly eventBus: PartnerEventBus;
  readonly deadLetterQueue: DeadLetterQueue;
  readonly runLog: EventLog;
  readonly auditLog: EventLog;
}

/** A dashboard of Scalr's events: how many arrive, are delivered and fail, and how long a delivery takes. */
export function eventsDashboard(
  scope: Construct,
  id: string,
  { parts, ...props }: EventsDashboardProps,
): CloudwatchDashboard {
  return dashboard(scope, id, { ...props, heading: HEADING, graphs: graphsOf(parts) });
}

function graphsOf({ eventBus, deadLetterQueue, runLog, auditLog }: EventsParts): Graph[] {
  // A search, because the destinations vary.
  const byRule = (metric: string, stat: string) => ({
    search: `{AWS/Events,EventBusName,RuleName} EventBusName="${eventBus.name}" MetricName="${metric}"`,
    stat,
  });
  const logged = (logGroupName: string, label: string) => ({
    metric: ["AWS/Logs", "IncomingLogEvents", "LogGroupName", logGroupName],
    label,
  });
  return [
    { title: "Events in, by rule", unit: "events", series: [byRule("TriggeredRules", "Sum")] },
    { title: "Deliveries, by rule", unit: "deliveries", series: [byRule("Invocations", "Sum")] },
    {
      title: "Not delivered, by rule",
      unit: "deliveries",
      series: [
        byRule("FailedInvocations", "Sum"),
        byRule("InvocationsSentToDlq", "Sum"),
        byRule("InvocationsFailedToBeSentToDlq", "Sum"),
      ],
    },
    {
      title: "Time to deliver, by rule",
      unit: "ms",
      series: [byRule("IngestionToInvocationSuccessLatency", "p99")],
    },
    {
      title: "Logged",
      unit: "events",
      series: [logged(runLog.logGroup.name, "runs"), logged(auditLog.logGroup.name, "audit log")],
    },
    {
      title: "Waiting",
      unit: "events",
      series: [
        {
          metric: ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", deadLetterQueue.queue.name],
          label: "in the logs' and alerts' dead-letter queue",
          stat: "Maximum",
        },
      ],
    },
  ];
}

import { Construct } from "constructs";
import { METRIC_NAMESPACE, type MetricName, SERVICE_DIMENSION } from "../../lambda-src/contract/metrics";
import { alarm } from "../eventing/alarm";
import {
  type AlarmOptions,
  ageAlarm,
  depthAlarm,
  functionAlarms,
  ruleAlarms,
  runbook,
} from "../eventing/standard-alarms";
import { and, type Condition, restrict } from "../terraform/condition";
import type { Forwarder } from "./forwarder";
import type { MechCloudSync } from "./mechcloud-sync";

/** Real-time visualization is late when an event waits longer. */
const OLDEST_EVENT_SECONDS = 900;

export interface SyncAlarmsProps {
  /** What is watched. */
  readonly sync: MechCloudSync;
  /** The function's time-out, in seconds. */
  readonly functionTimeout: number;
  /** ARNs of what is told; none: alarms are seen in CloudWatch alone. */
  readonly actions: string[];
  /**
   * The alarms are there only where this holds.
   * @default true
   */
  readonly when?: Condition;
}

/** The alarms of a MechCloud sync: each has a section in the runbook. */
export class SyncAlarms extends Construct {
  constructor(scope: Construct, id: string, { sync, functionTimeout, actions, when = true }: SyncAlarmsProps) {
    super(scope, id);
    const options = { actions, when };
    const { queue, ruleDeadLetterQueue, forwarder } = sync;
    depthAlarm(this, "dlq_depth", queue.deadLetterQueue, options);
    depthAlarm(this, "rule_dlq_depth", ruleDeadLetterQueue, options);
    ageAlarm(this, "queue_age", queue, OLDEST_EVENT_SECONDS, options);
    functionAlarms(this, "forwarder", forwarder, functionTimeout, options);
    const whenPausing = and(when, forwarder.pauses);
    if (whenPausing !== false) this.watchPause(forwarder, { actions, when: whenPausing });
    for (const [name, rule] of Object.entries({
      instance_state_change: sync.instanceStateChangeRule,
      tag_change: sync.tagChangeRule,
      cloudtrail: sync.cloudTrailRule,
    })) {
      if (rule) ruleAlarms(this, name, rule, { actions, when: restrict(when, rule.when) });
    }
  }

  private watchPause(forwarder: Forwarder, options: AlarmOptions): void {
    const { functionName } = forwarder.function;
    const metric = (metricName: MetricName, statistic: "Maximum" | "Sum") => ({
      namespace: METRIC_NAMESPACE,
      metricName,
      dimensions: { [SERVICE_DIMENSION]: functionName },
      statistic,
    });
    alarm(this, "paused", {
      ...options,
      name: `${functionName}-paused`,
      description: `The relay paused itself, because MechCloud no longer takes events; the queue keeps them. ${runbook("paused")}`,
      metric: metric("Paused", "Maximum"),
      threshold: 1,
      // A paused relay says nothing more; the alarm is over when it delivers again.
      missingData: "ignore",
    });
    alarm(this, "pause_failed", {
      ...options,
      name: `${functionName}-pause-failed`,
      description: `MechCloud no longer takes events, and the relay could not pause itself: they go to the dead-letter queue. ${runbook("pause-failed")}`,
      metric: metric("PauseFailed", "Sum"),
      threshold: 1,
    });
  }
}

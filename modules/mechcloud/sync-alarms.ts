import { Construct } from "constructs";
import { METRIC_NAMESPACE, type MetricName, SERVICE_DIMENSION } from "../../lambda-src/contract/metrics";
import { alarm } from "../eventing/alarm";
import {
  type AlarmOptions,
  depthAlarm,
  functionAlarms,
  ruleAlarms,
  runbook,
  waitingAlarm,
} from "../eventing/standard-alarms";
import { and, type Condition, restrict } from "../terraform/condition";
import { snakeCase } from "../terraform/setting";
import type { Forwarder } from "./forwarder";
import type { SyncParts } from "./sync-parts";

/** A shorter interruption of MechCloud needs nobody. */
const WAITING_MINUTES = 20;

export interface SyncAlarmsProps {
  readonly parts: SyncParts;
  /** ARNs of the topics that receive alarms; with none, alarms are visible in CloudWatch only. */
  readonly actions: string[];
  /**
   * Whether the alarms exist.
   * @default true
   */
  readonly when?: Condition;
}

/** The alarms of a MechCloud sync: each has a section in the runbook. */
export class SyncAlarms extends Construct {
  constructor(scope: Construct, id: string, { parts, actions, when = true }: SyncAlarmsProps) {
    super(scope, id);
    const options = { actions, when };
    const { rules, queue, ruleDeadLetterQueue, forwarder } = parts;
    depthAlarm(this, "dlq_depth", queue.deadLetterQueue, options);
    depthAlarm(this, "rule_dlq_depth", ruleDeadLetterQueue, options);
    waitingAlarm(this, "queue_waiting", queue, WAITING_MINUTES, options);
    functionAlarms(this, "forwarder", forwarder, options);
    const whenPausing = and(when, forwarder.pauses);
    if (whenPausing !== false) this.watchPause(forwarder, { actions, when: whenPausing });
    for (const [key, rule] of Object.entries(rules)) {
      if (rule) ruleAlarms(this, snakeCase(key), rule, { actions, when: restrict(when, rule.when) });
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
      state: true,
      // A paused relay writes no metrics; the alarm ends with the next delivery.
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

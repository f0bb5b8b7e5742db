import { Construct } from "constructs";
import { METRIC_NAMESPACE, type MetricName, SERVICE_DIMENSION } from "../../lambda-src/contract/metrics";
import { alarm, type Metric } from "../eventing/alarm";
import { type AlarmOptions, depthAlarm, functionAlarms, ruleAlarms, waitingAlarm } from "../eventing/standard-alarms";
import { and, atLeast, type Condition, choose, restrict, times } from "../terraform/condition";
import { snakeCase } from "../terraform/setting";
import type { Forwarder } from "./forwarder";
import type { SyncParts } from "./sync-parts";

/** A shorter interruption of MechCloud needs nobody. */
const PATIENCE_MINUTES = 20;

/** What ends only when the relay writes that it has: while the relay is paused, it writes nothing. */
const STATE = { state: true, missingData: "ignore", threshold: 1 } as const;

/** A relay that does not pause goes on writing, until its events are in the dead-letter queue: then nothing is left to say so. */
function stateOf({ pauses }: Forwarder) {
  return { ...STATE, missingData: choose<"ignore" | "notBreaching">(pauses, "ignore", "notBreaching") };
}

export interface SyncAlarmsProps {
  readonly parts: SyncParts;
  /** ARNs of the topics that receive alarms; with none, alarms are visible in CloudWatch only. */
  readonly actions: string[];
  /** The runbook, as a URL or path without a fragment. */
  readonly runbook: string;
  /** How many hours before the access token expires an alarm goes off; 0: none does. */
  readonly tokenWarningHours: number;
  /**
   * Whether the alarms exist.
   * @default true
   */
  readonly when?: Condition;
}

/** The alarms of a MechCloud sync: each has a section in the runbook. */
export class SyncAlarms extends Construct {
  constructor(scope: Construct, id: string, { parts, tokenWarningHours, when = true, ...given }: SyncAlarmsProps) {
    super(scope, id);
    const options = { ...given, when };
    const { queue, ruleDeadLetterQueue, forwarder, hub } = parts;
    const rules = { ...parts.rules, ...hub?.rules };
    depthAlarm(this, "dlq_depth", queue.deadLetterQueue, options);
    depthAlarm(this, "rule_dlq_depth", ruleDeadLetterQueue, options);
    waitingAlarm(this, "queue_waiting", queue, PATIENCE_MINUTES, options);
    functionAlarms(this, "forwarder", forwarder, options);
    this.watchDelivery(forwarder, options);
    this.watchToken(forwarder, options);
    const whenTokenExpires = and(when, atLeast(tokenWarningHours, 1));
    if (whenTokenExpires !== false)
      this.watchExpiry(forwarder, tokenWarningHours, { ...given, when: whenTokenExpires });
    const whenPausing = and(when, forwarder.pauses);
    if (whenPausing !== false) this.watchPause(forwarder, { ...given, when: whenPausing });
    for (const [key, rule] of Object.entries(rules)) {
      if (rule) ruleAlarms(this, snakeCase(key), rule, { ...given, when: restrict(when, rule.when) });
    }
  }

  private watchDelivery(forwarder: Forwarder, options: AlarmOptions): void {
    alarm(this, "channel_down", {
      ...options,
      ...stateOf(forwarder),
      name: nameOf(forwarder, "channel-down"),
      description: `MechCloud has accepted no events for ${PATIENCE_MINUTES} minutes; the queue keeps them.`,
      section: "channel-down",
      metric: metricOf(forwarder, "ChannelDownSeconds", "Maximum"),
      threshold: 60 * PATIENCE_MINUTES,
    });
    alarm(this, "move_failed", {
      ...options,
      name: nameOf(forwarder, "move-failed"),
      description: "Events that MechCloud does not accept could not be set aside, and hold up others.",
      section: "move-failed",
      metric: metricOf(forwarder, "MoveFailed", "Sum"),
      threshold: 1,
      // Each is tried again after some seconds.
      minutes: 5,
      minutesBreaching: 3,
    });
  }

  private watchToken(forwarder: Forwarder, options: AlarmOptions): void {
    alarm(this, "token_unusable", {
      ...options,
      ...stateOf(forwarder),
      name: nameOf(forwarder, "token-unusable"),
      description: "MechCloud refuses the access token, or it cannot be read; the queue keeps the events.",
      section: "token-unusable",
      metric: metricOf(forwarder, "TokenUnusable", "Maximum"),
    });
  }

  private watchExpiry(forwarder: Forwarder, hours: number, options: AlarmOptions): void {
    alarm(this, "token_expires", {
      ...options,
      ...STATE,
      name: nameOf(forwarder, "token-expires"),
      description: "The access token expires soon.",
      section: "token-expires",
      metric: metricOf(forwarder, "TokenSecondsLeft", "Minimum"),
      threshold: times(3600, hours),
      below: true,
    });
  }

  private watchPause(forwarder: Forwarder, options: AlarmOptions): void {
    alarm(this, "pause_failed", {
      ...options,
      name: nameOf(forwarder, "pause-failed"),
      description: "The relay could not pause itself, or could not end its pause.",
      section: "pause-failed",
      metric: metricOf(forwarder, "PauseFailed", "Sum"),
      threshold: 1,
    });
  }
}

function nameOf({ function: { functionName } }: Forwarder, suffix: string): string {
  return `${functionName}-${suffix}`;
}

function metricOf(forwarder: Forwarder, metricName: MetricName, statistic: Metric["statistic"]): Metric {
  const dimensions = { [SERVICE_DIMENSION]: forwarder.function.functionName };
  return { namespace: METRIC_NAMESPACE, metricName, dimensions, statistic };
}

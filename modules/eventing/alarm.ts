import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import { onlyIf, type When } from "../terraform/condition";

/** A metric of something that exists: its dimensions are taken from the resource. */
export interface AlarmMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Record<string, string>;
  readonly statistic: "Maximum" | "Sum";
}

export interface AlarmProps {
  readonly name: string;
  /** What it means, in a sentence, and where to look: what one reads at 3 a.m. */
  readonly description: string;
  readonly metric: AlarmMetric;
  /** The alarm goes off where the metric is at least this. */
  readonly threshold: number;
  /**
   * Over how many minutes in a row.
   * @default 1
   */
  readonly minutes?: number;
  /**
   * What no data means: nothing happened, or nothing changed.
   * @default notBreaching
   */
  readonly missingData?: "notBreaching" | "ignore";
  /** ARNs of what is told, when it goes off and when it is over. */
  readonly actions: string[];
  /** The alarm is there only where this holds, or once for each entry of a map. */
  readonly when?: When;
}

/** A CloudWatch alarm on one metric, minute by minute. */
export function alarm(scope: Construct, id: string, props: AlarmProps): CloudwatchMetricAlarm {
  return onlyIf(
    props.when,
    new CloudwatchMetricAlarm(scope, id, {
      alarmName: props.name,
      alarmDescription: props.description,
      ...props.metric,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: props.threshold,
      period: 60,
      evaluationPeriods: props.minutes ?? 1,
      treatMissingData: props.missingData ?? "notBreaching",
      alarmActions: props.actions,
      okActions: props.actions,
    }),
  );
}

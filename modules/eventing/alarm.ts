import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import { onlyIf, type When } from "../terraform/condition";

/** A metric of a resource. Its dimensions refer to the resource, so that the alarm cannot watch what does not exist. */
export interface AlarmMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Record<string, string>;
  readonly statistic: "Maximum" | "Sum";
}

export interface AlarmProps {
  readonly name: string;
  /** What happened, in a sentence, and the section of the runbook. */
  readonly description: string;
  readonly metric: AlarmMetric;
  /** The value from which the alarm goes off. */
  readonly threshold: number;
  /**
   * The number of consecutive minutes for which the metric must reach the threshold.
   * @default 1
   */
  readonly minutes?: number;
  /**
   * How a minute without data counts: as below the threshold, or as no change of the alarm's state.
   * @default notBreaching
   */
  readonly missingData?: "notBreaching" | "ignore";
  /** ARNs of the actions when the alarm goes off and when it is over. */
  readonly actions: string[];
  /**
   * The alarm exists only if this holds, or once for each entry of a map.
   * @default true
   */
  readonly when?: When;
}

/** A CloudWatch alarm on one metric, evaluated each minute. */
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

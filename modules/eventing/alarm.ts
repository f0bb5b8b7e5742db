import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmMetricQuery,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import { onlyIf, type When } from "../terraform/condition";

/** A metric of a resource. Its dimensions refer to the resource, so that the alarm cannot watch what does not exist. */
export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Record<string, string>;
  readonly statistic: "Minimum" | "Maximum" | "Sum";
}

/** A value that CloudWatch computes from several metrics. */
export interface MetricMath {
  /** An expression on the metrics, by their names, that results in one time series. */
  readonly expression: string;
  /** The metrics by name: at most 10; lower-case letters. */
  readonly metrics: Readonly<Record<string, Metric>>;
}

export interface AlarmProps {
  readonly name: string;
  /** What happened, in a sentence. */
  readonly description: string;
  /** The runbook, as a URL or path without a fragment. */
  readonly runbook: string;
  /** The anchor of the alarm's section in the runbook. */
  readonly section: string;
  readonly metric: Metric | MetricMath;
  /** The value from which the alarm goes off. */
  readonly threshold: number;
  /**
   * Whether the alarm goes off below the threshold instead.
   * @default false
   */
  readonly below?: boolean;
  /**
   * The number of minutes that are evaluated.
   * @default 1
   */
  readonly minutes?: number;
  /**
   * The number of those minutes in which the metric must reach the threshold.
   * @default - all of them
   */
  readonly minutesBreaching?: number;
  /**
   * How a minute without data counts: as below the threshold, or as no change of the alarm's state.
   * @default notBreaching
   */
  readonly missingData?: "notBreaching" | "ignore";
  /**
   * Whether the metric is a state that ends, such as events in a queue. The end of a state is reported; that nothing more
   * was counted a minute later is not.
   * @default false
   */
  readonly state?: boolean;
  /** ARNs of the actions. */
  readonly actions: string[];
  /**
   * The alarm exists only if this holds, or once for each entry of a map.
   * @default true
   */
  readonly when?: When;
}

/**
 * A CloudWatch alarm, evaluated each minute.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export function alarm(scope: Construct, id: string, props: AlarmProps): CloudwatchMetricAlarm {
  return onlyIf(
    props.when,
    new CloudwatchMetricAlarm(scope, id, {
      alarmName: props.name,
      alarmDescription: `${props.description} Runbook: ${props.runbook}#${props.section}`,
      ...("expression" in props.metric ? { metricQuery: queries(props.metric) } : { ...props.metric, period: PERIOD }),
      comparisonOperator: props.below ? "LessThanThreshold" : "GreaterThanOrEqualToThreshold",
      threshold: props.threshold,
      evaluationPeriods: props.minutes ?? 1,
      datapointsToAlarm: props.minutesBreaching,
      treatMissingData: props.missingData ?? "notBreaching",
      alarmActions: props.actions,
      okActions: props.state ? props.actions : undefined,
    }),
  );
}

/** One minute, in seconds. */
const PERIOD = 60;

function queries({ expression, metrics }: MetricMath): CloudwatchMetricAlarmMetricQuery[] {
  return [
    { id: "result", expression, returnData: true },
    ...Object.entries(metrics).map(([id, { statistic: stat, ...metric }]) => ({
      id,
      metric: { ...metric, stat, period: PERIOD },
    })),
  ];
}

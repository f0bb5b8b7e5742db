/** The attributes of an alarm that decide when it goes off, by their names in Terraform. */
export interface Alarm {
  readonly metric_name: string;
  readonly statistic: "Minimum" | "Maximum" | "Sum";
  readonly comparison_operator: "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  readonly evaluation_periods: number;
  readonly datapoints_to_alarm?: number;
  readonly treat_missing_data: "notBreaching" | "ignore";
}

export type AlarmState = "OK" | "ALARM";

type Line = Readonly<Record<string, unknown>>;

const MINUTE = 60_000;

const STATISTICS = {
  Minimum: (values: number[]) => Math.min(...values),
  Maximum: (values: number[]) => Math.max(...values),
  Sum: (values: number[]) => values.reduce((sum, value) => sum + value),
};

/**
 * The states of an alarm minute by minute, as CloudWatch evaluates a function's log.
 *
 * @param log lines of a function, with metrics in the embedded metric format
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function alarmStates(alarm: Alarm, log: readonly Line[]): AlarmState[] {
  const points = log.flatMap((line) => pointsOf(alarm.metric_name, line));
  const times = log.flatMap(({ _aws: aws }) => (aws ? [(aws as { Timestamp: number }).Timestamp] : []));
  const [first, last] = [minuteOf(Math.min(...times)), minuteOf(Math.max(...times))];
  const values = Array.from({ length: last - first + 1 }, (_value, index) => {
    const ofMinute = points.filter(({ at }) => minuteOf(at) === first + index).map(({ value }) => value);
    return ofMinute.length > 0 ? STATISTICS[alarm.statistic](ofMinute) : undefined;
  });
  let state: AlarmState = "OK";
  return values.map((_value, index) => {
    state = nextState(alarm, values.slice(Math.max(0, index + 1 - alarm.evaluation_periods), index + 1), state);
    return state;
  });
}

function nextState(alarm: Alarm, values: readonly (number | undefined)[], state: AlarmState): AlarmState {
  if (alarm.treat_missing_data === "ignore" && values.every((value) => value === undefined)) return state;
  const breaching = values.filter((value) => value !== undefined && isBreaching(alarm, value)).length;
  return breaching >= (alarm.datapoints_to_alarm ?? alarm.evaluation_periods) ? "ALARM" : "OK";
}

function isBreaching({ comparison_operator: operator, threshold }: Alarm, value: number): boolean {
  return operator === "LessThanThreshold" ? value < threshold : value >= threshold;
}

function pointsOf(metric: string, line: Line): { at: number; value: number }[] {
  const { _aws: aws, [metric]: values } = line;
  if (!aws || values === undefined) return [];
  const at = (aws as { Timestamp: number }).Timestamp;
  return [values].flat().map((value) => ({ at, value: Number(value) }));
}

function minuteOf(at: number): number {
  return Math.floor(at / MINUTE);
}

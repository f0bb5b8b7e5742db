import { METRICS, MODULES, type Module, namedBy, WATCHED_MODULES } from "./metrics";
import { type Attributes, block } from "./synth";

interface Judgement {
  readonly section: string;
  readonly minutes?: number;
  /** In how many of the minutes, if not in all. */
  readonly of?: number;
  /** What no data means, if not that all is well. */
  readonly missingData?: string;
  /** Goes off below its threshold. */
  readonly below?: true;
  /** The end of a state is reported; a counter that is zero a minute later is not. */
  readonly state?: true;
}

/** The metric of the alarm that computes its value from several. */
const WAITING = "AWS/SQS NumberOfMessagesDeleted";

/** A paused relay writes no metrics, although it is still in trouble. */
const UNLESS_PAUSED = '${(var.on_failure == "pause") ? "ignore" : "notBreaching"}';

/** How each metric is judged. */
const JUDGED: Readonly<Record<string, Judgement>> = {
  // SQS reports nothing of a queue that is not used, although the events still lie there.
  "AWS/SQS ApproximateNumberOfMessagesVisible": { section: "dead-letter-queue", missingData: "ignore", state: true },
  [WAITING]: { section: "events-wait", minutes: 20, missingData: "ignore", state: true },
  "AWS/Events FailedInvocations": { section: "failed-invocations" },
  "AWS/Events InvocationsFailedToBeSentToDlq": { section: "lost-events" },
  "AWS/Lambda Errors": { section: "function-errors" },
  // Lambda backs off between attempts.
  "AWS/Lambda Throttles": { section: "function-throttles", minutes: 5, of: 3 },
  "AWS/Lambda Duration": { section: "function-near-time-out" },
  "AWS/Lambda AsyncEventsDropped": { section: "lost-alerts" },
  "AWS/Lambda DestinationDeliveryFailures": { section: "lost-alerts" },
  "AwsEventRelay ChannelDownSeconds": { section: "channel-down", missingData: UNLESS_PAUSED, state: true },
  "AwsEventRelay TokenUnusable": { section: "token-unusable", missingData: UNLESS_PAUSED, state: true },
  "AwsEventRelay TokenSecondsLeft": { section: "token-expires", missingData: "ignore", state: true, below: true },
  // An event that could not be moved is tried again after some seconds.
  "AwsEventRelay MoveFailed": { section: "move-failed", minutes: 5, of: 3 },
  // It tries again with the next event that is not delivered.
  "AwsEventRelay PauseFailed": { section: "pause-failed" },
};

interface Metric extends Attributes {
  readonly namespace: string;
  readonly metric_name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

interface Alarm extends Attributes {
  readonly metric_query?: readonly { readonly expression?: string; readonly metric?: Metric }[];
}

const alarmsOf = ({ resource }: Module) => resource["aws_cloudwatch_metric_alarm"] as Readonly<Record<string, Alarm>>;
const metricsOf = (alarm: Alarm): readonly Metric[] =>
  alarm.metric_query?.flatMap(({ metric }) => metric ?? []) ?? [alarm as unknown as Metric];
const nameOf = ({ namespace, metric_name: name }: Metric) => `${namespace} ${name}`;
/** The metric that an alarm is about: of several, the last. */
const metricOf = (alarm: Alarm) => nameOf(metricsOf(alarm).at(-1)!);
const dimensionsOf = (alarm: Alarm) => metricsOf(alarm).at(-1)!.dimensions;
const watched = (module: Module, alarm: Alarm) =>
  Object.entries(dimensionsOf(alarm)).flatMap(([dimension, value]) => namedBy(module, dimension, value));

const ALL = WATCHED_MODULES.flatMap(([name, module]) =>
  Object.entries(alarmsOf(module)).map(([id, alarm]) => [`${name}: ${id}`, alarm, module] as const),
);

describe.each(ALL)("%s", (_name, alarm, module) => {
  test("watches a metric that exists, of a resource that exists", () => {
    for (const metric of metricsOf(alarm)) {
      expect(METRICS[nameOf(metric)]).toContain(Object.keys(metric.dimensions).sort().join(" "));
      expect(metric.dimensions).toEqual(dimensionsOf(alarm));
    }
    expect(watched(module, alarm)).not.toEqual([]);
  });

  test("counts a rule's events on the rule's event bus", () => {
    const rules = watched(module, alarm).filter((address) => address.startsWith("aws_cloudwatch_event_rule."));
    const buses = rules.map((address) => block(module.resource, address)["event_bus_name"]);

    expect(buses).toEqual(rules.map(() => dimensionsOf(alarm)["EventBusName"] ?? "default"));
  });

  test("exists only if what it watches does", () => {
    const existence = ({ count, for_each: forEach }: Attributes) =>
      ((count ?? forEach ?? "always") as string).replace(/^\$\{(.*) \? 1 : 0\}$/, "$1").replace(/^\((.*)\)$/, "$1");
    const withoutSwitch = existence(alarm)
      .replace("var.alarms.enabled && ", "")
      .replace(/^\$\{var\.alarms\.enabled \? (.*) : \{\}\}$/, "${$1}")
      .replace(/^\((.*)\)$/, "$1")
      .replace(/^var\.alarms\.enabled$/, "always")
      // The function is always there; what it may do is not.
      .replace(/^var\.on_failure == "pause"$/, "always")
      .replace(/^var\.token_warning_hours >= 1$/, "always");

    const own = watched(module, alarm).filter((address) => !address.includes("aws_cloudwatch_event_bus."));
    expect(own.map((address) => existence(block(module.resource, address)))).toEqual(own.map(() => withoutSwitch));
  });

  test("is evaluated as the runbook says, and reports the end of a state only", () => {
    const { minutes = 1, of, missingData = "notBreaching", state, below } = JUDGED[metricOf(alarm)]!;
    const actions = "${compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])}";

    expect(alarm).toMatchObject({
      evaluation_periods: minutes,
      treat_missing_data: missingData,
      comparison_operator: below ? "LessThanThreshold" : "GreaterThanOrEqualToThreshold",
      alarm_actions: actions,
      tags: "${var.tags}",
    });
    expect(alarm["datapoints_to_alarm"]).toBe(of);
    expect(alarm["ok_actions"]).toBe(state && actions);
    for (const metric of metricsOf(alarm)) expect(metric["period"]).toBe(60);
  });

  test("is described by what happened, and by its section of the runbook", () => {
    expect(alarm["alarm_description"]).toMatch(
      new RegExp(`^[A-Z].+\\. Runbook: \\$\\{var\\.runbook_url\\}#${JUDGED[metricOf(alarm)]?.section}$`),
    );
  });
});

test("each threshold except those of times is one", () => {
  const thresholds = (metric: string) =>
    ALL.filter(([, alarm]) => metricOf(alarm) === metric).map(([name, alarm]) => [name, alarm["threshold"]]);

  expect(thresholds("AWS/Lambda Duration")).toEqual([
    // 90 % of the time-out, but 4 s before it at the latest; in milliseconds.
    [
      "mechcloud-sync: alarm_forwarder_near_timeout",
      "${min((900 * var.function_timeout), ((1000 * var.function_timeout) - 4000))}",
    ],
    ["scalr-events: alarm_run_alerts_near_timeout", 6000],
  ]);
  // In seconds.
  expect(thresholds("AwsEventRelay ChannelDownSeconds")).toEqual([["mechcloud-sync: alarm_channel_down", 20 * 60]]);
  expect(thresholds("AwsEventRelay TokenSecondsLeft")).toEqual([
    ["mechcloud-sync: alarm_token_expires", "${(3600 * var.token_warning_hours)}"],
  ]);
  const others = ALL.filter(([, alarm]) => !/Duration|Seconds/.test(metricOf(alarm)));
  expect(others.map(([, alarm]) => alarm["threshold"])).toEqual(others.map(() => 1));
});

describe.each(MODULES)("%s", (_name, module) => {
  const watchedBy = (metric: string) =>
    Object.values(alarmsOf(module))
      .filter((alarm) => metricOf(alarm) === metric)
      .flatMap((alarm) => watched(module, alarm))
      .filter((address) => !address.includes("aws_cloudwatch_event_bus."))
      .sort();
  const all = (type: string) =>
    Object.keys(module.resource[type] ?? {})
      .map((name) => `${type}.${name}`)
      .sort();

  test("watches every dead-letter queue, and whether events wait in every other", () => {
    const queues = all("aws_sqs_queue");
    const isDeadLetterQueue = (address: string) => address.endsWith("_dlq");

    expect(watchedBy("AWS/SQS ApproximateNumberOfMessagesVisible")).toEqual(queues.filter(isDeadLetterQueue));
    expect(watchedBy(WAITING)).toEqual(queues.filter((address) => !isDeadLetterQueue(address)));
  });

  test.each([
    ["aws_cloudwatch_event_rule", "AWS/Events FailedInvocations"],
    ["aws_cloudwatch_event_rule", "AWS/Events InvocationsFailedToBeSentToDlq"],
    ["aws_lambda_function", "AWS/Lambda Errors"],
    ["aws_lambda_function", "AWS/Lambda Throttles"],
    ["aws_lambda_function", "AWS/Lambda Duration"],
  ])("watches every %s: %s", (type, metric) => {
    expect(watchedBy(metric)).toEqual(all(type));
  });

  test("names each alarm once", () => {
    const names = Object.entries(alarmsOf(module)).map(([id, { alarm_name: name }]) =>
      // A destination is of one kind, and its name is in the alarm's.
      String(name).replace("${each.key}", id),
    );

    expect(names).toEqual([...new Set(names)]);
  });
});

test("events wait if the queue holds some, visible or received, and none was deleted", () => {
  const [, alarm] = ALL.find(([, candidate]) => metricOf(candidate) === WAITING)!;

  expect(alarm.metric_query).toEqual([
    {
      id: "result",
      expression: "IF(visible + FILL(received, 0) > 0 AND FILL(deleted, 0) == 0, 1, 0)",
      return_data: true,
    },
    ...[
      ["visible", "ApproximateNumberOfMessagesVisible", "Maximum"],
      ["received", "ApproximateNumberOfMessagesNotVisible", "Maximum"],
      ["deleted", "NumberOfMessagesDeleted", "Sum"],
    ].map(([id, name, stat]) => ({
      id,
      metric: {
        namespace: "AWS/SQS",
        metric_name: name,
        dimensions: { QueueName: "${aws_sqs_queue.management_events.name}" },
        period: 60,
        stat,
      },
    })),
  ]);
});

test.each([
  ["MechCloud accepts nothing", "ChannelDownSeconds", "alarm_channel_down"],
  ["the access token cannot be used", "TokenUnusable", "alarm_token_unusable"],
  ["the access token expires", "TokenSecondsLeft", "alarm_token_expires"],
  ["an event could not be moved", "MoveFailed", "alarm_move_failed"],
  ["the relay could not pause itself", "PauseFailed", "alarm_pause_failed"],
])("that %s is an alarm of the forwarder", (_what, metric, id) => {
  const watching = ALL.filter(([, alarm]) => metricOf(alarm) === `AwsEventRelay ${metric}`);

  expect(watching.map(([name]) => name)).toEqual([`mechcloud-sync: ${id}`]);
});

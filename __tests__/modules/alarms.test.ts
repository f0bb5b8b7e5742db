import { METRICS, MODULES, type Module, namedBy } from "./metrics";
import { type Attributes, block } from "./synth";

/** How a metric is judged: what is bad, for how many minutes, and what no data means. */
const JUDGED: Readonly<Record<string, readonly [statistic: string, minutes: number, missingData: string]>> = {
  "AWS/SQS ApproximateNumberOfMessagesVisible": ["Maximum", 1, "notBreaching"],
  "AWS/SQS ApproximateAgeOfOldestMessage": ["Maximum", 5, "notBreaching"],
  "AWS/Events FailedInvocations": ["Sum", 1, "notBreaching"],
  "AWS/Events InvocationsFailedToBeSentToDlq": ["Sum", 1, "notBreaching"],
  "AWS/Lambda Errors": ["Sum", 1, "notBreaching"],
  "AWS/Lambda Throttles": ["Sum", 5, "notBreaching"],
  "AWS/Lambda Duration": ["Maximum", 1, "notBreaching"],
  // A paused relay says nothing more.
  "AwsEventRelay Paused": ["Maximum", 1, "ignore"],
  // It tries again with the next event that is not delivered.
  "AwsEventRelay PauseFailed": ["Sum", 1, "notBreaching"],
};

/** The section of the runbook, by metric. */
const SECTIONS: Readonly<Record<string, string>> = {
  "AWS/SQS ApproximateNumberOfMessagesVisible": "dead-letter-queue",
  "AWS/SQS ApproximateAgeOfOldestMessage": "queue-age",
  "AWS/Events FailedInvocations": "failed-invocations",
  "AWS/Events InvocationsFailedToBeSentToDlq": "lost-events",
  "AWS/Lambda Errors": "function-errors",
  "AWS/Lambda Throttles": "function-throttles",
  "AWS/Lambda Duration": "function-near-time-out",
  "AwsEventRelay Paused": "paused",
  "AwsEventRelay PauseFailed": "pause-failed",
};

interface Alarm extends Attributes {
  readonly namespace: string;
  readonly metric_name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

const alarmsOf = ({ resource }: Module) => resource["aws_cloudwatch_metric_alarm"] as Readonly<Record<string, Alarm>>;
const metricOf = ({ namespace, metric_name: name }: Alarm) => `${namespace} ${name}`;
const watched = (module: Module, { dimensions }: Alarm) =>
  Object.entries(dimensions).flatMap(([dimension, value]) => namedBy(module, dimension, value));

const ALL = MODULES.flatMap(([name, module]) =>
  Object.entries(alarmsOf(module)).map(([id, alarm]) => [`${name}: ${id}`, alarm, module] as const),
);

describe.each(ALL)("%s", (_name, alarm, module) => {
  test("watches a metric that exists, of a resource that exists", () => {
    expect(METRICS[metricOf(alarm)]).toContain(Object.keys(alarm.dimensions).sort().join(" "));
    expect(watched(module, alarm)).not.toEqual([]);
  });

  test("counts a rule's events on the rule's event bus", () => {
    const rules = watched(module, alarm).filter((address) => address.startsWith("aws_cloudwatch_event_rule."));
    const buses = rules.map((address) => block(module.resource, address)["event_bus_name"]);

    expect(buses).toEqual(rules.map(() => alarm.dimensions["EventBusName"] ?? "default"));
  });

  test("exists only if what it watches does", () => {
    const existence = ({ count, for_each: forEach }: Attributes) =>
      ((count ?? forEach ?? "always") as string).replace(/^\$\{(.*) \? 1 : 0\}$/, "$1").replace(/^\((.*)\)$/, "$1");
    const withoutSwitch = existence(alarm)
      .replace("var.alarms.enabled && ", "")
      .replace("${var.alarms.enabled ? var.destinations : {}}", "${var.destinations}")
      .replace(/^var\.alarms\.enabled$/, "always")
      // The function is always there; what it may do is not.
      .replace(/^\(var\.on_failure == "pause"\)$/, "always");

    const own = watched(module, alarm).filter((address) => !address.includes("aws_cloudwatch_event_bus."));
    expect(own.map((address) => existence(block(module.resource, address)))).toEqual(own.map(() => withoutSwitch));
  });

  test("is evaluated as the runbook says, and notifies of alarm and end", () => {
    const [statistic, minutes, missingData] = JUDGED[metricOf(alarm)] ?? [];

    expect(alarm).toMatchObject({
      statistic,
      period: 60,
      evaluation_periods: minutes,
      treat_missing_data: missingData,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      alarm_actions: "${compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])}",
      ok_actions: "${compact([var.alarms.topic_arn, one(aws_sns_topic.alarms[*].arn)])}",
      tags: "${var.tags}",
    });
    expect(alarm).not.toHaveProperty("datapoints_to_alarm");
  });

  test("is described by what happened, and by its section of the runbook", () => {
    expect(alarm["alarm_description"]).toMatch(
      new RegExp(`^[A-Z].+\\. Runbook: docs/operations\\.md#${SECTIONS[metricOf(alarm)]}$`),
    );
  });
});

test("each threshold except those of durations is one", () => {
  const thresholds = (metric: string) =>
    ALL.filter(([, alarm]) => metricOf(alarm) === metric).map(([name, alarm]) => [name, alarm["threshold"]]);

  expect(thresholds("AWS/SQS ApproximateAgeOfOldestMessage")).toEqual([["mechcloud-sync: alarm_queue_age", 900]]);
  expect(thresholds("AWS/Lambda Duration")).toEqual([
    // 90 % of the time-out, but 4 s before it at the latest; in milliseconds.
    [
      "mechcloud-sync: alarm_forwarder_near_timeout",
      "${min((900 * var.function_timeout), ((1000 * var.function_timeout) - 4000))}",
    ],
    ["scalr-events: alarm_run_alerts_near_timeout", 6000],
  ]);
  const others = ALL.filter(([, alarm]) => !/Duration|Age/.test(metricOf(alarm)));
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

  test("watches every dead-letter queue, and the age of every other", () => {
    const queues = all("aws_sqs_queue");
    const isDeadLetterQueue = (address: string) => address.endsWith("_dlq");

    expect(watchedBy("AWS/SQS ApproximateNumberOfMessagesVisible")).toEqual(queues.filter(isDeadLetterQueue));
    expect(watchedBy("AWS/SQS ApproximateAgeOfOldestMessage")).toEqual(
      queues.filter((address) => !isDeadLetterQueue(address)),
    );
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

test.each([
  ["paused itself", "Paused", "alarm_paused"],
  ["could not pause itself", "PauseFailed", "alarm_pause_failed"],
])("that the relay %s is an alarm of the forwarder", (_what, metric, id) => {
  const watching = ALL.filter(([, alarm]) => metricOf(alarm) === `AwsEventRelay ${metric}`);

  expect(watching.map(([name]) => name)).toEqual([`mechcloud-sync: ${id}`]);
});

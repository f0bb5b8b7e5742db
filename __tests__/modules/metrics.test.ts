import { METRICS, type Module, namedBy } from "./metrics";

const sample: Module = {
  resource: {
    aws_sqs_queue: { events: { name: "events" } },
    aws_cloudwatch_event_bus: { partner: { name: "partner", count: 1 } },
  },
  data: { aws_cloudwatch_event_bus: { existing: { name: "existing" } } },
  locals: {
    bus: "${coalesce(one(aws_cloudwatch_event_bus.partner[*].name), data.aws_cloudwatch_event_bus.existing.name)}",
  },
};

test("the forwarder's metrics are known, by event type if they exist so", () => {
  expect(METRICS).toMatchObject({
    "AwsEventRelay Delivered": ["service", "eventType service"],
    "AwsEventRelay Paused": ["service"],
  });
});

test.each([
  ["QueueName", "events", ["aws_sqs_queue.events"]],
  ["QueueName", "${aws_sqs_queue.events.name}", ["aws_sqs_queue.events"]],
  ["QueueName", "${one(aws_sqs_queue.events[*].name)}", ["aws_sqs_queue.events"]],
  ["QueueName", "${aws_sqs_queue.events[each.key].name}", ["aws_sqs_queue.events"]],
  ["EventBusName", "${local.bus}", ["aws_cloudwatch_event_bus.partner", "data.aws_cloudwatch_event_bus.existing"]],
])("the %s %s is found", (dimension, value, found) => {
  expect(namedBy(sample, dimension, value)).toEqual(found);
});

test.each([
  ["QueueName", "others", "There is no aws_sqs_queue of the name others."],
  ["QueueName", "${aws_sqs_queue.events.arn}", "aws_sqs_queue.events.arn is no QueueName."],
  ["RuleName", "${aws_sqs_queue.events.name}", "aws_sqs_queue.events.name is no RuleName."],
  ["QueueName", "${aws_sqs_queue.others.name}", /^aws_sqs_queue\.others is not among /],
  ["Queue", "events", "The dimension Queue is not among those that the tests know."],
])("the %s %s is refused", (dimension, value, message) => {
  expect(() => namedBy(sample, dimension, value)).toThrow(message);
});

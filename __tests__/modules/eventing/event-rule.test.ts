import type { IResolvable, TerraformStack } from "cdktf";
import { DeadLetterQueue } from "../../../modules/eventing/dead-letter-queue";
import { type DeliveryProps, EventRule, type EventRuleProps } from "../../../modules/eventing/event-rule";
import type { InputTransformer } from "../../../modules/eventing/input-transformer";
import type { RetrySettings } from "../../../modules/eventing/settings.generated";
import { block, letsRuleSend, statements, synth, tlsOnly, variable } from "../synth";

const pattern = { source: ["aws.ec2"] };
const target = { bind: () => ({ arn: "target-arn" }) };
const DLQ = "${aws_sqs_queue.dlq.arn}";

type Delivery = Omit<DeliveryProps, "deadLetterQueue">;
type Props = Partial<EventRuleProps & Delivery>;

const ruleWithTarget = (props: Props | ((stack: TerraformStack) => Props) = {}) =>
  synth((stack) => {
    const given = typeof props === "function" ? props(stack) : props;
    const { maximumRetryAttempts, maximumEventAgeSeconds, inputTransformer } = given;
    const deadLetterQueue = new DeadLetterQueue(stack, "dlq", { name: "dlq" });
    new EventRule(stack, "state_change", {
      name: "state-changes",
      description: "State changes",
      eventPattern: pattern,
      ...given,
    }).addTarget("queue", target, { deadLetterQueue, maximumRetryAttempts, maximumEventAgeSeconds, inputTransformer });
  });

const RULE = "aws_cloudwatch_event_rule.state_change";
const TARGET = "aws_cloudwatch_event_target.state_change_queue";

test("listens to the default bus, and delivers with the longest retries and a dead-letter queue", () => {
  const { resource } = ruleWithTarget();

  expect(block(resource, RULE)).toEqual({
    name: "state-changes",
    description: "State changes",
    event_bus_name: "default",
    event_pattern: '{"source":["aws.ec2"]}',
  });
  expect(block(resource, TARGET)).toEqual({
    rule: "${aws_cloudwatch_event_rule.state_change.name}",
    event_bus_name: "default",
    arn: "target-arn",
    dead_letter_config: { arn: DLQ },
    retry_policy: { maximum_retry_attempts: 185, maximum_event_age_in_seconds: 86_400 },
    depends_on: ["aws_sqs_queue_policy.dlq_access"],
  });
});

test.each([
  ["default", "state-changes"],
  ["aws.partner/scalr.com/account/integration", "aws.partner/scalr.com/account/integration/state-changes"],
])("on the bus %s is allowed to send to its dead-letter queue as rule/%s", (eventBusName, path) => {
  const { resource, data } = ruleWithTarget({ eventBusName });

  expect(block(resource, RULE)).toMatchObject({ event_bus_name: eventBusName });
  expect(block(resource, TARGET)).toMatchObject({ event_bus_name: eventBusName });
  expect(statements(data, "dlq_policy")).toEqual([tlsOnly("sqs:*", DLQ), letsRuleSend("AllowStateChange", path, DLQ)]);
});

test("exists with its target if its condition holds, and is let into the queue before", () => {
  const { resource, data } = ruleWithTarget((stack) => ({ when: variable(stack, "chosen", "bool").booleanValue }));

  const count = "${var.chosen ? 1 : 0}";
  expect(block(resource, RULE)).toMatchObject({ count });
  expect(block(resource, TARGET)).toMatchObject({
    count,
    rule: "${one(aws_cloudwatch_event_rule.state_change[*].name)}",
  });
  expect(statements(data, "dlq_policy")).toEqual([
    tlsOnly("sqs:*", DLQ),
    letsRuleSend("AllowStateChange", "state-changes", DLQ),
  ]);
});

test.each<RetrySettings>([
  { maximumRetryAttempts: 0, maximumEventAgeSeconds: 60 },
  { maximumRetryAttempts: 185, maximumEventAgeSeconds: 86_400 },
])("retries as told: %j", (retryPolicy) => {
  expect(block(ruleWithTarget(retryPolicy).resource, TARGET)).toMatchObject({
    retry_policy: {
      maximum_retry_attempts: retryPolicy.maximumRetryAttempts,
      maximum_event_age_in_seconds: retryPolicy.maximumEventAgeSeconds,
    },
  });
});

const TRANSFORMER =
  "at most 100 input paths, and a template of 1 to 8192 characters in which each <name> is that of an input path, or begins with aws.events.; paths begin with $, and their names are letters, digits, hyphens and underscores, and do not begin with AWS";
const paths = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`path_${index}`, "$.detail"]));

describe("what the target gets", () => {
  const transformed = (inputTransformer: (stack: TerraformStack) => Delivery["inputTransformer"]) =>
    block(ruleWithTarget((stack) => ({ inputTransformer: inputTransformer(stack) })).resource, TARGET);

  test("is a text of one's own", () => {
    const inputPaths = { state: "$.detail.state" };

    expect(transformed(() => ({ inputPaths, inputTemplate: '"now <state>"' }))).toMatchObject({
      input_transformer: { input_paths: inputPaths, input_template: '"now <state>"' },
    });
  });

  test.each<InputTransformer>([
    { inputTemplate: "t".repeat(8192) },
    { inputTemplate: '"<aws.events.rule-name> at <aws.events.event.ingestion-time>"' },
    { inputPaths: paths(100), inputTemplate: '{"a": <path_0>, "b": "<path_99>"}' },
    { inputPaths: paths(1), inputTemplate: '"less < more"' },
  ])("may be %j", (inputTransformer) => {
    expect(transformed(() => inputTransformer)).toMatchObject({
      input_transformer: { input_template: inputTransformer.inputTemplate },
    });
  });

  test("may have parts that only Terraform will know", () => {
    expect(
      transformed((stack) => ({
        inputPaths: variable(stack, "paths", "map(string)").value as never,
        inputTemplate: '"<anything>"',
      })),
    ).toMatchObject({ input_transformer: { input_paths: "${var.paths}" } });
    expect(
      transformed((stack) => ({ inputTemplate: `"<anything> ${variable(stack, "text").stringValue}"` })),
    ).toMatchObject({ input_transformer: { input_template: '"<anything> ${var.text}"' } });
  });

  test("may be known to Terraform alone, and be nothing special", () => {
    expect(transformed((stack) => variable(stack, "transformer", "any").value as IResolvable)).toMatchObject({
      dynamic: {
        input_transformer: {
          for_each: "${(var.transformer == null) ? [] : [var.transformer]}",
          content: {
            input_paths: "${input_transformer.value.input_paths}",
            input_template: "${input_transformer.value.input_template}",
          },
        },
      },
    });
  });
});

const NAME = "1 to 64 letters, digits, dots, hyphens and underscores";

test.each<[Props, string]>([
  [{ name: "" }, `name must be ${NAME}, not "".`],
  [{ name: "state changes" }, `name must be ${NAME}, not "state changes".`],
  [{ name: "n".repeat(65) }, `name must be ${NAME}, not "${"n".repeat(65)}".`],
  [{ maximumRetryAttempts: -1 }, "maximumRetryAttempts must be a whole number from 0 to 185, not -1."],
  [{ maximumRetryAttempts: 186 }, "maximumRetryAttempts must be a whole number from 0 to 185, not 186."],
  [
    { maximumEventAgeSeconds: 59 },
    "maximumEventAgeSeconds must be a whole number of seconds from 60 to 86400, not 59.",
  ],
  [
    { maximumEventAgeSeconds: 86_401 },
    "maximumEventAgeSeconds must be a whole number of seconds from 60 to 86400, not 86401.",
  ],
  [{ inputTransformer: { inputTemplate: "" } }, `inputTransformer must be ${TRANSFORMER}, not {"inputTemplate":""}.`],
  [
    { inputTransformer: { inputTemplate: "t".repeat(8193) } },
    `inputTransformer must be ${TRANSFORMER}, not {"inputTemplate":"${"t".repeat(8193)}"}.`,
  ],
  [
    { inputTransformer: { inputPaths: { state: "$.detail.state" }, inputTemplate: '"<state> <stat>"' } },
    `inputTransformer must be ${TRANSFORMER}, not {"inputPaths":{"state":"$.detail.state"},"inputTemplate":"\\"<state> <stat>\\""}.`,
  ],
  [
    { inputTransformer: { inputPaths: paths(101), inputTemplate: "t" } },
    `inputTransformer must be ${TRANSFORMER}, not ${JSON.stringify({ inputPaths: paths(101), inputTemplate: "t" })}.`,
  ],
])("refuses %j", (props, message) => {
  expect(() => ruleWithTarget(props)).toThrow(new Error(message));
});

test("takes a name, a pattern and retries that only Terraform will know", () => {
  const { resource } = ruleWithTarget((stack) => ({
    name: variable(stack, "name").stringValue,
    eventPattern: variable(stack, "pattern").value as IResolvable,
    maximumRetryAttempts: variable(stack, "attempts", "number").numberValue,
    maximumEventAgeSeconds: variable(stack, "age", "number").numberValue,
  }));

  expect(block(resource, RULE)).toMatchObject({
    name: "${var.name}",
    event_pattern: "${var.pattern}",
  });
  expect(block(resource, TARGET)).toMatchObject({
    retry_policy: { maximum_retry_attempts: "${var.attempts}", maximum_event_age_in_seconds: "${var.age}" },
  });
});

test("leaves to Terraform's plan the length of a pattern that only it will know", () => {
  const { resource } = ruleWithTarget((stack) => ({ eventPattern: variable(stack, "pattern").value as IResolvable }));

  expect(block(resource, RULE)["lifecycle"]).toEqual({
    precondition: [
      {
        condition: "${(length(var.pattern) <= 2048)}",
        error_message:
          "The event pattern of the rule state-changes must be at most 2048 characters of JSON, not ${length(var.pattern)}.",
      },
    ],
  });
});

describe("a pattern of EventBridge's longest length", () => {
  const patternOf = (length: number) => ({ source: ["s".repeat(length - '{"source":[""]}'.length)] });

  test("is taken", () => {
    expect(block(ruleWithTarget({ eventPattern: patternOf(2048) }).resource, RULE)["event_pattern"]).toHaveLength(2048);
  });

  test("and one character more is refused", () => {
    expect(() => ruleWithTarget({ eventPattern: patternOf(2049) })).toThrow(
      new Error(`eventPattern must be at most 2048 characters of JSON, not 2049: ${JSON.stringify(patternOf(2049))}`),
    );
  });
});

test.each([
  ["state_change", "AllowStateChange"],
  ["scalr-runs", "AllowScalrRuns"],
  ["a1.b2", "AllowA1B2"],
])("with the id %s is named %s in policies, which take only letters and digits", (id, sid) => {
  synth((stack) => {
    expect(new EventRule(stack, id, { name: "n", description: "d", eventPattern: pattern }).sid).toBe(sid);
  });
});

import { TerraformOutput, type TerraformStack } from "cdktf";
import { DeadLetterQueue } from "../../../modules/eventing/dead-letter-queue";
import { runExecuted } from "../../../modules/scalr/event-filters";
import { RunAlerts, type RunAlertsProps } from "../../../modules/scalr/run-alerts";
import { addresses, arn, block, letsRuleSend, statements, synth, tlsOnly, variable } from "../synth";
import { unindexedReferences } from "../unindexed-references";

const BUS = "aws.partner/scalr.com/account/integration";
const TOPIC = "${aws_sns_topic.alerts_topic.arn}";
const DLQ = "${aws_sqs_queue.dlq.arn}";
const GIVEN = "arn:aws:sns:eu-central-1:123456789012:on-call";
const KEY = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

type Props = Partial<RunAlertsProps>;

const runAlerts = (props: Props | ((stack: TerraformStack) => Props) = {}) =>
  synth((stack) => {
    const { topicArn } = new RunAlerts(stack, "alerts", {
      name: "run-alerts",
      eventBusName: BUS,
      eventPattern: runExecuted({ results: ["errored"] }),
      deadLetterQueue: new DeadLetterQueue(stack, "dlq", { name: "dlq" }),
      ...(typeof props === "function" ? props(stack) : props),
    });
    new TerraformOutput(stack, "topic", { value: topicArn });
  });

test("the rule delivers the chosen runs to the function, which this rule alone may invoke", () => {
  const { resource, data } = runAlerts();

  expect(block(resource, "aws_cloudwatch_event_rule.alerts_rule")).toEqual({
    name: "run-alerts",
    description: "Scalr runs that somebody wants to know of",
    event_bus_name: BUS,
    event_pattern: JSON.stringify(runExecuted({ results: ["errored"] })),
  });
  expect(block(resource, "aws_cloudwatch_event_target.alerts_rule_target")).toEqual({
    rule: "${aws_cloudwatch_event_rule.alerts_rule.name}",
    event_bus_name: BUS,
    arn: "${aws_lambda_function.alerts_function.arn}",
    dead_letter_config: { arn: DLQ },
    retry_policy: { maximum_retry_attempts: 185, maximum_event_age_in_seconds: 86_400 },
    depends_on: ["aws_sqs_queue_policy.dlq_access", "aws_lambda_permission.alerts_rule_permission"],
  });
  expect(block(resource, "aws_lambda_permission.alerts_rule_permission")).toEqual({
    action: "lambda:InvokeFunction",
    function_name: "${aws_lambda_function.alerts_function.arn}",
    principal: "events.amazonaws.com",
    source_arn: arn("events", `rule/${BUS}/run-alerts`),
    lifecycle: { create_before_destroy: true },
  });
  expect(statements(data, "dlq_policy")).toEqual([
    tlsOnly("sqs:*", DLQ),
    letsRuleSend("AllowAlertsRule", `${BUS}/run-alerts`, DLQ),
  ]);
});

test("the function comes with the module, and knows the topic", () => {
  const { resource } = runAlerts();
  const made = block(resource, "aws_lambda_function.alerts_function");

  expect(made).toMatchObject({
    function_name: "run-alerts",
    handler: "index.handler",
    memory_size: 128,
    timeout: 10,
    environment: { variables: { TOPIC_ARN: TOPIC } },
  });
  expect(made["filename"]).toMatch(/scalr-run-alerts\.zip$/);
});

test("the function may be another, and its log kept for longer", () => {
  const { resource } = runAlerts({
    filename: "own.zip",
    logRetentionDays: 90,
    permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary",
  });

  expect(block(resource, "aws_lambda_function.alerts_function")).toMatchObject({ filename: "own.zip" });
  expect(block(resource, "aws_cloudwatch_log_group.alerts_function_log_group")).toMatchObject({
    retention_in_days: 90,
  });
  expect(block(resource, "aws_iam_role.alerts_function_role")).toMatchObject({
    permissions_boundary: "arn:aws:iam::123456789012:policy/boundary",
  });
});

test("the function has the runtime and the architecture that are set", () => {
  const { resource } = runAlerts({ runtime: "nodejs24.x", architecture: "x86_64" });

  expect(block(resource, "aws_lambda_function.alerts_function")).toMatchObject({
    runtime: "nodejs24.x",
    architectures: ["x86_64"],
  });
});

test("what the function could not publish is kept, after two more tries", () => {
  expect(block(runAlerts().resource, "aws_lambda_function_event_invoke_config.alerts_on_failure")).toEqual({
    function_name: "${aws_lambda_function.alerts_function.function_name}",
    maximum_retry_attempts: 2,
    maximum_event_age_in_seconds: 21_600,
    destination_config: { on_failure: { destination: DLQ } },
    depends_on: ["aws_iam_role_policy.alerts_function_role_policy"],
  });
});

const may = (topic: string, ...more: object[]) => [
  {
    sid: "WriteLog",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: ["${aws_cloudwatch_log_group.alerts_function_log_group.arn}:*"],
  },
  { sid: "Publish", actions: ["sns:Publish"], resources: [topic] },
  { sid: "KeepUndelivered", actions: ["sqs:SendMessage"], resources: [DLQ] },
  ...more,
];

const useKey = (key: string) => [
  { sid: "Encrypt", actions: ["kms:GenerateDataKey"], resources: [key] },
  { sid: "Decrypt", actions: ["kms:Decrypt"], resources: [key] },
];

test("the function may write its log, publish to its topic and keep what it could not, nothing else", () => {
  expect(statements(runAlerts().data, "alerts_function_permissions")).toEqual(may(TOPIC));
  expect(statements(runAlerts({ topicArn: GIVEN }).data, "alerts_function_permissions")).toEqual(may(GIVEN));
});

describe("the topic", () => {
  test("is made, and encrypted with AWS's own key", () => {
    const { resource, output } = runAlerts();

    expect(resource["aws_sns_topic"]).toEqual({
      alerts_topic: { name: "run-alerts", kms_master_key_id: "alias/aws/sns" },
    });
    expect(output["topic"]?.["value"]).toBe(TOPIC);
  });

  test("may be there already", () => {
    const { resource, output } = runAlerts({ topicArn: GIVEN });

    expect(resource).not.toHaveProperty("aws_sns_topic");
    expect(output["topic"]?.["value"]).toBe(GIVEN);
    expect(block(resource, "aws_lambda_function.alerts_function")).toMatchObject({
      environment: { variables: { TOPIC_ARN: GIVEN } },
    });
  });

  test("may be one or the other, as only Terraform will know", () => {
    const { resource, output } = runAlerts((stack) => ({
      topicArn: variable(stack, "topic").stringValue,
      createTopic: variable(stack, "create", "bool").booleanValue,
    }));

    expect(block(resource, "aws_sns_topic.alerts_topic")).toMatchObject({ count: "${var.create ? 1 : 0}" });
    expect(output["topic"]?.["value"]).toBe("${coalesce(var.topic, one(aws_sns_topic.alerts_topic[*].arn))}");
  });

  test("must be given where none is made", () => {
    expect(() => runAlerts({ createTopic: false })).toThrow(new Error("topicArn must be set if createTopic is false."));
  });

  test("is either made or given", () => {
    expect(() => runAlerts({ topicArn: GIVEN, createTopic: true })).toThrow(
      new Error(`createTopic must be false or omitted if topicArn is set, not true: ${GIVEN}`),
    );
  });

  test("has a subscription for each e-mail address", () => {
    const { resource } = runAlerts({ emailAddresses: ["a@example.com", "b@example.com"] });

    expect(resource["aws_sns_topic_subscription"]).toEqual({
      alerts_email: {
        for_each: '${toset(["a@example.com", "b@example.com"])}',
        topic_arn: TOPIC,
        protocol: "email",
        endpoint: "${each.value}",
      },
    });
  });
});

describe("a customer managed key", () => {
  test("encrypts topic, log and environment, and the function may use it", () => {
    const { resource, data } = runAlerts({ kmsKeyArn: KEY });

    expect(block(resource, "aws_sns_topic.alerts_topic")).toMatchObject({ kms_master_key_id: KEY });
    expect(block(resource, "aws_lambda_function.alerts_function")).toMatchObject({ kms_key_arn: KEY });
    expect(block(resource, "aws_cloudwatch_log_group.alerts_function_log_group")).toMatchObject({ kms_key_id: KEY });
    expect(statements(data, "alerts_function_permissions")).toEqual(may(TOPIC, ...useKey(KEY)));
  });

  test("that only Terraform will know is used where it is not null", () => {
    const { resource, data } = runAlerts((stack) => ({ kmsKeyArn: variable(stack, "key").stringValue }));

    expect(block(resource, "aws_sns_topic.alerts_topic")).toMatchObject({
      kms_master_key_id: '${coalesce(var.key, "alias/aws/sns")}',
    });
    expect(statements(data, "alerts_function_permissions")).toEqual(
      may(
        TOPIC,
        ...useKey("${var.key}").map((statement) => ({ ...statement, for_each: "${(var.key != null) ? [true] : []}" })),
      ),
    );
  });
});

test("all of it is there only where its condition holds", () => {
  const { resource, data } = runAlerts((stack) => ({ when: variable(stack, "chosen", "bool").booleanValue }));

  const counts = addresses(resource)
    .filter((address) => address.includes(".alerts_") && !address.endsWith("alerts_email"))
    .map((address) => [address, block(resource, address)["count"]]);
  expect(counts).toEqual(counts.map(([address]) => [address, "${var.chosen ? 1 : 0}"]));
  expect(counts).toHaveLength(9);
  expect(unindexedReferences({ resource, data })).toEqual([]);
});

test("where it never holds, nobody is subscribed and no topic is made", () => {
  const { resource } = runAlerts({ when: false, emailAddresses: ["a@example.com"] });

  expect(resource).not.toHaveProperty("aws_sns_topic");
});

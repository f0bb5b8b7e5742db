import { TerraformOutput, type TerraformStack } from "cdktf";
import { AlarmTopic, type AlarmTopicProps } from "../../../modules/eventing/alarm-topic";
import { ACCOUNT, addresses, arn, block, statements, synth, tlsOnly, variable } from "../synth";

type Props = Partial<AlarmTopicProps>;

const GIVEN = "arn:aws:sns:ap-south-1:123456789012:on-call";
const MADE = "${aws_sns_topic.alarms.arn}";

function alarmTopic(props: Props | ((stack: TerraformStack) => Props) = {}) {
  const { output, ...synthesized } = synth((stack) => {
    const { actions } = new AlarmTopic(stack, "alarms", {
      name: "relay-alarms",
      ...(typeof props === "function" ? props(stack) : props),
    });
    new TerraformOutput(stack, "actions", { value: actions });
  });
  return { ...synthesized, actions: output["actions"]?.["value"] };
}

test("is a topic that is told", () => {
  const { resource, actions } = alarmTopic();

  expect(block(resource, "aws_sns_topic.alarms")).toEqual({ name: "relay-alarms" });
  expect(block(resource, "aws_sns_topic_policy.alarms_access")).toEqual({
    arn: MADE,
    policy: "${data.aws_iam_policy_document.alarms_policy.json}",
  });
  expect(actions).toEqual([MADE]);
});

test("may be published to by alarms of this account and region alone, over TLS", () => {
  expect(statements(alarmTopic().data, "alarms_policy")).toEqual([
    {
      sid: "AllowAlarms",
      principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
      actions: ["sns:Publish"],
      resources: [MADE],
      condition: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [ACCOUNT] },
        { test: "ArnLike", variable: "aws:SourceArn", values: [arn("cloudwatch", "alarm:*")] },
      ],
    },
    tlsOnly("sns:Publish", MADE),
  ]);
});

test("is encrypted with a customer managed key, where there is one", () => {
  expect(block(alarmTopic({ kmsKeyArn: "key-arn" }).resource, "aws_sns_topic.alarms")).toMatchObject({
    kms_master_key_id: "key-arn",
  });
});

test.each<Props>([{ topicArn: GIVEN }, { topicArn: GIVEN, createTopic: false }])("is not made by %j", (props) => {
  const { resource, data, actions } = alarmTopic(props);

  expect(resource).not.toHaveProperty("aws_sns_topic");
  expect(data).not.toHaveProperty("aws_iam_policy_document");
  expect(actions).toEqual([GIVEN]);
});

test("is nobody to be told where none is made or given", () => {
  const { resource, actions } = alarmTopic({ createTopic: false });

  expect(addresses(resource)).toEqual([]);
  expect(actions).toEqual([]);
});

test("that only Terraform will know of is made where it is not given", () => {
  const { resource, data, actions } = alarmTopic((stack) => ({
    topicArn: variable(stack, "topic_arn").stringValue,
    createTopic: variable(stack, "create", "bool").booleanValue,
  }));

  const count = "${var.create ? 1 : 0}";
  expect(block(resource, "aws_sns_topic.alarms")).toMatchObject({ count });
  expect(block(resource, "aws_sns_topic_policy.alarms_access")).toMatchObject({ count });
  expect(block(data, "aws_iam_policy_document.alarms_policy")).toMatchObject({ count });
  expect(actions).toBe("${compact([var.topic_arn, one(aws_sns_topic.alarms[*].arn)])}");
});

test.each([
  [{}, MADE],
  [{ topicArn: GIVEN }, GIVEN],
])("with %j, has e-mail addresses subscribed", (props, topicArn) => {
  const { resource } = alarmTopic({ ...props, emailAddresses: ["ops@example.com", "dev@example.com"] });

  expect(block(resource, "aws_sns_topic_subscription.alarms_email")).toEqual({
    for_each: '${toset(["ops@example.com", "dev@example.com"])}',
    topic_arn: topicArn,
    protocol: "email",
    endpoint: "${each.value}",
  });
});

test.each<[Props, string]>([
  [{ name: "relay alarms" }, 'name must be 1 to 256 letters, digits, hyphens and underscores, not "relay alarms".'],
  [
    { emailAddresses: ["ops@example.com", "dev"] },
    'emailAddresses must be a list of e-mail addresses, not ["ops@example.com","dev"].',
  ],
  [
    { topicArn: "on-call" },
    'topicArn must be the ARN of a standard SNS topic, arn:aws:sns:<region>:<account>:<name>, not "on-call".',
  ],
  [
    { topicArn: GIVEN, createTopic: true },
    `createTopic must be false or omitted if topicArn is set, not true: ${GIVEN}`,
  ],
  [
    { createTopic: false, emailAddresses: ["ops@example.com"] },
    'emailAddresses must be omitted if there is no topic, not ["ops@example.com"].',
  ],
])("refuses %j", (props, message) => {
  expect(() => alarmTopic(props)).toThrow(new Error(message));
});

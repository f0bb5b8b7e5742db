import { App, TerraformStack } from "cdktf";
import { MechCloudSpoke, type MechCloudSpokeProps } from "../../../modules/mechcloud/mechcloud-spoke";
import { SYNC_RULES } from "../../../modules/mechcloud/sync-rules";
import { ACCOUNT, arn, block, letsRuleSend, REGION, statements, synth, tlsOnly } from "../synth";

const HUB = "arn:aws:events:eu-west-1:210987654321:event-bus/mechcloud-hub";
const NAMES = ["mc-instance-state-change-events-spoke", "mc-tag-change-events-spoke", "mc-cloudtrail-events-spoke"];
const RULE_ARNS = NAMES.map((name) => arn("events", `rule/${name}`));

type Props = Partial<MechCloudSpokeProps>;
const spoke = (props: Props = {}) =>
  synth((stack) => {
    new MechCloudSpoke(stack, "spoke", { hubBusArn: HUB, ...props });
  });

test("has the rules of the mechanisms, with the patterns of the relay, and the hub's bus as their target", () => {
  const { resource } = spoke({ syncMechanisms: ["tags", "cloudtrail"] });

  for (const [id, name, { eventPattern }] of [
    ["spoke_instance_state_change", NAMES[0], SYNC_RULES.instanceStateChange],
    ["spoke_tag_change", NAMES[1], SYNC_RULES.tagChange],
    ["spoke_cloudtrail", NAMES[2], SYNC_RULES.cloudtrail],
  ] as const) {
    expect(block(resource, `aws_cloudwatch_event_rule.${id}`)).toMatchObject({
      name,
      event_bus_name: "default",
      event_pattern: JSON.stringify(eventPattern),
    });
    expect(block(resource, `aws_cloudwatch_event_target.${id}_hub`)).toMatchObject({
      arn: HUB,
      role_arn: "${aws_iam_role.spoke_deliver_role.arn}",
      dead_letter_config: { arn: "${aws_sqs_queue.spoke_dlq.arn}" },
      retry_policy: { maximum_retry_attempts: 185, maximum_event_age_in_seconds: 86_400 },
      depends_on: ["aws_sqs_queue_policy.spoke_dlq_access", "aws_iam_role_policy.spoke_deliver_role_policy"],
    });
  }
});

test.each<[Props, string[]]>([
  [{}, ["spoke_instance_state_change", "spoke_tag_change"]],
  [{ syncMechanisms: ["cloudtrail"] }, ["spoke_cloudtrail", "spoke_instance_state_change"]],
])("with %j it has the rules %j", (props, rules) => {
  expect(Object.keys(spoke(props).resource["aws_cloudwatch_event_rule"] ?? {})).toEqual(rules);
});

test("its rules alone, and no other account's, deliver in its role, to the hub's bus alone", () => {
  const { resource, data } = spoke();

  expect(block(resource, "aws_iam_role.spoke_deliver_role")).toMatchObject({ name: `mechcloud-spoke-${REGION}` });
  expect(statements(data, "spoke_deliver_trust")).toEqual([
    {
      sid: "AssumeByRules",
      actions: ["sts:AssumeRole"],
      principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
      condition: [
        { test: "StringEquals", variable: "aws:SourceAccount", values: [ACCOUNT] },
        { test: "ArnEquals", variable: "aws:SourceArn", values: RULE_ARNS },
      ],
    },
  ]);
  expect(statements(data, "spoke_deliver_permissions")).toEqual([
    { sid: "Deliver", actions: ["events:PutEvents"], resources: [HUB] },
  ]);
});

test("the dead-letter queue accepts events of all its rules, used or not, by TLS only", () => {
  const QUEUE = "${aws_sqs_queue.spoke_dlq.arn}";

  expect(statements(spoke().data, "spoke_dlq_policy")).toEqual([
    tlsOnly("sqs:*", QUEUE),
    ...["SpokeInstanceStateChange", "SpokeTagChange", "SpokeCloudtrail"].map((id, index) =>
      letsRuleSend(`Allow${id}`, NAMES[index]!, QUEUE),
    ),
  ]);
});

test("a spoke beside its own hub is refused, which would post each change twice", () => {
  expect(block(spoke().resource, "aws_iam_role.spoke_deliver_role")).toMatchObject({
    lifecycle: {
      precondition: [
        {
          condition: `\${!((element(split(":", "${HUB}"), 3) == ${REGION.slice(2, -1)}) && (element(split(":", "${HUB}"), 4) == ${ACCOUNT.slice(2, -1)}))}`,
          error_message: `hub_bus_arn must be in another region or account than the spoke, not ${HUB}: the relay there has the rules itself.`,
        },
      ],
    },
  });
});

test("has alarms unless they are off", () => {
  const alarms = (props: Props) => Object.keys(spoke(props).resource["aws_cloudwatch_metric_alarm"] ?? {});

  expect(alarms({})).toEqual([
    "spoke_alarm_dlq_depth",
    "spoke_alarm_instance_state_change_failed_invocations",
    "spoke_alarm_instance_state_change_lost",
    "spoke_alarm_tag_change_failed_invocations",
    "spoke_alarm_tag_change_lost",
  ]);
  expect(alarms({ alarms: { enabled: false } })).toEqual([]);
});

test("its key policy has no statement for logs, which it has not", () => {
  expect(statements(spoke().data, "spoke_key_policy").map(({ sid }) => sid)).toEqual([
    "AllowAccount",
    "AllowSpokeInstanceStateChange",
    "AllowSpokeTagChange",
    "AllowSpokeCloudtrail",
    "AllowAlarms",
  ]);
});

test("says what is delivered to whom", () => {
  const stack = new TerraformStack(new App({ skipValidation: true }), "stack");
  const { delivers } = new MechCloudSpoke(stack, "spoke", { hubBusArn: HUB, alarms: { enabled: false } });

  expect(delivers).toEqual([
    `State changes of EC2 instances → the hub ${HUB}`,
    `Changes of the tag Mc-Asset-Name on VPCs, subnets and instances → the hub ${HUB}`,
    "API calls that change VPCs, subnets and instances → nobody: cloudtrail is not chosen",
    "no alarms",
  ]);
});

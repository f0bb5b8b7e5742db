import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack, Testing } from "cdktf";
import { AccessTokenSource } from "../../../modules/mechcloud/access-token";
import { MechCloudSync, type MechCloudSyncProps } from "../../../modules/mechcloud/mechcloud-sync";
import { SYNC_RULES } from "../../../modules/mechcloud/sync-rules";
import { ACCOUNT, addresses, type Blocks, block, letsRuleSend, REGION, statements, tlsOnly, variable } from "../synth";
import { KEY, mechCloudSync, type Props } from "./sync";

const QUEUE = "${aws_sqs_queue.sync_management_events.arn}";
const RULE_DLQ = "${aws_sqs_queue.sync_rule_dlq.arn}";

const rulesOf = (props: Props) => Object.keys(mechCloudSync(props).resource["aws_cloudwatch_event_rule"] ?? {});
const hasTrail = (props: Props) => "aws_cloudtrail" in mechCloudSync(props).resource;

describe("the mechanisms", () => {
  test.each<[Props, rules: string[], trail: boolean]>([
    [{}, ["sync_instance_state_change", "sync_tag_change"], false],
    [{ syncMechanisms: ["tags"] }, ["sync_instance_state_change", "sync_tag_change"], false],
    [{ syncMechanisms: ["cloudtrail"] }, ["sync_cloudtrail", "sync_instance_state_change"], true],
    [
      { syncMechanisms: ["tags", "cloudtrail"] },
      ["sync_cloudtrail", "sync_instance_state_change", "sync_tag_change"],
      true,
    ],
    [{ syncMechanisms: ["cloudtrail"], createTrail: false }, ["sync_cloudtrail", "sync_instance_state_change"], false],
    [{ syncMechanisms: ["tags"], createTrail: true }, ["sync_instance_state_change", "sync_tag_change"], false],
  ])("%j create their rules, and a trail if it is needed and wanted", (props, rules, trail) => {
    expect(rulesOf(props)).toEqual(rules);
    expect(hasTrail(props)).toBe(trail);
  });

  test("that are an expression create rules and trail under conditions", () => {
    const { resource } = mechCloudSync((stack) => ({
      syncMechanisms: variable(stack, "mechanisms", "list(string)").listValue as ("tags" | "cloudtrail")[],
      createTrail: variable(stack, "create_trail", "bool").booleanValue,
    }));

    const counts = addresses(resource).map((address) => [address, block(resource, address)["count"]]);
    expect(Object.fromEntries(counts.filter(([, count]) => count))).toEqual({
      "aws_cloudwatch_event_rule.sync_tag_change": '${contains(var.mechanisms, "tags") ? 1 : 0}',
      "aws_cloudwatch_event_target.sync_tag_change_queue": '${contains(var.mechanisms, "tags") ? 1 : 0}',
      "aws_cloudwatch_event_rule.sync_cloudtrail": '${contains(var.mechanisms, "cloudtrail") ? 1 : 0}',
      "aws_cloudwatch_event_target.sync_cloudtrail_queue": '${contains(var.mechanisms, "cloudtrail") ? 1 : 0}',
      ...Object.fromEntries(
        addresses(resource)
          .filter((address) => /^aws_(s3|cloudtrail)/.test(address))
          .map((address) => [address, '${(contains(var.mechanisms, "cloudtrail") && var.create_trail) ? 1 : 0}']),
      ),
      ...Object.fromEntries(
        ["tag_change_failed_invocations", "tag_change_lost", "cloudtrail_failed_invocations", "cloudtrail_lost"].map(
          (name) => [
            `aws_cloudwatch_metric_alarm.sync_alarm_${name}`,
            `\${contains(var.mechanisms, "${name.startsWith("tag") ? "tags" : "cloudtrail"}") ? 1 : 0}`,
          ],
        ),
      ),
    });
  });
});

test("each rule has its pattern, and its events go into the queue as one group", () => {
  const { resource } = mechCloudSync({ syncMechanisms: ["tags", "cloudtrail"] });

  for (const [id, name, { eventPattern }] of [
    ["sync_instance_state_change", "mc-instance-state-change-events", SYNC_RULES.instanceStateChange],
    ["sync_tag_change", "mc-tag-change-events", SYNC_RULES.tagChange],
    ["sync_cloudtrail", "mc-cloudtrail-events", SYNC_RULES.cloudtrail],
  ] as const) {
    expect(block(resource, `aws_cloudwatch_event_rule.${id}`)).toMatchObject({
      name,
      event_bus_name: "default",
      event_pattern: JSON.stringify(eventPattern),
    });
    expect(block(resource, `aws_cloudwatch_event_target.${id}_queue`)).toEqual({
      rule: `\${aws_cloudwatch_event_rule.${id}.name}`,
      event_bus_name: "default",
      arn: QUEUE,
      sqs_target: { message_group_id: `\${aws_cloudwatch_event_rule.${id}.name}` },
      dead_letter_config: { arn: RULE_DLQ },
      retry_policy: { maximum_retry_attempts: 185, maximum_event_age_in_seconds: 86_400 },
      depends_on: ["aws_sqs_queue_policy.sync_rule_dlq_access", "aws_sqs_queue_policy.sync_management_events_access"],
    });
  }
});

test("each rule may send to the queue and to the rules' dead-letter queue, and none to the queue's dead-letter queue", () => {
  const { data } = mechCloudSync({ syncMechanisms: ["tags", "cloudtrail"] });

  const mayReceive = (queue: string) => [
    tlsOnly("sqs:*", queue),
    letsRuleSend("AllowSyncInstanceStateChange", "mc-instance-state-change-events", queue),
    letsRuleSend("AllowSyncTagChange", "mc-tag-change-events", queue),
    letsRuleSend("AllowSyncCloudtrail", "mc-cloudtrail-events", queue),
  ];
  expect(statements(data, "sync_management_events_policy")).toEqual(mayReceive(QUEUE));
  expect(statements(data, "sync_rule_dlq_policy")).toEqual(mayReceive(RULE_DLQ));
  expect(statements(data, "sync_management_events_dlq_policy")).toEqual([
    tlsOnly("sqs:*", "${aws_sqs_queue.sync_management_events_dlq.arn}"),
  ]);
});

describe("the names", () => {
  const namesOf = (props: Props) => {
    const { resource } = mechCloudSync({ syncMechanisms: ["tags", "cloudtrail"], archiveRetentionDays: 7, ...props });
    return Object.fromEntries(
      addresses(resource).flatMap((address) => {
        const { name, function_name: functionName, bucket, dashboard_name: dashboardName } = block(resource, address);
        const given = name ?? functionName ?? bucket ?? dashboardName;
        return typeof given !== "string" || given.startsWith("${aws_")
          ? []
          : [[address.replace(/\.sync_?/, "."), given]];
      }),
    ) as Record<string, string>;
  };

  const DOCUMENTED = {
    "aws_cloudtrail.trail": "mc-management-events",
    "aws_cloudwatch_dashboard.dashboard": `mechcloud-sync-${REGION}`,
    "aws_cloudwatch_event_archive.archive": "mechcloud-events",
    "aws_cloudwatch_event_rule.cloudtrail": "mc-cloudtrail-events",
    "aws_cloudwatch_event_rule.instance_state_change": "mc-instance-state-change-events",
    "aws_cloudwatch_event_rule.tag_change": "mc-tag-change-events",
    "aws_cloudwatch_log_group.forwarder_log_group": "/aws/lambda/push-mgmt-events-to-mechcloud",
    "aws_iam_role.forwarder_role": `push-mgmt-events-to-mechcloud-${REGION}`,
    "aws_iam_role.forwarder_wake_up_role": `push-mgmt-events-to-mechcloud-run-${REGION}`,
    "aws_iam_role_policy.forwarder_pause_policy": "pause",
    "aws_iam_role_policy.forwarder_role_policy": "forwarder",
    "aws_iam_role_policy.forwarder_wake_up_role_policy": "wake-up",
    "aws_lambda_function.forwarder": "push-mgmt-events-to-mechcloud",
    "aws_s3_bucket.trail_bucket": `mechcloud-trail-${ACCOUNT}-${REGION}`,
    "aws_scheduler_schedule_group.forwarder_wake_up_schedules": "push-mgmt-events-to-mechcloud",
    "aws_secretsmanager_secret.access_token": "mechcloud-access-token",
    "aws_sns_topic.alarms": "mechcloud-alarms",
    "aws_sqs_queue.management_events": "management-events.fifo",
    "aws_sqs_queue.management_events_dlq": "management-events-dlq.fifo",
    "aws_sqs_queue.rule_dlq": "management-events-rule-dlq",
    "aws_ssm_parameter.forwarder_event_source_mapping_parameter":
      "/event-relay/push-mgmt-events-to-mechcloud/event-source-mapping",
  };

  test("are those that MechCloud documents", () => {
    expect(namesOf({})).toEqual(DOCUMENTED);
  });

  test("begin with the prefix, except those of the role's inline policies", () => {
    const prefixed = Object.entries(DOCUMENTED).map(([address, name]) => [
      address,
      address.startsWith("aws_iam_role_policy.")
        ? name
        : name.replace(/^(\/(?:aws\/lambda|event-relay)\/)?/, "$1blue-"),
    ]);

    expect(namesOf({ namePrefix: "blue-" })).toEqual(Object.fromEntries(prefixed));
  });
});

test("has these addresses in a stack of the user, which must not change", () => {
  const stack = new TerraformStack(new App({ skipValidation: true }), "user");
  new AwsProvider(stack, "aws");
  new MechCloudSync(stack, "sync", { cloudAccountId: "acc-1", syncMechanisms: ["tags", "cloudtrail"] });

  const { resource } = JSON.parse(Testing.synth(stack, true)) as { resource: Blocks };
  expect(addresses(resource).join("\n")).toMatchSnapshot();
});

describe("a customer managed key", () => {
  const { resource, data } = mechCloudSync({ kmsKeyArn: KEY, syncMechanisms: ["tags", "cloudtrail"] });

  test("encrypts the queues, the log, the function, the secret, the alarm topic, the trail and its bucket", () => {
    const encrypted = addresses(resource).filter((address) => JSON.stringify(block(resource, address)).includes(KEY));

    expect(encrypted).toEqual([
      "aws_cloudtrail.sync_trail",
      "aws_cloudwatch_log_group.sync_forwarder_log_group",
      "aws_lambda_function.sync_forwarder",
      "aws_s3_bucket_server_side_encryption_configuration.sync_trail_bucket_encryption",
      "aws_secretsmanager_secret.sync_access_token",
      "aws_sns_topic.sync_alarms",
      "aws_sqs_queue.sync_management_events",
      "aws_sqs_queue.sync_management_events_dlq",
      "aws_sqs_queue.sync_rule_dlq",
    ]);
    expect(JSON.stringify(resource)).not.toContain("sqs_managed_sse_enabled");
  });

  test("must let each rule, the log group, the alarms and the trail use it", () => {
    const granted = statements(data, "sync_key_policy").map(({ sid, condition }) => [sid, condition?.[0]?.values]);

    const here = (service: string, resource: string) => [
      `arn:\${data.aws_partition.current.partition}:${service}:${REGION}:${ACCOUNT}:${resource}`,
    ];
    expect(granted).toEqual([
      ["AllowAccount", undefined],
      ["AllowSyncInstanceStateChange", here("events", "rule/mc-instance-state-change-events")],
      ["AllowSyncTagChange", here("events", "rule/mc-tag-change-events")],
      ["AllowSyncCloudtrail", here("events", "rule/mc-cloudtrail-events")],
      ["AllowLogs", here("logs", "log-group:/aws/lambda/push-mgmt-events-to-mechcloud")],
      ["AllowAlarms", here("cloudwatch", "alarm:*")],
      ["AllowTrailEncrypt", here("cloudtrail", "trail/mc-management-events")],
      ["AllowTrailDescribeKey", here("cloudtrail", "trail/mc-management-events")],
    ]);
  });

  test("is used by the forwarder, to decrypt", () => {
    expect(statements(data, "sync_forwarder_permissions")).toContainEqual({
      sid: "Decrypt",
      actions: ["kms:Decrypt"],
      resources: [KEY],
    });
  });
});

test.each<[Props, number]>([
  [{}, 1000],
  [{ onFailure: "dead-letter" }, 10],
  [{ maxReceiveCount: 3 }, 3],
])("with %j, an event is received up to %i times", (props, maxReceiveCount) => {
  const { resource } = mechCloudSync(props);

  expect(block(resource, "aws_sqs_queue_redrive_policy.sync_management_events_redrive")).toMatchObject({
    redrive_policy: expect.stringContaining(`"maxReceiveCount" = ${maxReceiveCount}}`) as string,
  });
});

test("the time-outs of function and queue agree", () => {
  const { resource } = mechCloudSync({ functionTimeout: 45 });

  expect(block(resource, "aws_lambda_function.sync_forwarder")).toMatchObject({ timeout: 45 });
  expect(block(resource, "aws_sqs_queue.sync_management_events")).toMatchObject({
    visibility_timeout_seconds: 270,
  });
});

test.each<Props>([
  { accessToken: AccessTokenSource.fromSecret("arn:aws:secretsmanager:ap-south-1:123456789012:secret:token") },
  { accessTokenSecretArn: "arn:aws:secretsmanager:ap-south-1:123456789012:secret:token" },
])("uses an existing access token: %j", (props) => {
  const { resource } = mechCloudSync(props);

  expect(resource).not.toHaveProperty("aws_secretsmanager_secret");
  expect(block(resource, "aws_lambda_function.sync_forwarder")).toMatchObject({
    environment: {
      variables: { ACCESS_TOKEN_SECRET_ARN: "arn:aws:secretsmanager:ap-south-1:123456789012:secret:token" },
    },
  });
});

test("every resource that supports tags has them", () => {
  const { resource } = mechCloudSync({ tags: { team: "platform" }, syncMechanisms: ["tags", "cloudtrail"] });

  const tagged = addresses(resource).filter((address) => "tags" in block(resource, address));
  expect([...new Set(tagged.map((address) => address.split(".")[0]))]).toEqual([
    "aws_cloudtrail",
    "aws_cloudwatch_event_rule",
    "aws_cloudwatch_log_group",
    "aws_cloudwatch_metric_alarm",
    "aws_iam_role",
    "aws_lambda_event_source_mapping",
    "aws_lambda_function",
    "aws_s3_bucket",
    "aws_scheduler_schedule_group",
    "aws_secretsmanager_secret",
    "aws_sns_topic",
    "aws_sqs_queue",
    "aws_ssm_parameter",
  ]);
  const tags = (address: string) => block(resource, address)["tags"];
  // Not in each partition.
  expect(tags("aws_lambda_event_source_mapping.sync_forwarder_event_source_mapping")).toContain(
    '{"team" = "platform"}',
  );
  const others = tagged.filter((address) => !address.startsWith("aws_lambda_event_source_mapping."));
  expect(others.map(tags)).toEqual(others.map(() => ({ team: "platform" })));
});

test("an access token is in one place", () => {
  const accessToken = AccessTokenSource.fromEnvironment("a.b.c");
  const accessTokenSecretArn = "arn:aws:secretsmanager:ap-south-1:123456789012:secret:token";

  expect(() => mechCloudSync({ accessToken, accessTokenSecretArn })).toThrow(
    new Error(`accessTokenSecretArn must be undefined if accessToken is set, not "${accessTokenSecretArn}".`),
  );
  expect(() => mechCloudSync({ accessToken, createAccessTokenSecret: true })).toThrow(
    new Error("createAccessTokenSecret must be false or undefined if accessToken is set, not true."),
  );
});

test("accepts expressions", () => {
  const { resource } = mechCloudSync((stack) => ({
    namePrefix: variable(stack, "name_prefix").stringValue,
    functionTimeout: variable(stack, "timeout", "number").numberValue,
    kmsKeyArn: variable(stack, "key").stringValue,
    permissionsBoundaryArn: variable(stack, "boundary").stringValue,
  }));

  expect(block(resource, "aws_sqs_queue.sync_management_events")).toMatchObject({
    name: "${var.name_prefix}management-events.fifo",
    visibility_timeout_seconds: "${(6 * var.timeout)}",
    kms_master_key_id: "${var.key}",
  });
  expect(block(resource, "aws_iam_role.sync_forwarder_role")).toMatchObject({
    permissions_boundary: "${var.boundary}",
  });
});

test.each<[Partial<MechCloudSyncProps>, string[]]>([
  [
    {},
    [
      "State changes of EC2 instances → MechCloud, cloud account acc-1",
      "Changes of the tag Mc-Asset-Name on VPCs, subnets and instances → MechCloud, cloud account acc-1",
      "API calls that change VPCs, subnets and instances → nobody: cloudtrail is not chosen",
      "alarms → no e-mail addresses (own topic)",
    ],
  ],
  [
    { syncMechanisms: ["cloudtrail"], alarms: { emailAddresses: ["a@example.com", "b@example.com"] } },
    [
      "State changes of EC2 instances → MechCloud, cloud account acc-1",
      "Changes of the tag Mc-Asset-Name on VPCs, subnets and instances → nobody: tags is not chosen",
      "API calls that change VPCs, subnets and instances → MechCloud, cloud account acc-1",
      "alarms → e-mail to 2 addresses (own topic)",
    ],
  ],
])("tells what is delivered to whom with %j", (props, sentences) => {
  const stack = new TerraformStack(new App(), "test");
  expect(new MechCloudSync(stack, "sync", { cloudAccountId: "acc-1", ...props }).delivers).toEqual(sentences);
});

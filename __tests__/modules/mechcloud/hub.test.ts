import { App, TerraformStack, Token } from "cdktf";
import { MechCloudSync } from "../../../modules/mechcloud/mechcloud-sync";
import { SYNC_RULES } from "../../../modules/mechcloud/sync-rules";
import { ACCOUNT, arn, block, PARTITION, statements, variable } from "../synth";
import { mechCloudSync, type Props } from "./sync";

const OTHER = { "210987654321": "acc-2" };
const hub = (props: Props = {}) => mechCloudSync({ createHub: true, ...props });
const ofVariables = () =>
  mechCloudSync((stack: TerraformStack) => ({
    createHub: variable(stack, "create_hub", "bool").booleanValue,
    cloudAccounts: Token.asStringMap(variable(stack, "cloud_accounts", "map(string)").value),
    organizationId: variable(stack, "organization_id").stringValue,
  }));
const names = (props: Props) => Object.keys(mechCloudSync(props).resource["aws_cloudwatch_event_rule"] ?? {});
const PUT = { actions: ["events:PutEvents"], resources: [arn("events", "event-bus/mechcloud-hub")] };

test("there is none unless it is asked for", () => {
  expect(mechCloudSync({ cloudAccounts: OTHER }).resource).not.toHaveProperty("aws_cloudwatch_event_bus");
});

test.each<[Props, string[]]>([
  [{}, ["hub_instance_state_change", "hub_tag_change"]],
  [{ syncMechanisms: ["cloudtrail"] }, ["hub_cloudtrail", "hub_instance_state_change"]],
  [
    { cloudAccounts: OTHER },
    [
      "hub_instance_state_change",
      "hub_instance_state_change_of_account",
      "hub_tag_change",
      "hub_tag_change_of_account",
    ],
  ],
])("with %j it has the rules of the mechanisms, and those of each account", (props, rules) => {
  const found = names({ createHub: true, ...props }).filter((name) => name.includes("hub"));

  expect(found.sort()).toEqual(rules.map((name) => `sync_${name}`));
});

test("each event has one rule, and the events of each account are a message group", () => {
  const { resource } = hub({ cloudAccounts: OTHER });

  expect(block(resource, "aws_cloudwatch_event_rule.sync_hub_tag_change_of_account")).toMatchObject({
    name: "mc-tag-change-events-${each.key}",
    for_each: OTHER,
    event_bus_name: "${aws_cloudwatch_event_bus.sync_hub.name}",
    event_pattern: JSON.stringify({ ...SYNC_RULES.tagChange.eventPattern, account: ["${each.key}"] }),
  });
  expect(block(resource, "aws_cloudwatch_event_target.sync_hub_tag_change_of_account_queue")).toMatchObject({
    sqs_target: { message_group_id: "${aws_cloudwatch_event_rule.sync_hub_tag_change_of_account[each.key].name}" },
  });
  expect(block(resource, "aws_cloudwatch_event_rule.sync_hub_tag_change")).toMatchObject({
    name: "mc-tag-change-events-hub",
    event_pattern: JSON.stringify({
      ...SYNC_RULES.tagChange.eventPattern,
      account: [{ "anything-but": ["000000000000", "210987654321"] }],
    }),
  });
});

test("an account that is added or removed always has a rule, and the function knows it first", () => {
  const { resource } = hub({ cloudAccounts: OTHER });
  const target = block(resource, "aws_cloudwatch_event_target.sync_hub_tag_change_of_account_queue");

  expect(target).toMatchObject({ lifecycle: { create_before_destroy: true } });
  expect(target["depends_on"]).toContain("aws_lambda_function.sync_forwarder");
  expect(block(resource, "aws_cloudwatch_event_rule.sync_hub_tag_change")["depends_on"]).toContain(
    "aws_cloudwatch_event_target.sync_hub_tag_change_of_account_queue",
  );
});

test("the bus lets no event in before its rules deliver", () => {
  const policy = block(hub({ cloudAccounts: OTHER }).resource, "aws_cloudwatch_event_bus_policy.sync_hub_access");

  expect(policy["depends_on"]).toEqual([
    "aws_cloudwatch_event_target.sync_hub_instance_state_change_of_account_queue",
    "aws_cloudwatch_event_target.sync_hub_instance_state_change_queue",
    "aws_cloudwatch_event_target.sync_hub_tag_change_of_account_queue",
    "aws_cloudwatch_event_target.sync_hub_tag_change_queue",
  ]);
});

describe("the policy of the bus", () => {
  test("does not exist without other accounts", () => {
    expect(hub().resource).not.toHaveProperty("aws_cloudwatch_event_bus_policy");
  });

  test("names the accounts", () => {
    expect(statements(hub({ cloudAccounts: OTHER }).data, "sync_hub_policy")).toEqual([
      {
        ...PUT,
        sid: "AllowAccounts",
        principals: [{ type: "AWS", identifiers: [`arn:${PARTITION}:iam::210987654321:root`] }],
      },
    ]);
  });

  test("lets everybody of the organization in, and nobody else", () => {
    expect(statements(hub({ organizationId: "o-a1b2c3d4e5" }).data, "sync_hub_policy")).toEqual([
      {
        ...PUT,
        sid: "AllowOrganization",
        principals: [{ type: "AWS", identifiers: ["*"] }],
        condition: [{ test: "StringEquals", variable: "aws:PrincipalOrgID", values: ["o-a1b2c3d4e5"] }],
      },
    ]);
  });

  test("has the statements of what Terraform knows", () => {
    const { resource, data } = ofVariables();

    expect(statements(data, "sync_hub_policy").map(({ sid, for_each }) => [sid, for_each])).toEqual([
      ["AllowAccounts", "${(length(var.cloud_accounts) >= 1) ? [true] : []}"],
      ["AllowOrganization", "${(var.organization_id != null) ? [true] : []}"],
    ]);
    expect(block(resource, "aws_cloudwatch_event_rule.sync_hub_tag_change_of_account")["for_each"]).toBe(
      "${var.create_hub ? var.cloud_accounts : {}}",
    );
  });
});

test("the policies of queue and dead-letter queue let all rules of the bus send, those of accounts to come, too", () => {
  const { data } = hub();

  for (const queue of ["management_events", "rule_dlq"]) {
    expect(statements(data, `sync_${queue}_policy`).filter(({ sid }) => sid === "AllowHub")).toEqual([
      expect.objectContaining({
        principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
        condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [arn("events", "rule/mechcloud-hub/*")] }],
      }),
    ]);
  }
});

test("its rules have alarms, an archive and a part of the dashboard", () => {
  const { resource } = hub({ cloudAccounts: OTHER, archiveRetentionDays: 7 });

  expect(block(resource, "aws_cloudwatch_metric_alarm.sync_alarm_hub_tag_change_of_account_lost")).toMatchObject({
    alarm_name: "mc-tag-change-events-${each.key}-lost",
    for_each: OTHER,
  });
  expect(block(resource, "aws_cloudwatch_event_archive.sync_hub_archive")).toMatchObject({
    event_source_arn: "${aws_cloudwatch_event_bus.sync_hub.arn}",
  });
  expect(JSON.stringify(block(resource, "aws_cloudwatch_dashboard.sync_dashboard"))).toContain(
    'EventBusName=\\\\\\"mechcloud-hub\\\\\\"',
  );
});

test("the relay's own account is none of the others", () => {
  expect(block(hub({ cloudAccounts: OTHER }).resource, "aws_cloudwatch_event_bus.sync_hub")).toMatchObject({
    lifecycle: {
      precondition: [
        {
          condition: `\${!contains(keys(${JSON.stringify(OTHER).replace(":", " = ")}), ${ACCOUNT.slice(2, -1)})}`,
        },
      ],
    },
  });
});

test("says what becomes of the events", () => {
  const sync = new MechCloudSync(new TerraformStack(new App({ skipValidation: true }), "stack"), "sync", {
    cloudAccountId: "acc-1",
    createHub: true,
  });

  expect(sync.delivers).toContain(
    "Changes in other regions and accounts → MechCloud, each under the cloud account of its AWS account",
  );
});

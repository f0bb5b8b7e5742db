import { MechCloudSpoke } from "../../../modules/mechcloud/mechcloud-spoke";
import { spokeTemplate } from "../../../scripts/publish/spoke-template";
import { ACCOUNT, type Attributes, block, PARTITION, REGION, statements, synth } from "../../modules/synth";

const PREFIX = "blue-";
const HUB = "arn:aws:events:eu-west-1:210987654321:event-bus/mechcloud-hub";

/** What CloudFormation's functions stand for, in Terraform's words. */
function inTerraform(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inTerraform);
  if (typeof value !== "object" || value === null) return value;
  const { Ref, "Fn::Sub": text, "Fn::GetAtt": attribute } = value as Record<string, unknown>;
  if (Ref === "HubBusArn") return HUB;
  if (Ref === "AWS::AccountId") return ACCOUNT;
  if (attribute) return (attribute as string[]).join(".");
  if (typeof text === "string")
    return text
      .replace("${NamePrefix}", PREFIX)
      .replace("${AWS::Partition}", PARTITION)
      .replace("${AWS::Region}", REGION)
      .replace("${AWS::AccountId}", ACCOUNT);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inTerraform(part)]));
}

type Resource = { readonly Type: string; readonly Properties: Attributes };
const template = inTerraform(spokeTemplate("")) as { Resources: Readonly<Record<string, Resource>> };
const propertiesOf = (name: string) => template.Resources[name]!.Properties;

const { resource, data } = synth((stack) => {
  new MechCloudSpoke(stack, "spoke", {
    hubBusArn: HUB,
    namePrefix: PREFIX,
    syncMechanisms: ["tags", "cloudtrail"],
    alarms: { topicArn: "arn:aws:sns:eu-west-1:210987654321:alarms" },
  });
});

test.each([
  ["InstanceStateChangeRule", "instance_state_change"],
  ["TagChangeRule", "tag_change"],
  ["CloudtrailRule", "cloudtrail"],
])("%s is the module's rule", (name, id) => {
  const rule = block(resource, `aws_cloudwatch_event_rule.spoke_${id}`);
  const target = block(resource, `aws_cloudwatch_event_target.spoke_${id}_hub`);
  const { Name, Description, EventPattern, Targets } = propertiesOf(name) as { Targets: [Attributes] } & Attributes;
  const { maximum_retry_attempts: attempts, maximum_event_age_in_seconds: age } = target["retry_policy"] as Attributes;

  expect([Name, Description, JSON.stringify(EventPattern)]).toEqual([
    rule["name"],
    rule["description"],
    rule["event_pattern"],
  ]);
  expect(Targets).toEqual([
    {
      Id: "hub",
      Arn: target["arn"],
      RoleArn: "Role.Arn",
      DeadLetterConfig: { Arn: "DeadLetterQueue.Arn" },
      RetryPolicy: { MaximumRetryAttempts: attempts, MaximumEventAgeInSeconds: age },
    },
  ]);
});

test("role, queue and alarm are the module's", () => {
  const alarm = block(resource, "aws_cloudwatch_metric_alarm.spoke_alarm_dlq_depth");

  expect(propertiesOf("Role")["RoleName"]).toBe(block(resource, "aws_iam_role.spoke_deliver_role")["name"]);
  expect(propertiesOf("DeadLetterQueue")).toEqual({
    QueueName: block(resource, "aws_sqs_queue.spoke_dlq")["name"],
    MessageRetentionPeriod: block(resource, "aws_sqs_queue.spoke_dlq")["message_retention_seconds"],
    SqsManagedSseEnabled: true,
  });
  expect(propertiesOf("DepthAlarm")).toMatchObject({
    AlarmDescription: alarm["alarm_description"],
    MetricName: alarm["metric_name"],
    TreatMissingData: alarm["treat_missing_data"],
    Threshold: alarm["threshold"],
    ComparisonOperator: alarm["comparison_operator"],
  });
});

test("its policies allow what the module's allow, and no more", () => {
  const documentOf = (value: unknown) => (value as { Statement: readonly Attributes[] }).Statement;
  const sourcesOf = (document: string) =>
    statements(data, document).flatMap(({ condition = [] }) =>
      condition.filter(({ variable }) => variable === "aws:SourceArn").flatMap(({ values }) => values),
    );
  const [assume] = documentOf(propertiesOf("Role")["AssumeRolePolicyDocument"]);
  const [deny, allow] = documentOf(propertiesOf("DeadLetterQueuePolicy")["PolicyDocument"]);
  const [{ PolicyDocument } = {}] = propertiesOf("Role")["Policies"] as { PolicyDocument?: object }[];

  expect(assume?.["Condition"]).toEqual({
    StringEquals: { "aws:SourceAccount": ACCOUNT },
    ArnEquals: { "aws:SourceArn": sourcesOf("spoke_deliver_trust") },
  });
  expect(documentOf(PolicyDocument)).toEqual([
    { Effect: "Allow", Sid: "Deliver", Action: "events:PutEvents", Resource: HUB },
  ]);
  expect(deny).toMatchObject({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } });
  expect(allow?.["Condition"]).toEqual({ ArnEquals: { "aws:SourceArn": sourcesOf("spoke_dlq_policy") } });
});

test("creates nothing in the hub's region and account, whose relay has the rules itself", () => {
  const { Conditions, Resources, Outputs } = spokeTemplate("") as Record<string, Readonly<Record<string, Attributes>>>;
  const partOfHub = (index: number) => ({ "Fn::Select": [index, { "Fn::Split": [":", { Ref: "HubBusArn" }] }] });

  expect([HUB.split(":")[3], HUB.split(":")[4]]).toEqual(["eu-west-1", "210987654321"]);
  expect(Conditions!["Elsewhere"]).toEqual({
    "Fn::Not": [
      {
        "Fn::And": [
          { "Fn::Equals": [partOfHub(3), { Ref: "AWS::Region" }] },
          { "Fn::Equals": [partOfHub(4), { Ref: "AWS::AccountId" }] },
        ],
      },
    ],
  });
  for (const { Condition } of [...Object.values(Resources!), ...Object.values(Outputs!)]) {
    const all = JSON.stringify([{ Condition }, Conditions![Condition as string]]);
    expect(all).toContain('{"Condition":"Elsewhere"}');
  }
});

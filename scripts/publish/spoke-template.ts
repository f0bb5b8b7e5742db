import { RELAY_NAMES, spokeRuleName } from "../../lambda-src/contract/relay-names";
import { NAME_PREFIX } from "../../modules/eventing/constraints";
import { LONGEST_RETENTION_SECONDS } from "../../modules/eventing/queue";
import { RETRY_SETTINGS } from "../../modules/eventing/settings";
import { HUB_BUS_ARN } from "../../modules/mechcloud/constraints";
import { SYNC_RULES, type SyncRule } from "../../modules/mechcloud/sync-rules";

/** Where the template is. */
export const SPOKE_TEMPLATE = "cloudformation/mechcloud-spoke.json";

/** The condition under which there is a spoke: in another region or account than the hub. */
const ELSEWHERE = "Elsewhere";

const sub = (text: string) => ({ "Fn::Sub": text });
const not = (condition: object) => ({ "Fn::Not": [condition] });
const and = (...conditions: object[]) => ({ "Fn::And": conditions });
const equals = (a: unknown, b: unknown) => ({ "Fn::Equals": [a, b] });
const partOf = (parameter: string, index: number) => ({
  "Fn::Select": [index, { "Fn::Split": [":", { Ref: parameter }] }],
});
const arn = (resource: string) => ({ "Fn::GetAtt": [resource, "Arn"] });
const ruleName = ({ name }: SyncRule) => `\${NamePrefix}${spokeRuleName(name)}`;
const ruleArn = (rule: SyncRule) =>
  sub(`arn:\${AWS::Partition}:events:\${AWS::Region}:\${AWS::AccountId}:rule/${ruleName(rule)}`);
const capital = (key: string) => key[0]!.toUpperCase() + key.slice(1);

/**
 * A spoke as a CloudFormation template, for a stack set: accounts that Terraform does not reach. The same rules, names and
 * policies as those of the construct `MechCloudSpoke`.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/what-is-cfnstacksets.html
 */
export function spokeTemplate(notice: string): object {
  const rules = Object.entries<SyncRule>(SYNC_RULES);
  const ruleArns = rules.map(([, rule]) => ruleArn(rule));
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Sends changes of VPCs, subnets and EC2 instances to the hub of a MechCloud sync (aws-event-relay).",
    Metadata: { Notice: notice },
    Parameters: {
      HubBusArn: {
        Type: "String",
        Description: "The output hub_bus_arn of the module that has create_hub.",
        AllowedPattern: HUB_BUS_ARN.pattern,
        ConstraintDescription: `HubBusArn must be ${HUB_BUS_ARN.allowed}.`,
      },
      SyncMechanisms: {
        Type: "String",
        Description:
          "How changes are noticed. The mechanism cloudtrail needs a trail that logs management write events.",
        Default: "tags",
        AllowedValues: ["tags", "cloudtrail", "tags,cloudtrail"],
      },
      NamePrefix: {
        Type: "String",
        Description: "Prefix of all names, so that one account and region can have several spokes.",
        Default: "",
        AllowedPattern: NAME_PREFIX.pattern,
      },
      AlarmTopicArn: {
        Type: "String",
        Description:
          "SNS topic of this account and region that gets the alarm. Empty: the alarm is visible in CloudWatch only.",
        Default: "",
      },
    },
    Conditions: {
      // The relay beside its hub has the rules itself, and a stack set cannot leave out one region of one account.
      [ELSEWHERE]: not(
        and(
          equals(partOf("HubBusArn", 3), { Ref: "AWS::Region" }),
          equals(partOf("HubBusArn", 4), { Ref: "AWS::AccountId" }),
        ),
      ),
      Tags: and({ Condition: ELSEWHERE }, not(equals({ Ref: "SyncMechanisms" }, "cloudtrail"))),
      Cloudtrail: and({ Condition: ELSEWHERE }, not(equals({ Ref: "SyncMechanisms" }, "tags"))),
      HasTopic: not(equals({ Ref: "AlarmTopicArn" }, "")),
    },
    Resources: {
      Role: {
        Type: "AWS::IAM::Role",
        Condition: ELSEWHERE,
        Properties: {
          RoleName: sub(`\${NamePrefix}${RELAY_NAMES.spokeRole}-\${AWS::Region}`),
          AssumeRolePolicyDocument: document({
            Sid: "AssumeByRules",
            Action: "sts:AssumeRole",
            Principal: { Service: "events.amazonaws.com" },
            Condition: {
              StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
              ArnEquals: { "aws:SourceArn": ruleArns },
            },
          }),
          Policies: [
            {
              PolicyName: "deliver",
              PolicyDocument: document({
                Sid: "Deliver",
                Action: "events:PutEvents",
                Resource: { Ref: "HubBusArn" },
              }),
            },
          ],
        },
      },
      DeadLetterQueue: {
        Type: "AWS::SQS::Queue",
        Condition: ELSEWHERE,
        Properties: {
          QueueName: sub(`\${NamePrefix}${RELAY_NAMES.spokeDeadLetterQueue}`),
          MessageRetentionPeriod: LONGEST_RETENTION_SECONDS,
          SqsManagedSseEnabled: true,
        },
      },
      DeadLetterQueuePolicy: {
        Type: "AWS::SQS::QueuePolicy",
        Condition: ELSEWHERE,
        Properties: {
          Queues: [{ Ref: "DeadLetterQueue" }],
          PolicyDocument: document(
            {
              Sid: "DenyInsecureTransport",
              Effect: "Deny",
              Action: "sqs:*",
              Resource: arn("DeadLetterQueue"),
              Principal: "*",
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
            {
              Sid: "AllowRules",
              Action: "sqs:SendMessage",
              Resource: arn("DeadLetterQueue"),
              Principal: { Service: "events.amazonaws.com" },
              Condition: { ArnEquals: { "aws:SourceArn": ruleArns } },
            },
          ),
        },
      },
      ...Object.fromEntries(rules.map(([key, rule]) => [`${capital(key)}Rule`, ruleResource(rule)])),
      DepthAlarm: {
        Type: "AWS::CloudWatch::Alarm",
        Condition: ELSEWHERE,
        Properties: {
          AlarmName: sub(`\${NamePrefix}${RELAY_NAMES.spokeDeadLetterQueue}-depth`),
          AlarmDescription: "Events lie in the dead-letter queue. Runbook: docs/operations.md#dead-letter-queue",
          Namespace: "AWS/SQS",
          MetricName: "ApproximateNumberOfMessagesVisible",
          Dimensions: [{ Name: "QueueName", Value: { "Fn::GetAtt": ["DeadLetterQueue", "QueueName"] } }],
          Statistic: "Maximum",
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 1,
          ComparisonOperator: "GreaterThanOrEqualToThreshold",
          TreatMissingData: "ignore",
          AlarmActions: topics(),
          OKActions: topics(),
        },
      },
    },
    Outputs: {
      DeadLetterQueueUrl: {
        Condition: ELSEWHERE,
        Description: "URL of the dead-letter queue, of events that EventBridge could not deliver to the hub.",
        Value: { Ref: "DeadLetterQueue" },
      },
    },
  };
}

function ruleResource(rule: SyncRule): object {
  return {
    Type: "AWS::Events::Rule",
    Condition: rule.mechanism ? capital(rule.mechanism) : ELSEWHERE,
    // EventBridge does not retry what a policy refuses, so the policies come first.
    DependsOn: "DeadLetterQueuePolicy",
    Properties: {
      Name: sub(ruleName(rule)),
      Description: `${rule.changes}, for MechCloud`,
      EventPattern: rule.eventPattern,
      Targets: [
        {
          Id: "hub",
          Arn: { Ref: "HubBusArn" },
          RoleArn: arn("Role"),
          DeadLetterConfig: { Arn: arn("DeadLetterQueue") },
          RetryPolicy: {
            MaximumRetryAttempts: RETRY_SETTINGS.maximumRetryAttempts.default,
            MaximumEventAgeInSeconds: RETRY_SETTINGS.maximumEventAgeSeconds.default,
          },
        },
      ],
    },
  };
}

function document(...statements: object[]): object {
  return { Version: "2012-10-17", Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })) };
}

function topics(): object {
  return { "Fn::If": ["HasTopic", [{ Ref: "AlarmTopicArn" }], { Ref: "AWS::NoValue" }] };
}

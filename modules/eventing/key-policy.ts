import type { Construct } from "constructs";
import type { Condition } from "../terraform/condition";
import { AwsEnvironment } from "./aws-environment";
import { PolicyDocument } from "./policy-document";
import type { QueueSender } from "./queue";

export interface KeyPolicyProps {
  /** The rules that send to queues that the key encrypts. */
  readonly rules: readonly QueueSender[];
  /**
   * The names of the log groups that the key encrypts.
   * @default - none
   */
  readonly logGroupNames?: readonly string[];
  /** The trail whose log files the key encrypts. */
  readonly trail?: { readonly name: string; readonly when?: Condition };
  /** Whether CloudWatch alarms publish to a topic that the key encrypts. */
  readonly alarms?: Condition;
}

/**
 * The policy that a customer managed key needs. Its account administers it, so that IAM policies such as a function's
 * apply; EventBridge, CloudWatch Logs, CloudWatch alarms and CloudTrail may use it for the resources of this module alone.
 * Its wildcards are those of the policies that AWS documents.
 * The document refers to no resource, so that one configuration can create both the key and what it encrypts.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export class KeyPolicy extends PolicyDocument {
  constructor(scope: Construct, id: string, { rules, logGroupNames = [], trail, alarms = false }: KeyPolicyProps) {
    const environment = AwsEnvironment.of(scope);
    // In a key's policy, "*" is the key itself.
    const resources = ["*"];
    super(scope, id, [
      {
        sid: "AllowAccount",
        principals: [{ type: "AWS", identifiers: [`arn:${environment.partition}:iam::${environment.accountId}:root`] }],
        actions: ["kms:*"],
        resources,
      },
      ...rules.map(({ sid, arn }) => ({
        sid,
        principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
        actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
        resources,
        condition: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [arn] }],
      })),
      {
        sid: "AllowLogs",
        when: logGroupNames.length > 0,
        principals: [{ type: "Service", identifiers: [`logs.${environment.region}.${environment.dnsSuffix}`] }],
        actions: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
        resources,
        condition: [
          {
            test: "ArnEquals",
            variable: "kms:EncryptionContext:aws:logs:arn",
            values: logGroupNames.map((name) => environment.arn("logs", `log-group:${name}`)),
          },
        ],
      },
    ]);
    this.add({
      sid: "AllowAlarms",
      when: alarms,
      principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
      actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
      resources,
      condition: [{ test: "ArnLike", variable: "aws:SourceArn", values: [environment.arn("cloudwatch", "alarm:*")] }],
    });
    if (trail) this.allowTrail(environment.arn("cloudtrail", `trail/${trail.name}`), trail.when);
  }

  private allowTrail(trailArn: string, when?: Condition): void {
    const shared = {
      when,
      principals: [{ type: "Service", identifiers: ["cloudtrail.amazonaws.com"] }],
      resources: ["*"],
      condition: [{ test: "StringEquals", variable: "aws:SourceArn", values: [trailArn] }],
    };
    this.add(
      { ...shared, sid: "AllowTrailEncrypt", actions: ["kms:GenerateDataKey*", "kms:Decrypt"] },
      { ...shared, sid: "AllowTrailDescribeKey", actions: ["kms:DescribeKey"] },
    );
  }
}

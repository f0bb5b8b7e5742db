import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { AwsEnvironment } from "../eventing/aws-environment";
import { denyInsecureTransport, PolicyDocument, type PolicyStatement } from "../eventing/policy-document";
import { type Condition, choose, isAbsent, onlyIf } from "../terraform/condition";
import { type Settled, settle } from "../terraform/setting";
import { TRAIL_SETTINGS } from "./settings";
import type { TrailSettings } from "./settings.generated";

export interface ManagementTrailProps extends TrailSettings {
  /**
   * Whether the trail exists.
   * @default true
   */
  readonly when?: Condition;
}

/**
 * A trail of this region's management write events, and its bucket. EventBridge receives an API call only if a trail logs
 * it. Any trail is enough, and an account can have five in a region.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export class ManagementTrail extends Construct {
  readonly trail: Cloudtrail;
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, props: ManagementTrailProps) {
    super(scope, id);
    const settings = settle(TRAIL_SETTINGS, props);
    const { when } = props;
    this.bucket = onlyIf(
      when,
      new S3Bucket(this, "bucket", {
        bucket: settings.bucketName,
        // The log files only feed EventBridge: they must not block terraform destroy.
        forceDestroy: true,
      }),
    );
    const bucketPolicy = this.protectBucket(settings, when);
    this.trail = onlyIf(
      when,
      new Cloudtrail(this, "Resource", {
        name: settings.name,
        s3BucketName: this.bucket.id,
        kmsKeyId: settings.kmsKeyArn,
        enableLogFileValidation: true,
        // A relay serves one region; events of other regions would cost and reach no rule.
        isMultiRegionTrail: false,
        includeGlobalServiceEvents: false,
        eventSelector: [{ readWriteType: "WriteOnly", includeManagementEvents: true }],
        // CloudTrail writes to the bucket before it accepts it.
        dependsOn: [bucketPolicy],
      }),
    );
  }

  private protectBucket(
    { name, logRetentionDays, kmsKeyArn }: Settled<typeof TRAIL_SETTINGS>,
    when?: Condition,
  ): S3BucketPolicy {
    const bucket = this.bucket.id;
    const publicAccessBlock = onlyIf(
      when,
      new S3BucketPublicAccessBlock(this, "bucket_public_access_block", {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      }),
    );
    onlyIf(
      when,
      new S3BucketServerSideEncryptionConfigurationA(this, "bucket_encryption", {
        bucket,
        rule: [
          {
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: choose(isAbsent(kmsKeyArn), "AES256", "aws:kms"),
              kmsMasterKeyId: kmsKeyArn,
            },
            bucketKeyEnabled: true,
          },
        ],
      }),
    );
    const versioning = onlyIf(
      when,
      new S3BucketVersioningA(this, "bucket_versioning", { bucket, versioningConfiguration: { status: "Enabled" } }),
    );
    onlyIf(
      when,
      new S3BucketLifecycleConfiguration(this, "bucket_lifecycle", {
        bucket,
        rule: [
          {
            id: "expire",
            status: "Enabled",
            filter: [{ prefix: "" }],
            expiration: [{ days: logRetentionDays }],
            noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
            abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
          },
        ],
        dependsOn: [versioning],
      }),
    );
    const policy = new PolicyDocument(this, "bucket_policy", this.bucketStatements(name), when);
    return onlyIf(
      when,
      // S3 refuses concurrent changes of a bucket's access.
      new S3BucketPolicy(this, "bucket_access", { bucket, policy: policy.json, dependsOn: [publicAccessBlock] }),
    );
  }

  private bucketStatements(trailName: string): PolicyStatement[] {
    const environment = AwsEnvironment.of(this);
    const { arn } = this.bucket;
    const principals = [{ type: "Service", identifiers: ["cloudtrail.amazonaws.com"] }];
    // Composed: the trail depends on this policy, so a reference would be a cycle.
    const trailArn = environment.arn("cloudtrail", `trail/${trailName}`);
    const fromTrail = { test: "StringEquals", variable: "aws:SourceArn", values: [trailArn] };
    return [
      denyInsecureTransport("s3:*", [arn, `${arn}/*`]),
      {
        sid: "AllowTrailAclCheck",
        principals,
        actions: ["s3:GetBucketAcl"],
        resources: [arn],
        condition: [fromTrail],
      },
      {
        sid: "AllowTrailWrite",
        principals,
        actions: ["s3:PutObject"],
        resources: [`${arn}/AWSLogs/${environment.accountId}/*`],
        condition: [
          fromTrail,
          { test: "StringEquals", variable: "s3:x-amz-acl", values: ["bucket-owner-full-control"] },
        ],
      },
    ];
  }
}

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
import { check } from "../terraform/constraint";
import { TRAIL_LOG_RETENTION_DAYS } from "./constraints";

export interface ManagementTrailProps {
  /** The trail's name: 3 to 128 letters, digits, dots, hyphens and underscores. */
  readonly name: string;
  /** The bucket's name, unique in the world: 3 to 63 lower-case letters, digits, dots and hyphens. */
  readonly bucketName: string;
  /**
   * How long the bucket keeps the log files, in days, 1 to 3,650. EventBridge does not read them.
   * @default 7
   */
  readonly logRetentionDays?: number;
  /** ARN of a customer managed KMS key that CloudTrail may use, for the log files and the bucket. */
  readonly kmsKeyArn?: string;
  /**
   * The trail is there only where this holds.
   * @default true
   */
  readonly when?: Condition;
}

/**
 * A trail of this region's management write events, and its bucket. EventBridge gets API calls only where a trail logs
 * them; any trail will do, and an account has at most five in a region.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export class ManagementTrail extends Construct {
  readonly trail: Cloudtrail;
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, props: ManagementTrailProps) {
    super(scope, id);
    check("logRetentionDays", props.logRetentionDays, TRAIL_LOG_RETENTION_DAYS);
    const { when } = props;
    this.bucket = onlyIf(
      when,
      new S3Bucket(this, "bucket", {
        bucket: props.bucketName,
        // The log files only feed EventBridge: they must not keep the module from being destroyed.
        forceDestroy: true,
      }),
    );
    const bucketPolicy = this.protectBucket(props);
    this.trail = onlyIf(
      when,
      new Cloudtrail(this, "Resource", {
        name: props.name,
        s3BucketName: this.bucket.id,
        kmsKeyId: props.kmsKeyArn,
        enableLogFileValidation: true,
        // One relay serves one region; a second region's events would cost here and reach nobody.
        isMultiRegionTrail: false,
        includeGlobalServiceEvents: false,
        eventSelector: [{ readWriteType: "WriteOnly", includeManagementEvents: true }],
        // CloudTrail tries to write before it accepts the bucket.
        dependsOn: [bucketPolicy],
      }),
    );
  }

  private protectBucket({ name, logRetentionDays = 7, kmsKeyArn, when }: ManagementTrailProps): S3BucketPolicy {
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
      // S3 refuses two changes of a bucket's access at once.
      new S3BucketPolicy(this, "bucket_access", { bucket, policy: policy.json, dependsOn: [publicAccessBlock] }),
    );
  }

  private bucketStatements(trailName: string): PolicyStatement[] {
    const environment = AwsEnvironment.of(this);
    const { arn } = this.bucket;
    const principals = [{ type: "Service", identifiers: ["cloudtrail.amazonaws.com"] }];
    // Composed: the trail needs this policy before it can be made.
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

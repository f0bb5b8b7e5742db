import type { TerraformStack } from "cdktf";
import { ManagementTrail, type ManagementTrailProps } from "../../../modules/mechcloud/management-trail";
import { ACCOUNT, addresses, arn, block, statements, synth, tlsOnly, variable } from "../synth";
import { KEY } from "./sync";

type Props = Partial<ManagementTrailProps>;

const managementTrail = (props: Props | ((stack: TerraformStack) => Props) = {}) =>
  synth((stack) => {
    new ManagementTrail(stack, "trail", {
      name: "management",
      bucketName: "management-bucket",
      ...(typeof props === "function" ? props(stack) : props),
    });
  });

const BUCKET = "${aws_s3_bucket.trail_bucket.id}";
const BUCKET_ARN = "${aws_s3_bucket.trail_bucket.arn}";

test("logs this region's management write events, once CloudTrail may write to the bucket", () => {
  expect(block(managementTrail().resource, "aws_cloudtrail.trail")).toEqual({
    name: "management",
    s3_bucket_name: BUCKET,
    enable_log_file_validation: true,
    is_multi_region_trail: false,
    include_global_service_events: false,
    event_selector: [{ read_write_type: "WriteOnly", include_management_events: true }],
    depends_on: ["aws_s3_bucket_policy.trail_bucket_access"],
  });
});

test("has a bucket that does not block terraform destroy", () => {
  expect(block(managementTrail().resource, "aws_s3_bucket.trail_bucket")).toEqual({
    bucket: "management-bucket",
    force_destroy: true,
  });
});

describe("the bucket", () => {
  test.each<[string, object]>([
    [
      "aws_s3_bucket_public_access_block.trail_bucket_public_access_block",
      {
        bucket: BUCKET,
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
    ],
    [
      "aws_s3_bucket_versioning.trail_bucket_versioning",
      { bucket: BUCKET, versioning_configuration: { status: "Enabled" } },
    ],
    [
      "aws_s3_bucket_server_side_encryption_configuration.trail_bucket_encryption",
      {
        bucket: BUCKET,
        rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" }, bucket_key_enabled: true }],
      },
    ],
    [
      "aws_s3_bucket_lifecycle_configuration.trail_bucket_lifecycle",
      {
        bucket: BUCKET,
        rule: [
          {
            id: "expire",
            status: "Enabled",
            filter: [{ prefix: "" }],
            expiration: [{ days: 7 }],
            noncurrent_version_expiration: [{ noncurrent_days: 1 }],
            abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }],
          },
        ],
        depends_on: ["aws_s3_bucket_versioning.trail_bucket_versioning"],
      },
    ],
    [
      "aws_s3_bucket_policy.trail_bucket_access",
      {
        bucket: BUCKET,
        policy: "${data.aws_iam_policy_document.trail_bucket_policy.json}",
        depends_on: ["aws_s3_bucket_public_access_block.trail_bucket_public_access_block"],
      },
    ],
  ])("has %s", (address, expected) => {
    expect(block(managementTrail().resource, address)).toEqual(expected);
  });

  test("lets only this trail write to it, over TLS", () => {
    const principals = [{ type: "Service", identifiers: ["cloudtrail.amazonaws.com"] }];
    const fromTrail = {
      test: "StringEquals",
      variable: "aws:SourceArn",
      values: [arn("cloudtrail", "trail/management")],
    };

    expect(statements(managementTrail().data, "trail_bucket_policy")).toEqual([
      tlsOnly("s3:*", BUCKET_ARN, `${BUCKET_ARN}/*`),
      {
        sid: "AllowTrailAclCheck",
        principals,
        actions: ["s3:GetBucketAcl"],
        resources: [BUCKET_ARN],
        condition: [fromTrail],
      },
      {
        sid: "AllowTrailWrite",
        principals,
        actions: ["s3:PutObject"],
        resources: [`${BUCKET_ARN}/AWSLogs/${ACCOUNT}/*`],
        condition: [
          fromTrail,
          { test: "StringEquals", variable: "s3:x-amz-acl", values: ["bucket-owner-full-control"] },
        ],
      },
    ]);
  });
});

describe("a customer managed key", () => {
  const encryption = "aws_s3_bucket_server_side_encryption_configuration.trail_bucket_encryption";

  test("encrypts the log files and the bucket", () => {
    const { resource } = managementTrail({ kmsKeyArn: KEY });

    expect(block(resource, "aws_cloudtrail.trail")).toMatchObject({ kms_key_id: KEY });
    expect(block(resource, encryption)).toMatchObject({
      rule: [
        {
          apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY },
          bucket_key_enabled: true,
        },
      ],
    });
  });

  test("that is an expression encrypts the bucket if it is not null", () => {
    const { resource } = managementTrail((stack) => ({ kmsKeyArn: variable(stack, "key").stringValue }));

    expect(block(resource, encryption)).toMatchObject({
      rule: [
        {
          apply_server_side_encryption_by_default: {
            sse_algorithm: '${(var.key == null) ? "AES256" : "aws:kms"}',
            kms_master_key_id: "${var.key}",
          },
        },
      ],
    });
  });
});

test("exists with all its parts only if its condition is true", () => {
  const { resource, data } = managementTrail((stack) => ({ when: variable(stack, "chosen", "bool").booleanValue }));

  const count = "${var.chosen ? 1 : 0}";
  const conditional = [...addresses(resource).map((address) => block(resource, address))].concat(
    block(data, "aws_iam_policy_document.trail_bucket_policy"),
  );
  expect(conditional.map((attributes) => attributes["count"])).toEqual(conditional.map(() => count));
  expect(conditional).toHaveLength(8);
});

test("keeps log files for the given days, which may be an expression", () => {
  const expiration = (props: Parameters<typeof managementTrail>[0]) =>
    block(managementTrail(props).resource, "aws_s3_bucket_lifecycle_configuration.trail_bucket_lifecycle")["rule"];

  expect(expiration({ logRetentionDays: 3650 })).toMatchObject([{ expiration: [{ days: 3650 }] }]);
  expect(expiration((stack) => ({ logRetentionDays: variable(stack, "days", "number").numberValue }))).toMatchObject([
    { expiration: [{ days: "${var.days}" }] },
  ]);
});

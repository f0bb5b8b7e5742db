import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../../local-aws/account";
import { arn, createBucket, createKey, json, type Statement } from "../support/aws-resources";
import { TestBed } from "../support/test-bed";

let bed: TestBed;

beforeAll(async () => {
  bed = await TestBed.start();
}, 180_000);
afterAll(() => bed?.end());
beforeEach(() => bed.aws.reset());

describe("a log group", () => {
  const GROUP = "/aws/events/group";
  const forLogs = (group: string, ...more: string[]): Statement => ({
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:Describe*", ...more],
    Resource: "*",
    Principal: { Service: `logs.${LOCAL_REGION}.amazonaws.com` },
    Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": arn("logs", `log-group:${group}`) } },
  });
  const logs = (action: string, kmsKeyId?: string) =>
    json<object>(bed, "logs", `Logs_20140328.${action}`, { logGroupName: GROUP, kmsKeyId });

  test("takes a key that lets CloudWatch Logs in for it", async () => {
    const key = await createKey(bed, [forLogs(GROUP, "kms:GenerateDataKey*")]);
    await logs("CreateLogGroup", key);
    await logs("DisassociateKmsKey");
    await logs("AssociateKmsKey", key);

    const { logGroups } = await json<{ logGroups: object[] }>(bed, "logs", "Logs_20140328.DescribeLogGroups", {});
    expect(logGroups).toEqual([expect.objectContaining({ kmsKeyId: key })]);
  });

  test.each([
    ["for another group", forLogs(`${GROUP}s`, "kms:GenerateDataKey*")],
    ["without data keys", forLogs(GROUP)],
  ])("refuses a key that lets CloudWatch Logs in %s", async (_, statement) => {
    await expect(logs("CreateLogGroup", await createKey(bed, [statement]))).rejects.toThrow(
      "The specified KMS key does not exist or is not allowed to be used",
    );
  });
});

describe("a trail", () => {
  const TRAIL = arn("cloudtrail", "trail/all");
  const forTrail = (Action: string | string[], Resource: string, condition: object = {}, trail = TRAIL): Statement => ({
    Action,
    Resource,
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceArn": trail, ...condition } },
  });
  const BUCKET = "arn:aws:s3:::bucket";
  const seesAcl = forTrail("s3:GetBucketAcl", BUCKET);
  const writes = (trail?: string) => forTrail("s3:PutObject", `${BUCKET}/AWSLogs/${LOCAL_ACCOUNT}/*`, OWNER, trail);
  const OWNER = { "s3:x-amz-acl": "bucket-owner-full-control" };

  async function createTrail(statements: Statement[], KmsKeyId?: string): Promise<object> {
    await createBucket(bed, "bucket", statements);
    const target = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.CreateTrail";
    return json(bed, "cloudtrail", target, { Name: "all", S3BucketName: "bucket", KmsKeyId });
  }

  test("takes a bucket and a key that let it in", async () => {
    const uses = ["kms:GenerateDataKey*", "kms:Decrypt", "kms:DescribeKey"];
    const key = await createKey(bed, [forTrail(uses, "*")]);

    await expect(createTrail([seesAcl, writes()], key)).resolves.toMatchObject({ TrailARN: TRAIL });
  });

  test.each([
    ["no look at its ACL", [writes()], "s3:GetBucketAcl"],
    ["no files", [seesAcl], "s3:PutObject"],
    ["files of another trail", [seesAcl, writes(`${TRAIL}s`)], "s3:PutObject"],
  ])("refuses a bucket that allows %s", async (_, statements, action) => {
    await expect(createTrail(statements)).rejects.toThrow(
      `Incorrect S3 bucket policy is detected for bucket: bucket (${action})`,
    );
  });

  test("refuses a key that does not let it in", async () => {
    const key = await createKey(bed, [forTrail("kms:Decrypt", "*")]);

    await expect(createTrail([seesAcl, writes()], key)).rejects.toThrow("InsufficientEncryptionPolicyException");
  });
});

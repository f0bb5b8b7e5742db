"""A trail writes to a bucket, with a key, whose policies let CloudTrail.

AWS: CreateTrail and UpdateTrail refuse a bucket or key that does not let it.
MiniStack: takes any, and writes no files.
"""

from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import cloudtrail

from . import decisions, key_use

SERVICE = "cloudtrail.amazonaws.com"
KEY_ACTIONS = ("kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey")


def refusal(trail, bucket, prefix, key):
    source = {"aws:SourceArn": trail, "aws:SourceAccount": get_account_id()}
    folder = "/".join(filter(None, [prefix, "AWSLogs", get_account_id()]))
    file = f"arn:aws:s3:::{bucket}/{folder}/CloudTrail/{get_region()}/file.json.gz"
    owner = {"s3:x-amz-acl": "bucket-owner-full-control"}
    for action, resource, context in (
        ("s3:GetBucketAcl", f"arn:aws:s3:::{bucket}", source),
        ("s3:PutObject", file, {**source, **owner}),
    ):
        if decisions.ask_service(SERVICE, action, resource, context) != decisions.ALLOW:
            message = f"Incorrect S3 bucket policy is detected for bucket: {bucket} ({action})"
            return error_response_json("InsufficientS3BucketPolicyException", message, 400)
    context = {**source, "kms:EncryptionContext:aws:cloudtrail:arn": trail}
    refused = key_use.refused_to_service(SERVICE, key, KEY_ACTIONS, context)
    if refused:
        message = f"Insufficient permissions to access S3 bucket {bucket} or KMS key {key} ({refused})."
        return error_response_json("InsufficientEncryptionPolicyException", message, 400)
    return None


def checked(change):
    def change_trail(data):
        name = data.get("Name", "")
        known = cloudtrail._trails.get(name.rsplit("/", 1)[-1]) or {}
        trail = cloudtrail._trail_arn(name) if not name.startswith("arn:") else name
        bucket = data.get("S3BucketName") or known.get("S3BucketName")
        prefix = data.get("S3KeyPrefix", known.get("S3KeyPrefix"))
        key = data.get("KmsKeyId") or known.get("KmsKeyId")
        return (refusal(trail, bucket, prefix, key) if bucket else None) or change(data)

    return change_trail


def apply():
    for action in ("CreateTrail", "UpdateTrail"):
        cloudtrail._DISPATCH[action] = checked(cloudtrail._DISPATCH[action])

"""A log group takes a key whose policy lets CloudWatch Logs use it for that group.

AWS: refuses another key at CreateLogGroup and AssociateKmsKey.
MiniStack: takes any at CreateLogGroup, and does not know AssociateKmsKey and DisassociateKmsKey.
"""

import json

from ministack.core.responses import error_response_json, get_account_id, get_region, json_response
from ministack.services import cloudwatch_logs

from . import key_use

ACTIONS = (
    "kms:Encrypt",
    "kms:Decrypt",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:DescribeKey",
)


def refusal(data):
    key, group = data.get("kmsKeyId"), data.get("logGroupName")
    if not key:
        return None
    arn = f"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{group}"
    context = {"kms:EncryptionContext:aws:logs:arn": arn}
    refused = key_use.refused_to_service(f"logs.{get_region()}.amazonaws.com", key, ACTIONS, context)
    if refused is None:
        return None
    message = f"The specified KMS key does not exist or is not allowed to be used with Arn '{arn}' ({refused})"
    return error_response_json("InvalidParameterException", message, 400)


def associate(data):
    refused = refusal(data)
    if refused:
        return refused
    group = cloudwatch_logs._log_groups.get(data.get("logGroupName"))
    if group is None:
        return error_response_json("ResourceNotFoundException", "The specified log group does not exist.", 400)
    group["kmsKeyId"] = data.get("kmsKeyId")
    return json_response({})


ACTIONS_OF_LOGS = {"AssociateKmsKey": associate, "DisassociateKmsKey": associate}


def apply():
    create, handle = cloudwatch_logs._create_log_group, cloudwatch_logs.handle_request

    async def handle_request(method, path, headers, body, query_params):
        action = ACTIONS_OF_LOGS.get(headers.get("x-amz-target", "").rsplit(".", 1)[-1])
        if action is None:
            return await handle(method, path, headers, body, query_params)
        return action(json.loads(body))

    cloudwatch_logs.handle_request = handle_request
    cloudwatch_logs._create_log_group = lambda data: refusal(data) or create(data)

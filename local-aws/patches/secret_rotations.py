"""CancelRotateSecret ends a secret's rotation.

AWS: as above; Terraform calls it before it deletes the rotation.
MiniStack: does not know the call.
"""

import json

from ministack.core.responses import error_response_json, json_response
from ministack.services import secretsmanager


def cancel_rotate_secret(data):
    _, secret = secretsmanager._resolve(data.get("SecretId"))
    if not secret:
        return error_response_json("ResourceNotFoundException", "Secrets Manager can't find the specified secret.", 400)
    secret["RotationEnabled"] = False
    return json_response({"ARN": secret["ARN"], "Name": secret["Name"]})


def apply():
    handle = secretsmanager.handle_request

    async def handle_request(method, path, headers, body, query_params):
        if headers.get("x-amz-target", "").endswith(".CancelRotateSecret"):
            return cancel_rotate_secret(json.loads(body))
        return await handle(method, path, headers, body, query_params)

    secretsmanager.handle_request = handle_request

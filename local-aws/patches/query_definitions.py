"""CloudWatch Logs Insights keeps saved queries.

AWS: PutQueryDefinition, DescribeQueryDefinitions, DeleteQueryDefinition.
MiniStack: knows none of them.
"""

import json
import time
import uuid

from ministack.core.responses import AccountRegionScopedDict, error_response_json, json_response
from ministack.services import cloudwatch_logs

_definitions = AccountRegionScopedDict()
_FIELDS = ("name", "queryString", "logGroupNames", "queryLanguage")


def not_found(definition_id):
    return error_response_json("ResourceNotFoundException", f"Query definition {definition_id} does not exist.", 400)


def put(data):
    definition_id = data.get("queryDefinitionId") or str(uuid.uuid4())
    if data.get("queryDefinitionId") and definition_id not in _definitions:
        return not_found(definition_id)
    _definitions[definition_id] = {
        "queryLanguage": "CWLI",
        **{field: data[field] for field in _FIELDS if data.get(field)},
        "queryDefinitionId": definition_id,
        "lastModified": int(time.time() * 1000),
    }
    return json_response({"queryDefinitionId": definition_id})


def describe(data):
    prefix = data.get("queryDefinitionNamePrefix") or ""
    found = [definition for definition in _definitions.values() if definition["name"].startswith(prefix)]
    return json_response({"queryDefinitions": sorted(found, key=lambda definition: definition["name"])})


def delete(data):
    definition_id = data.get("queryDefinitionId")
    if definition_id not in _definitions:
        return not_found(definition_id)
    del _definitions[definition_id]
    return json_response({"success": True})


ACTIONS = {"PutQueryDefinition": put, "DescribeQueryDefinitions": describe, "DeleteQueryDefinition": delete}


def apply():
    handle, reset = cloudwatch_logs.handle_request, cloudwatch_logs.reset

    async def handle_request(method, path, headers, body, query_params):
        action = ACTIONS.get(headers.get("x-amz-target", "").rsplit(".", 1)[-1])
        if action is None:
            return await handle(method, path, headers, body, query_params)
        return action(json.loads(body))

    def reset_all():
        reset()
        _definitions.clear()

    cloudwatch_logs.handle_request = handle_request
    cloudwatch_logs.reset = reset_all

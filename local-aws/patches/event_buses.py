"""The policy of an event bus is a whole document, too.

AWS: PutPermission takes a statement's parts, or a whole policy document.
MiniStack: reads the parts alone, and lets everybody in without them.
"""

import json

from ministack.core.responses import error_response_json, json_response
from ministack.services import eventbridge


def apply():
    put_permission = eventbridge._put_permission

    def put_policy(data):
        if not data.get("Policy"):
            return put_permission(data)
        bus = data.get("EventBusName", "default")
        if bus != "default" and bus not in eventbridge._event_buses:
            return error_response_json("ResourceNotFoundException", f"Event bus {bus} does not exist.", 400)
        eventbridge._event_bus_policies[bus] = json.loads(data["Policy"])
        return json_response({})

    eventbridge._put_permission = put_policy

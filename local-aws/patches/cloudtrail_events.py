"""CloudTrail tells EventBridge of EC2's management calls.

AWS: while a trail logs management write events, each such call, failed or not, becomes an event "AWS API Call via
CloudTrail" (source aws.ec2) on the default bus, with the call's parameters and response, or its errorCode.
MiniStack: records calls for LookupEvents alone, calls EC2's "POST.ec2", and leaves responseElements null.
Here: EC2's calls are completed and published; other services' calls match no rule of this project.
"""

import json
from contextvars import ContextVar

import ministack.app as app
from ministack.services import cloudtrail, ec2

from .aws_event_sources import publish
from .ec2_call_shapes import error_fields, request_parameters, response_elements

_last_response = ContextVar("last response of EC2")


def logs_management_writes(selector):
    if "FieldSelectors" in selector:
        fields = {field["Field"]: field.get("Equals") for field in selector["FieldSelectors"]}
        return fields.get("eventCategory") == ["Management"] and fields.get("readOnly") != ["true"]
    return selector["IncludeManagementEvents"] and selector["ReadWriteType"] in ("All", "WriteOnly")


def a_trail_is_logging():
    for region, name, trail in cloudtrail._visible_trail_items():
        selectors = cloudtrail._event_selectors.get_scoped(
            cloudtrail.get_account_id(), region, name, cloudtrail._DEFAULT_EVENT_SELECTORS
        )
        if trail["IsLogging"] and any(map(logs_management_writes, selectors)):
            return True
    return False


def complete(record, params):
    """Writes into MiniStack's record what CloudTrail knows of the call, and returns the event's detail."""
    status, _, body = _last_response.get()
    detail = json.loads(record["CloudTrailEvent"])
    detail |= {
        "eventVersion": "1.09",
        "requestParameters": request_parameters(params),
        "responseElements": response_elements(body) if status < 300 else None,
        "readOnly": detail["readOnly"] == "true",
        "managementEvent": True,
        "eventCategory": "Management",
    }
    if status >= 300:
        detail |= error_fields(status, body)
    record["CloudTrailEvent"] = json.dumps(detail)
    return detail


def apply():
    handle, record = ec2.handle_request, app._maybe_record_cloudtrail

    async def handle_request(method, path, headers, body, query_params):
        response = await handle(method, path, headers, body, query_params)
        _last_response.set(response)
        return response

    def record_and_publish(service, method, path, headers, body, query_params, request_id, region):
        # EC2's clients send Action in the body, where MiniStack's record does not look for it.
        params = app._routing_params(method, path, headers, body, query_params)
        record(service, method, path, headers, body, params, request_id, region)
        if service != "ec2":
            return
        detail = complete(cloudtrail._get_event_queue()[-1], params)
        if not detail["readOnly"] and a_trail_is_logging():
            publish("aws.ec2", "AWS API Call via CloudTrail", json.dumps(detail))

    ec2.handle_request = handle_request
    app._maybe_record_cloudtrail = record_and_publish

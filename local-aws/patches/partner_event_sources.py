"""A partner's event sources are seen by the account they were made for.

AWS: ListEventSources and DescribeEventSource return what a partner made with CreatePartnerEventSource; a source is
PENDING until a bus of its name exists, then ACTIVE.
MiniStack: lists nothing, and describes any name as ACTIVE.
"""

from ministack.core.responses import error_response_json, json_response
from ministack.services import eventbridge


def event_source(record):
    name = record["Name"]
    return {
        "Arn": record["EventSourceArn"],
        "Name": name,
        "CreatedBy": "/".join(name.split("/")[:2]),
        "State": "ACTIVE" if name in eventbridge._event_buses else "PENDING",
    }


def list_event_sources(data):
    prefix = data.get("NamePrefix") or ""
    records = eventbridge._partner_event_sources.values()
    return json_response({"EventSources": [event_source(r) for r in records if r["Name"].startswith(prefix)]})


def describe_event_source(data):
    name = data.get("Name")
    for record in eventbridge._partner_event_sources.values():
        if record["Name"] == name:
            return json_response(event_source(record))
    return error_response_json("ResourceNotFoundException", f"Event source {name} does not exist.", 400)


def apply():
    eventbridge._list_event_sources = list_event_sources
    eventbridge._describe_event_source = describe_event_source

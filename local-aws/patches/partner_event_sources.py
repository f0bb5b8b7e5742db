"""A partner's event sources are seen by the account they were made for.

AWS: ListEventSources and DescribeEventSource return what a partner made with CreatePartnerEventSource; a source is
PENDING until a bus of its name exists, then ACTIVE. Only an existing source can be associated with a bus.
MiniStack: lists nothing, describes any name as ACTIVE, and associates any name.
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


def find_event_source(name):
    return next((r for r in eventbridge._partner_event_sources.values() if r["Name"] == name), None)


def no_event_source(name):
    return error_response_json("ResourceNotFoundException", f"Event source {name} does not exist.", 400)


def describe_event_source(data):
    name = data.get("Name")
    record = find_event_source(name)
    return json_response(event_source(record)) if record else no_event_source(name)


def apply():
    create = eventbridge._create_event_bus

    def create_event_bus(data):
        source = data.get("EventSourceName")
        return no_event_source(source) if source and not find_event_source(source) else create(data)

    eventbridge._create_event_bus = create_event_bus
    eventbridge._list_event_sources = list_event_sources
    eventbridge._describe_event_source = describe_event_source

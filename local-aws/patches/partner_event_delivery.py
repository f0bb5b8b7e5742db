"""A partner's events reach the bus of the same name.

AWS: PutPartnerEvents delivers an entry to the event bus that is associated with the entry's source.
MiniStack: answers with success and drops it.
"""

from ministack.services import eventbridge


def put_partner_events(data):
    entries = [{**entry, "EventBusName": entry.get("Source", "")} for entry in data.get("Entries", [])]
    return eventbridge._put_events({"Entries": entries}, allow_aws_source=True)


def apply():
    eventbridge._put_partner_events = put_partner_events

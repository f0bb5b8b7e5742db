"""A replay reaches the chosen rules only, and tells how far it is.

AWS: Destination.FilterArns names the rules that a replay sends events to, and DescribeReplay has EventLastReplayedTime.
MiniStack: replays to every rule of the bus, and does not tell.
"""

from ministack.services import eventbridge

_describe_replay = eventbridge._describe_replay


def invoke_chosen(invoke_target):
    def invoke(target, event, rule, view=None):
        replay = eventbridge._replays.get(event.get("ReplayName")) or {"Destination": {}}
        if rule["Arn"] in replay["Destination"].get("FilterArns", [rule["Arn"]]):
            invoke_target(target, event, rule, view)

    return invoke


def describe_replay(data):
    replay = eventbridge._replays.get(data.get("ReplayName"))
    if replay and replay["State"] == "COMPLETED":
        replay["EventLastReplayedTime"] = replay["EventEndTime"]
    return _describe_replay(data)


def apply():
    eventbridge._invoke_target = invoke_chosen(eventbridge._invoke_target)
    eventbridge._describe_replay = describe_replay

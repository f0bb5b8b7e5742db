"""An alarm reaches a topic whose policy, and whose key's policy, lets CloudWatch in.

AWS: publishes as cloudwatch.amazonaws.com for the alarm; what is refused is only noted in the alarm's history.
MiniStack: asks nobody.
"""

from ministack.core.responses import get_account_id
from ministack.services import cloudwatch

from . import decisions, key_use

SERVICE = "cloudwatch.amazonaws.com"
FIELDS = {"ALARM": "AlarmActions", "OK": "OKActions", "INSUFFICIENT_DATA": "InsufficientDataActions"}


def lets_in(topic, alarm):
    source = {"aws:SourceArn": alarm["AlarmArn"], "aws:SourceAccount": get_account_id()}
    if decisions.ask_service(SERVICE, "sns:Publish", topic, source) != decisions.ALLOW:
        return False
    return key_use.refused_to_service(SERVICE, key_use.key_of_topic(topic), key_use.SEND, source) is None


def apply():
    dispatch = cloudwatch._dispatch_alarm_actions

    def dispatch_alarm_actions(alarm, old_state, new_state, reason):
        field = FIELDS[new_state]
        actions = alarm.get(field) or []
        allowed = [action for action in actions if ":sns:" not in action or lets_in(action, alarm)]
        for action in set(actions) - set(allowed):
            failure = f"Failed to execute action {action}: CloudWatch Alarms is not authorized to perform: SNS:Publish"
            cloudwatch._record_history(alarm["AlarmName"], old_state, new_state, failure)
        dispatch({**alarm, field: allowed}, old_state, new_state, reason)

    cloudwatch._dispatch_alarm_actions = dispatch_alarm_actions

"""EventBridge Scheduler fires within a second, in the schedule's role.

AWS: a schedule fires within the minute that it names; Scheduler assumes the schedule's role for the schedule's group, and
delivers as that role. CreateSchedule refuses a role that it cannot assume.
MiniStack: looks every ten seconds, asks nobody, and never fires a schedule again whose name was used before.
"""

import json

from ministack.core.responses import get_account_id
from ministack.services import eventbridge, scheduler

from . import decisions, key_use
from .event_deliveries import Delivery

SERVICE = "scheduler.amazonaws.com"
NOT_ASSUMABLE = "The execution role you provide must allow AWS EventBridge Scheduler to assume the role."


def source_of(group):
    return {"aws:SourceArn": scheduler._group_arn(group), "aws:SourceAccount": get_account_id()}


class Occurrence(Delivery):
    """A schedule's time came."""

    service = SERVICE

    def __init__(self, schedule, event):
        target = schedule["Target"]
        view = eventbridge._pattern_event_view(event)
        rule = {"Arn": schedule["Arn"], "Name": schedule["Name"]}
        super().__init__(target, rule, event, view, target.get("Input") or json.dumps(view.event_with_detail()))
        self.source = source_of(schedule["GroupName"])

    @property
    def dead_letter(self):
        return self.payload

    def attributes(self, failure):
        return {
            "SCHEDULE_ARN": self.rule["Arn"],
            "TARGET_ARN": self.target["Arn"],
            "ERROR_CODE": failure.code,
            "ERROR_MESSAGE": str(failure),
            "RETRY_ATTEMPTS": str(self.retries),
        }

    def authorize_dead_letter(self, queue):
        """A schedule's dead-letter queue is asked in its role."""
        self._authorize_role(
            self.target["RoleArn"], "sqs:SendMessage", queue, key_use.key_of_queue(queue), key_use.SEND
        )

    def measure(self, metric):
        """Its metrics are other ones."""


def checked(change):
    def change_schedule(name, body):
        role = (body.get("Target") or {}).get("RoleArn")
        source = source_of(body.get("GroupName", "default"))
        if role and decisions.ask_service(SERVICE, "sts:AssumeRole", role, source) != decisions.ALLOW:
            return scheduler._error(400, "ValidationException", NOT_ASSUMABLE)
        forget(name, body.get("GroupName", "default"))
        return change(name, body)

    return change_schedule


def forget(name, group):
    """A schedule of this name has not fired."""
    scheduler._schedule_last_fired.pop(scheduler._schedules._scoped(f"{group}/{name}"), None)


def apply():
    invoke = eventbridge._invoke_target
    scheduler._SCHEDULE_TICK_INTERVAL = 1

    def invoke_target(target, event, rule, view=None):
        if "FlexibleTimeWindow" not in rule:
            return invoke(target, event, rule, view)
        return Occurrence(rule, event).attempt()

    eventbridge._invoke_target = invoke_target
    scheduler._create_schedule = checked(scheduler._create_schedule)
    scheduler._update_schedule = checked(scheduler._update_schedule)

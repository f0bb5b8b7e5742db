"""EventBridge delivers what policies let it, tries again what may pass, and gives the rest to the dead-letter queue.

AWS: asks the target's policy, or the role's, at each delivery. What is refused, or has no target, is not tried again; other
failures are, by the target's retry policy. What fails for good goes to the target's dead-letter queue, as the event was
and with attributes that say why, if that queue's policy lets it, and is gone otherwise.
MiniStack: asks nobody, tries once, and knows no dead-letter queues.
"""

import asyncio
import json
import time
from contextvars import copy_context

import ministack.app as app
from ministack.core.arn import ArnParseError, parse_arn
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import cloudwatch, eventbridge, sqs

from . import decisions, key_use, settings
from .input_path_indexes import at_path

SERVICE = "events.amazonaws.com"
DEFAULT_RETRIES, DEFAULT_AGE = 185, 86_400
LONGEST_WAIT = 60

#: How events reach a kind of target, by the service in its ARN: send(delivery), which raises Failed. It gives True when
#: it goes on by itself and calls delivery.succeed or delivery.fail later.
SENDERS = {}


class Failed(Exception):
    """A delivery that failed; passing: whether trying again may help."""

    def __init__(self, code, message, passing=False):
        super().__init__(message)
        self.code, self.passing = code, passing


class Delivery:
    """One event on its way to one target of a rule."""

    service = SERVICE

    def __init__(self, target, rule, event, view, payload):
        self.target, self.rule, self.payload = target, rule, payload
        #: MiniStack's record of the event, and the event as rules and targets see it.
        self.record, self.event = event, view.event_with_detail()
        self.arn = parse_arn(target["Arn"])
        self.source = {"aws:SourceArn": rule["Arn"], "aws:SourceAccount": get_account_id()}
        self.began, self.retries = time.time(), 0

    @property
    def full_event(self):
        """The event as it was put, whatever the target receives of it."""
        return json.dumps(self.event)

    def authorize(self, action, resource, key=None, key_actions=(), with_source=True):
        """As the target's role, if it has one, else as EventBridge itself."""
        role = self.target.get("RoleArn")
        if role:
            self._authorize_role(role, action, resource, key, key_actions)
            return
        context = self.source if with_source else {}
        if decisions.ask_service(self.service, action, resource, context) != decisions.ALLOW:
            raise Failed("NO_PERMISSIONS", f"{self.service} is not authorized to perform: {action} on {resource}")
        refused = key_use.refused_to_service(self.service, key, key_actions, context)
        if refused:
            raise Failed("NO_PERMISSIONS", f"{self.service} is not authorized to perform: {refused} on {key}")

    def _authorize_role(self, role, action, resource, key, key_actions):
        if decisions.ask_service(self.service, "sts:AssumeRole", role, self.source) != decisions.ALLOW:
            raise Failed("NO_PERMISSIONS", f"{self.service} is not authorized to perform: sts:AssumeRole on {role}")
        session = self.service.split(".")[0]
        if decisions.ask_role(role, session, action, resource) != decisions.ALLOW:
            raise Failed("NO_PERMISSIONS", f"{role} is not authorized to perform: {action} on {resource}")
        refused = key_use.refused_to_role(role, session, key, key_actions, {})
        if refused:
            raise Failed("NO_PERMISSIONS", f"{role} is not authorized to perform: {refused} on {key}")

    def require_role(self):
        if settings.get("enforce") and not self.target.get("RoleArn"):
            raise Failed("NO_PERMISSIONS", f"a target of {self.arn.service} needs a role")

    def require_reach(self):
        """Other regions are reached by event buses alone, other accounts by a role."""
        here = self.arn.region == get_region()
        if not here or (self.arn.account_id != get_account_id() and not self.target.get("RoleArn")):
            raise Failed("NO_PERMISSIONS", f"{self.target['Arn']} is in another region, or in another account without role")

    def attempt(self):
        send = SENDERS.get(self.arn.service)
        if send is None:
            self.give_up(Failed("SDK_CLIENT_ERROR", f"the local AWS knows no targets of {self.arn.service}"))
            return
        try:
            goes_on = send(self)
        except Failed as failure:
            self.fail(failure)
        except Exception as error:
            eventbridge.logger.exception("EventBridge: delivery to %s", self.target["Arn"])
            self.fail(Failed("SDK_CLIENT_ERROR", str(error)))
        else:
            if not goes_on:
                self.succeed()

    def succeed(self):
        self.end("delivered")
        self.measure("Invocations")

    def fail(self, failure):
        policy = self.target.get("RetryPolicy") or {}
        exhausted = None
        if failure.passing:
            wait = min(settings.get("retryInterval") * 2**self.retries, LONGEST_WAIT)
            if self.retries >= policy.get("MaximumRetryAttempts", DEFAULT_RETRIES):
                exhausted = "MaximumRetryAttempts"
            elif time.time() + wait - self.began > policy.get("MaximumEventAgeInSeconds", DEFAULT_AGE):
                exhausted = "MaximumEventAgeInSeconds"
            else:
                self.retries += 1
                decisions.count("retried")
                later(wait, self.attempt)
                return
        self.give_up(failure, exhausted)

    def give_up(self, failure, exhausted=None):
        if failure.code == "NO_PERMISSIONS":
            decisions.count("refused")
        self.measure("FailedInvocations")
        queue = (self.target.get("DeadLetterConfig") or {}).get("Arn")
        try:
            if not queue:
                raise Failed(failure.code, f"{failure}; there is no dead-letter queue")
            self.put_aside(queue, failure, exhausted)
            self.end("deadLettered")
            self.measure("InvocationsSentToDlq")
        except Failed as lost:
            if queue:
                self.measure("InvocationsFailedToBeSentToDlq")
            self.lose(queue, lost)

    def put_aside(self, queue, failure, exhausted):
        attributes = self.attributes(failure)
        if exhausted:
            attributes["EXHAUSTED_RETRY_CONDITION"] = exhausted
        self.authorize_dead_letter(queue)
        send_message(queue, self.dead_letter, attributes)

    @property
    def dead_letter(self):
        return self.full_event

    def attributes(self, failure):
        return {
            "RULE_ARN": self.rule["Arn"],
            "TARGET_ARN": self.target["Arn"],
            "ERROR_CODE": failure.code,
            "ERROR_MESSAGE": str(failure),
            "RETRY_ATTEMPTS": str(self.retries),
        }

    def authorize_dead_letter(self, queue):
        """A rule's dead-letter queue is asked as EventBridge itself, whatever role the target has."""
        if decisions.ask_service(self.service, "sqs:SendMessage", queue, self.source) != decisions.ALLOW:
            raise Failed("NO_PERMISSIONS", f"{self.service} is not authorized to perform: sqs:SendMessage on {queue}")
        key = key_use.key_of_queue(queue)
        refused = key_use.refused_to_service(self.service, key, key_use.SEND, self.source)
        if refused:
            raise Failed("NO_PERMISSIONS", f"{self.service} is not authorized to perform: {refused} on {key}")

    def lose(self, queue, failure):
        eventbridge.logger.error("EventBridge: event %s is lost: %s", self.event["id"], failure)
        self.end("lost")
        decisions.note_lost(
            {
                "event": {"id": self.event["id"], "detail": self.event["detail"]},
                "ruleArn": self.rule["Arn"],
                "targetArn": self.target["Arn"],
                "deadLetterQueueArn": queue,
                "errorCode": failure.code,
                "errorMessage": str(failure),
            }
        )

    def end(self, outcome):
        names = {"eventId": self.event["id"], "ruleArn": self.rule["Arn"], "targetArn": self.target["Arn"]}
        decisions.note_end(outcome, names)

    def measure(self, metric):
        bus = self.rule.get("EventBusName", "default")
        dimensions = {"RuleName": self.rule["Name"], **({} if bus == "default" else {"EventBusName": bus})}
        cloudwatch.record_metric("AWS/Events", metric, 1, "Count", dimensions)


def later(seconds, call):
    """Calls on MiniStack's event loop, in this account and region."""
    context = copy_context()
    loop = app._MAIN_LOOP

    def schedule():
        loop.call_later(seconds, lambda: context.run(call))

    loop.call_soon_threadsafe(schedule)


def send_message(queue_arn, body, attributes=None, group=None):
    """Sends to a queue as any sender does: its size, its deduplication and its message groups count."""
    arn = parse_arn(queue_arn)
    if not sqs._queue_by_arn(queue_arn):
        raise Failed("NO_RESOURCE", f"there is no queue {queue_arn}")
    message = {
        "QueueUrl": sqs._queue_url_for_account(arn.account_id, arn.resource),
        "MessageBody": body,
        "MessageAttributes": {
            name: {"DataType": "String", "StringValue": value} for name, value in (attributes or {}).items()
        },
        **({"MessageGroupId": group} if group else {}),
    }
    try:
        with request_scope(arn.account_id, arn.region):
            sqs._act_send_message(message, message["QueueUrl"])
    except sqs._Err as error:
        raise Failed("SDK_CLIENT_ERROR", f"{error.code}: {error.message}") from error


def payload_of(target, rule, view):
    """What the target receives of the event."""
    event = view.event_with_detail()
    if target.get("InputTransformer"):
        return eventbridge._apply_input_transformer(target["InputTransformer"], rule, view)
    if target.get("Input"):
        return target["Input"]
    if target.get("InputPath"):
        return json.dumps(at_path(event, target["InputPath"], event))
    return json.dumps(event)


def invoke_target(target, event, rule, view=None):
    view = view or eventbridge._pattern_event_view(event)
    try:
        delivery = Delivery(target, rule, event, view, payload_of(target, rule, view))
    except ArnParseError:
        eventbridge.logger.warning("EventBridge: invalid target ARN %s", target.get("Arn"))
        return
    delivery.attempt()


def apply():
    eventbridge._invoke_target = invoke_target

"""Adds a kind of target to MiniStack's rules, for the patches beside it."""

from ministack.services import eventbridge


def add(service, deliver):
    """Rules deliver to ARNs of `service` by deliver(target, payload, event), payload as the target's input says."""
    invoke, send = eventbridge._invoke_target, eventbridge._dispatch_to_sqs

    # MiniStack works out a target's payload where it chooses the service, so another one passes as a queue until then.
    def invoke_target(target, event, rule, view=None):
        if not target["Arn"].startswith(f"arn:aws:{service}:"):
            return invoke(target, event, rule, view)
        view = view or eventbridge._pattern_event_view(event)
        queue = {
            **target,
            "Arn": target["Arn"].replace(service, "sqs", 1),
            "SqsParameters": {"deliver": lambda payload: deliver(target, payload, view.event_with_detail())},
        }
        return invoke(queue, event, rule, view)

    def dispatch_to_sqs(spec, payload, sqs_parameters=None):
        deliver_instead = (sqs_parameters or {}).get("deliver")
        return deliver_instead(payload) if deliver_instead else send(spec, payload, sqs_parameters)

    eventbridge._invoke_target = invoke_target
    eventbridge._dispatch_to_sqs = dispatch_to_sqs


def lost(target, reason):
    eventbridge.logger.error("EventBridge: target %s not delivered: %s", target["Arn"], reason)

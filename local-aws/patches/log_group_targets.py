"""A rule may deliver to a log group.

AWS: each event becomes a log event in a stream of its own; a transformed input must be an object of timestamp and
message.
MiniStack: drops the event as "unsupported target type".
"""

import json
import time
import uuid
from datetime import datetime

from ministack.services import cloudwatch_logs, eventbridge


def log_event(payload):
    event = json.loads(payload)
    if set(event) != {"timestamp", "message"}:
        return {"timestamp": int(time.time() * 1000), "message": payload}
    moment, message = event["timestamp"], event["message"]
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment.replace("Z", "+00:00")).timestamp() * 1000
    return {"timestamp": int(moment), "message": message if isinstance(message, str) else json.dumps(message)}


def put(group, payload):
    stream = {"logGroupName": group, "logStreamName": str(uuid.uuid4())}
    for action, data in (
        (cloudwatch_logs._create_log_stream, stream),
        (cloudwatch_logs._put_log_events, {**stream, "logEvents": [log_event(payload)]}),
    ):
        status, _, body = action(data)
        if status != 200:
            eventbridge.logger.error("EventBridge to log group %s: %s", group, body)
            return


def apply():
    invoke, send = eventbridge._invoke_target, eventbridge._dispatch_to_sqs

    # MiniStack works out a target's payload where it chooses the service, so a log group passes as a queue until then.
    def invoke_target(target, event, rule, view=None):
        return invoke({**target, "Arn": target["Arn"].replace("arn:aws:logs:", "arn:aws:sqs:", 1)}, event, rule, view)

    def dispatch_to_sqs(spec, payload, sqs_parameters=None):
        if not spec.resource.startswith("log-group:"):
            return send(spec, payload, sqs_parameters)
        return put(spec.resource.removeprefix("log-group:").removesuffix(":*"), payload)

    eventbridge._invoke_target = invoke_target
    eventbridge._dispatch_to_sqs = dispatch_to_sqs

"""A rule may deliver to a log group.

AWS: each event becomes a log event in a stream of its own; a transformed input must be an object of timestamp and
message.
MiniStack: drops the event as "unsupported target type".
"""

import json
import time
import uuid
from datetime import datetime

from ministack.services import cloudwatch_logs

from . import rule_targets


def log_event(payload):
    event = json.loads(payload)
    if set(event) != {"timestamp", "message"}:
        return {"timestamp": int(time.time() * 1000), "message": payload}
    moment, message = event["timestamp"], event["message"]
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment.replace("Z", "+00:00")).timestamp() * 1000
    return {"timestamp": int(moment), "message": message if isinstance(message, str) else json.dumps(message)}


def put(target, payload, _event):
    group = target["Arn"].split(":log-group:", 1)[1].removesuffix(":*")
    stream = {"logGroupName": group, "logStreamName": str(uuid.uuid4())}
    for action, data in (
        (cloudwatch_logs._create_log_stream, stream),
        (cloudwatch_logs._put_log_events, {**stream, "logEvents": [log_event(payload)]}),
    ):
        status, _, body = action(data)
        if status != 200:
            return rule_targets.lost(target, body)


def apply():
    rule_targets.add("logs", put)

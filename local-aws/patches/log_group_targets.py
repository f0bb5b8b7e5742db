"""A rule may deliver to a log group.

AWS: each event becomes a log event in a stream of its own, as the account's log resource policies let EventBridge; a
transformed input must be an object of timestamp and message.
MiniStack: drops the event as "unsupported target type".
"""

import json
import time
import uuid
from datetime import datetime

from ministack.services import cloudwatch_logs

from . import event_deliveries
from .event_deliveries import Failed


def log_event(payload, transformed):
    event = json.loads(payload)
    if not transformed:
        return {"timestamp": int(time.time() * 1000), "message": payload}
    if not isinstance(event, dict) or set(event) != {"timestamp", "message"}:
        raise Failed("SDK_CLIENT_ERROR", "a transformed input for a log group must be an object of timestamp and message")
    moment, message = event["timestamp"], event["message"]
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment.replace("Z", "+00:00")).timestamp() * 1000
    return {"timestamp": int(moment), "message": message if isinstance(message, str) else json.dumps(message)}


def put(delivery):
    group = delivery.target["Arn"].split(":log-group:", 1)[1].removesuffix(":*")
    stream = {"logGroupName": group, "logStreamName": str(uuid.uuid4())}
    arn = f"{delivery.target['Arn'].removesuffix(':*')}:log-stream:{stream['logStreamName']}"
    delivery.authorize("logs:CreateLogStream", arn, with_source=False)
    delivery.authorize("logs:PutLogEvents", arn)
    event = log_event(delivery.payload, bool(delivery.target.get("InputTransformer")))
    for action, data in (
        (cloudwatch_logs._create_log_stream, stream),
        (cloudwatch_logs._put_log_events, {**stream, "logEvents": [event]}),
    ):
        status, _, body = action(data)
        if status != 200:
            raise Failed("NO_RESOURCE", body.decode() if isinstance(body, bytes) else body)


def apply():
    event_deliveries.SENDERS["logs"] = put

"""A rule may deliver to a Kinesis stream and to a Firehose stream.

AWS: each event becomes a record; Kinesis takes the partition key from the event, at the target's PartitionKeyPath.
MiniStack: drops the event as "unsupported target type".
"""

import base64

from ministack.services import eventbridge, firehose, kinesis

from . import rule_targets


def put_to_kinesis(target, payload, event):
    path = target.get("KinesisParameters", {}).get("PartitionKeyPath", "$.id")
    partition_key = eventbridge._resolve_http_parameter(path, event)
    if not kinesis.put_record_internal(target["Arn"], partition_key, payload.encode()):
        rule_targets.lost(target, "no such stream")


def put_to_firehose(target, payload, _event):
    record = {"Data": base64.b64encode(payload.encode()).decode()}
    name = target["Arn"].split("/", 1)[1]
    status, _, body = firehose._put_record({"DeliveryStreamName": name, "Record": record})
    if status != 200:
        rule_targets.lost(target, body)


def apply():
    rule_targets.add("kinesis", put_to_kinesis)
    rule_targets.add("firehose", put_to_firehose)

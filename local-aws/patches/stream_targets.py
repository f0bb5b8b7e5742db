"""A rule may deliver to a Kinesis stream and to a Firehose stream.

AWS: each event becomes a record; Kinesis takes the partition key from the event, at the target's PartitionKeyPath.
MiniStack: drops the event as "unsupported target type".
"""

import base64

from ministack.services import eventbridge, firehose, kinesis

from . import event_deliveries, key_use
from .event_deliveries import Failed


def put_to_kinesis(delivery):
    arn = delivery.target["Arn"]
    delivery.require_role()
    delivery.authorize("kinesis:PutRecord", arn, key_use.key_of_stream(arn), ("kms:GenerateDataKey",))
    path = delivery.target.get("KinesisParameters", {}).get("PartitionKeyPath", "$.id")
    partition_key = eventbridge._resolve_http_parameter(path, delivery.event)
    if not kinesis.put_record_internal(arn, partition_key, delivery.payload.encode()):
        raise Failed("NO_RESOURCE", f"there is no stream {arn}")


def put_to_firehose(delivery):
    arn = delivery.target["Arn"]
    delivery.require_role()
    delivery.authorize("firehose:PutRecord", arn)
    record = {"Data": base64.b64encode(delivery.payload.encode()).decode()}
    status, _, body = firehose._put_record({"DeliveryStreamName": arn.split("/", 1)[1], "Record": record})
    if status != 200:
        raise Failed("NO_RESOURCE", body.decode() if isinstance(body, bytes) else body)


def apply():
    event_deliveries.SENDERS.update(kinesis=put_to_kinesis, firehose=put_to_firehose)

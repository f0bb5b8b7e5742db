"""DescribeAlarms returns all that PutMetricAlarm was given.

AWS: every field of an alarm, in each protocol.
MiniStack: its XML answer, which Terraform's AWS provider 5.x reads, lacks dimensions, period, statistic, actions and
more, so that Terraform sees a difference for ever; its JSON answer has them.
"""

import json
from datetime import datetime, timezone
from xml.sax.saxutils import escape

from ministack.services import cloudwatch


def to_xml(value, name=""):
    if name.endswith("Timestamp") and isinstance(value, (int, float)):
        return datetime.fromtimestamp(value, timezone.utc).isoformat()
    if isinstance(value, dict):
        return "".join(f"<{k}>{to_xml(v, k)}</{k}>" for k, v in value.items() if v not in (None, ""))
    if isinstance(value, list):
        return "".join(f"<member>{to_xml(v)}</member>" for v in value)
    if isinstance(value, bool):
        return str(value).lower()
    return escape(str(value))


def members(params, name):
    found = (cloudwatch._p(params, f"{name}.member.{i}") for i in range(1, 101))
    return [value for value in found if value]


def apply():
    describe = cloudwatch._describe_alarms

    def describe_alarms(params, cbor_data, is_cbor, is_json=False):
        if is_cbor or is_json:
            return describe(params, cbor_data, is_cbor, is_json)
        query = {name: members(params, name) for name in ("AlarmNames", "AlarmTypes")}
        for name in ("AlarmNamePrefix", "StateValue", "MaxRecords", "NextToken"):
            query[name] = cloudwatch._p(params, name)
        status, _, body = describe(params, query, False, is_json=True)
        if status != 200:
            return describe(params, cbor_data, False)
        result = f"<DescribeAlarmsResult>{to_xml(json.loads(body))}</DescribeAlarmsResult>"
        return cloudwatch._xml(200, "DescribeAlarmsResponse", result)

    cloudwatch._describe_alarms = describe_alarms

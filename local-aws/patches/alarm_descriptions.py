"""DescribeAlarms returns all that PutMetricAlarm was given.

AWS: every field of an alarm, in each protocol; an alarm on several metrics has those instead of one.
MiniStack: its XML answer, which Terraform's AWS provider 5.x reads, lacks dimensions, period, statistic, actions and
more, so that Terraform sees a difference for ever; its JSON answer has them, but not several metrics.
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


def metrics(params):
    """The parameters Metrics.member.1.MetricStat.Period=60, … as a list of objects."""
    found = {}
    for key in params:
        if key.startswith("Metrics.member."):
            place(found, key.split(".")[1:], cloudwatch._p(params, key))
    return to_lists(found)


def place(tree, path, value):
    for name in path[:-1]:
        tree = tree.setdefault(name, {})
    tree[path[-1]] = value


def to_lists(tree):
    if not isinstance(tree, dict):
        return tree
    if set(tree) == {"member"}:
        return [to_lists(item) for _, item in sorted(tree["member"].items(), key=lambda entry: int(entry[0]))]
    return {name: to_lists(value) for name, value in tree.items()}


def apply():
    describe = cloudwatch._describe_alarms
    put = cloudwatch._put_metric_alarm

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

    def put_metric_alarm(params, cbor_data, is_cbor, is_json=False):
        answer = put(params, cbor_data, is_cbor, is_json)
        in_body = is_cbor or is_json
        several = cbor_data.get("Metrics") if in_body else metrics(params)
        if answer[0] == 200 and several:
            name = cbor_data["AlarmName"] if in_body else cloudwatch._p(params, "AlarmName")
            alarm = cloudwatch._alarms[name]
            for field in ("MetricName", "Namespace", "Statistic", "Period", "Dimensions"):
                alarm.pop(field, None)
            alarm["Metrics"] = several
        return answer

    cloudwatch._describe_alarms = describe_alarms
    cloudwatch._put_metric_alarm = put_metric_alarm

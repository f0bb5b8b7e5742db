"""EC2 tells EventBridge of changed tags and of instances that change state.

AWS: "Tag Change on Resource" (source aws.tag) when tags are set, changed or removed, on creation and deletion too, and
"EC2 Instance State-change Notification" (source aws.ec2) for each state an instance passes through.
MiniStack: sends neither, and skips the states between (pending, shutting-down, stopping).
Here: VPCs, subnets and instances are compared before and after each call.
"""

import json

from ministack.core.responses import get_account_id, get_region
from ministack.services import ec2

from .aws_event_sources import publish

_PASSES_THROUGH = {"running": "pending", "terminated": "shutting-down", "stopped": "stopping"}
_tag_versions = {}


def instance_states():
    return {instance_id: instance["State"]["Name"] for instance_id, instance in ec2._instances.items()}


def tags_by_resource():
    """Tags of what exists, by (type, id); a terminated instance exists no more."""
    living = [instance_id for instance_id, state in instance_states().items() if state != "terminated"]
    return {
        (kind, resource_id): {tag["Key"]: tag["Value"] for tag in ec2._tags.get(resource_id, [])}
        for kind, resource_ids in (("vpc", ec2._vpcs), ("subnet", ec2._subnets), ("instance", living))
        for resource_id in resource_ids
    }


def arn(kind, resource_id):
    return f"arn:aws:ec2:{get_region()}:{get_account_id()}:{kind}/{resource_id}"


def publish_tag_changes(before, after):
    for resource in {**before, **after}:
        old, new = before.get(resource, {}), after.get(resource, {})
        changed = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
        if not changed:
            continue
        _tag_versions[resource] = _tag_versions.get(resource, 0) + 1
        detail = {
            "changed-tag-keys": changed,
            "service": "ec2",
            "resource-type": resource[0],
            "version": _tag_versions[resource],
            "tags": new,
        }
        publish("aws.tag", "Tag Change on Resource", json.dumps(detail), [arn(*resource)])


def publish_state_changes(before, after):
    for instance_id, state in after.items():
        if state == before.get(instance_id):
            continue
        for passed in (_PASSES_THROUGH.get(state), state):
            if passed:
                detail = json.dumps({"instance-id": instance_id, "state": passed})
                publish("aws.ec2", "EC2 Instance State-change Notification", detail, [arn("instance", instance_id)])


def apply():
    handle = ec2.handle_request

    async def handle_request(method, path, headers, body, query_params):
        tags, states = tags_by_resource(), instance_states()
        response = await handle(method, path, headers, body, query_params)
        publish_tag_changes(tags, tags_by_resource())
        publish_state_changes(states, instance_states())
        return response

    ec2.handle_request = handle_request

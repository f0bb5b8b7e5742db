"""What a call of an API needs: its action, its resource, and what else AWS asks for it.

AWS: each action names its resource's ARN, and some need further rights: a role that is handed over (iam:PassRole), tags at
creation, the key of what is encrypted (key_use.py).
MiniStack: evaluates many with resource "*" or an ARN of its own, knows few condition keys and no further rights, and takes
calls for others (an update of an event source mapping for none).
"""

import json
from dataclasses import dataclass
from urllib.parse import unquote

from ministack.core import iam_actions
from ministack.services import ec2, eventbridge, lambda_svc

from . import key_use

REST = ("lambda", "scheduler")
#: Calls whose right has another name.
SAME_RIGHT = {
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sns:PublishBatch": "sns:Publish",
    "lambda:Invoke": "lambda:InvokeFunction",
}


@dataclass(frozen=True)
class Check:
    action: str
    resource: str
    context: dict


@dataclass(frozen=True)
class Call:
    """A call of an API, whichever protocol it came by."""

    action: str
    path: str
    #: What a query protocol or a query string says.
    query: dict
    #: What a JSON or CBOR body says.
    body: dict
    #: A body of S3.
    xml: bytes
    region: str
    account: str

    def value(self, name):
        found = self.body.get(name, self.query.get(name, ""))
        return found[0] if isinstance(found, list) and name in self.query else found

    def values(self, name):
        found = self.body.get(name)
        if isinstance(found, list):
            return found
        return [values[0] for key, values in self.query.items() if key.startswith(f"{name}.member.")]

    def has(self, name):
        return bool(self.body.get(name)) or any(key.startswith(f"{name}.") for key in self.query)

    def arn(self, service, resource, region=None):
        return f"arn:aws:{service}:{self.region if region is None else region}:{self.account}:{resource}"


def call_of(action, path, headers, body, query, region, account):
    xml = body if body[:1] == b"<" else b""
    return Call(action, unquote(path), query, decoded(headers, body), xml, region, account)


def decoded(headers, body):
    if "cbor" in headers.get("content-type", ""):
        import cbor2

        return cbor2.loads(body) if body else {}
    try:
        found = json.loads(body) if body[:1] == b"{" else {}
    except ValueError:
        found = {}
    return found if isinstance(found, dict) else {}


def bus_of(call):
    return (call.value("EventBusName") or "default").rsplit("event-bus/", 1)[-1]


def rule(field):
    def found(call):
        bus, name = bus_of(call), call.value(field)
        return [call.arn("events", f"rule/{name}" if bus == "default" else f"rule/{bus}/{name}")]

    return found


def named(service, prefix, field, region=None):
    return lambda call: [call.arn(service, f"{prefix}{call.value(field)}", region)]


def each(service, prefix, field, region=None):
    return lambda call: [call.arn(service, f"{prefix}{name}", region) for name in call.values(field)]


def given(field):
    return lambda call: [call.value(field)]


def archive(call):
    return [call.arn("events", f"archive/{call.value('ArchiveName')}")]


def replay(call):
    return [call.arn("events", f"replay/{call.value('ReplayName')}")]


def connection(call):
    name = call.value("Name")
    found = eventbridge._connections.get(name) or {}
    return [found.get("ConnectionArn") or call.arn("events", f"connection/{name}/00000000")]


def api_destination(call):
    name = call.value("Name")
    found = eventbridge._api_destinations.get(name) or {}
    return [found.get("ApiDestinationArn") or call.arn("events", f"api-destination/{name}/00000000")]


def mapping(call):
    return [call.arn("lambda", f"event-source-mapping:{mapping_id(call)}")]


def mapping_id(call):
    return call.path.rstrip("/").rsplit("/", 1)[-1]


def schedule(call):
    group = call.value("GroupName") or call.value("groupName") or "default"
    return [call.arn("scheduler", f"schedule/{group}/{call.path.rsplit('/', 1)[-1]}")]


def schedule_group(call):
    return [call.arn("scheduler", f"schedule-group/{call.path.rsplit('/', 1)[-1]}")]


def tagged(call):
    """What stands in the path after /tags/."""
    return [call.path.split("/tags/", 1)[-1]]


def schedules_of_group(call):
    group = call.path.rsplit("/", 1)[-1]
    return [("scheduler:DeleteSchedule", call.arn("scheduler", f"schedule/{group}/*"), {})]


def tagged_by_ec2(call):
    """The resources' ARNs; the ids tell their types."""
    ids = [values[0] for key, values in call.query.items() if key.startswith("ResourceId.")]
    types = {"i": "instance"}
    return [call.arn("ec2", f"{types.get(kind, kind)}/{kind}-{rest}") for kind, rest in (id.split("-", 1) for id in ids)]


def log_stream(call):
    return [call.arn("logs", f"log-group:{call.value('logGroupName')}:log-stream:{call.value('logStreamName')}")]


_RULE = {
    "Name": ("DeleteRule", "DescribeRule", "DisableRule", "EnableRule", "PutRule"),
    "Rule": ("ListTargetsByRule", "PutTargets", "RemoveTargets"),
}
_TAGGING = ("ListTagsForResource", "TagResource", "UntagResource")

#: The resources of an action; MiniStack's for any other.
RESOURCES = {
    **{f"events:{action}": rule(field) for field, actions in _RULE.items() for action in actions},
    **{f"events:{action}": given("ResourceARN") for action in _TAGGING},
    **{
        f"events:{action}": named("events", "event-bus/", "Name")
        for action in ("CreateEventBus", "DeleteEventBus", "DescribeEventBus", "UpdateEventBus")
    },
    "events:CreateArchive": lambda call: [*archive(call), call.value("EventSourceArn")],
    **{f"events:{action}": archive for action in ("DeleteArchive", "DescribeArchive", "UpdateArchive")},
    "events:StartReplay": lambda call: [
        *replay(call), call.value("EventSourceArn"), call.value("Destination")["Arn"]
    ],
    "events:DescribeReplay": replay,
    **{f"events:{verb}Connection": connection for verb in ("Create", "Delete", "Describe", "Update")},
    **{f"events:{verb}ApiDestination": api_destination for verb in ("Delete", "Describe", "Update")},
    "events:CreateApiDestination": lambda call: [*api_destination(call), call.value("ConnectionArn")],
    "events:DescribeEventSource": lambda call: [
        f"arn:aws:events:{call.region}::event-source/{call.value('Name')}"
    ],
    # AWS adds six characters of its own.
    "secretsmanager:CreateSecret": lambda call: [call.arn("secretsmanager", f"secret:{call.value('Name')}-AbCdEf")],
    "cloudtrail:ListTags": lambda call: call.values("ResourceIdList"),
    "cloudtrail:AddTags": given("ResourceId"),
    "cloudtrail:RemoveTags": given("ResourceId"),
    **{f"sns:{action}": given("ResourceArn") for action in _TAGGING},
    "ec2:CreateTags": tagged_by_ec2,
    "ec2:CreateVpc": lambda call: [call.arn("ec2", "vpc/vpc-00000000000000000")],
    "ec2:DeleteVpc": named("ec2", "vpc/", "VpcId"),
    "logs:CreateLogStream": log_stream,
    "logs:PutLogEvents": log_stream,
    **{f"cloudwatch:{action}": given("ResourceARN") for action in _TAGGING},
    "cloudwatch:PutMetricAlarm": named("cloudwatch", "alarm:", "AlarmName"),
    "cloudwatch:DeleteAlarms": each("cloudwatch", "alarm:", "AlarmNames"),
    # Names choose among all alarms of the region.
    "cloudwatch:DescribeAlarms": lambda call: [call.arn("cloudwatch", "alarm:*")],
    "cloudwatch:PutDashboard": named("cloudwatch", "dashboard/", "DashboardName", ""),
    "cloudwatch:GetDashboard": named("cloudwatch", "dashboard/", "DashboardName", ""),
    "cloudwatch:DeleteDashboards": each("cloudwatch", "dashboard/", "DashboardNames", ""),
    "lambda:CreateFunction": named("lambda", "function:", "FunctionName"),
    "lambda:CreateEventSourceMapping": lambda call: ["*"],
    **{f"lambda:{verb}EventSourceMapping": mapping for verb in ("Delete", "Get", "Update")},
    **{f"scheduler:{verb}Schedule": schedule for verb in ("Create", "Delete", "Get", "Update")},
    **{f"scheduler:{verb}ScheduleGroup": schedule_group for verb in ("Create", "Delete", "Get")},
    **{f"scheduler:{action}": tagged for action in _TAGGING},
}


def function_arn(call, name):
    return name if name.startswith("arn:") else call.arn("lambda", f"function:{name}")


def functions_of_mapping(call):
    """The function it has, and the one it shall have; none if there is no such mapping."""
    found = lambda_svc._esms.get(mapping_id(call)) or {}
    wanted = call.value("FunctionName")
    arns = [found.get("FunctionArn"), function_arn(call, wanted) if wanted else None]
    return [{"lambda:FunctionArn": arn} for arn in dict.fromkeys(arns) if arn] or [{}]


def optional(key, value):
    return [{key: value}] if value else [{}]


#: The contexts in which an action is checked, one after the other.
CONTEXTS = {
    "lambda:CreateEventSourceMapping": lambda call: [
        {"lambda:FunctionArn": function_arn(call, call.value("FunctionName"))}
    ],
    **{f"lambda:{verb}EventSourceMapping": functions_of_mapping for verb in ("Delete", "Get", "Update")},
    "ec2:DeleteVpc": lambda call: [
        {f"aws:ResourceTag/{tag['Key']}": tag["Value"] for tag in ec2._tags.get(call.value("VpcId"), [])}
    ],
    "lambda:AddPermission": lambda call: optional("lambda:Principal", call.value("Principal")),
    "iam:CreateRole": lambda call: optional("iam:PermissionsBoundary", call.value("PermissionsBoundary")),
    "iam:PutRolePermissionsBoundary": lambda call: optional(
        "iam:PermissionsBoundary", call.value("PermissionsBoundary")
    ),
    "iam:CreateServiceLinkedRole": lambda call: optional("iam:AWSServiceName", call.value("AWSServiceName")),
    "cloudwatch:PutMetricData": lambda call: optional("cloudwatch:namespace", call.value("Namespace")),
    "sns:Subscribe": lambda call: [{"sns:Protocol": call.value("Protocol"), "sns:Endpoint": call.value("Endpoint")}],
}

#: The action that a tag at creation needs, and the parameter that has the tags.
TAGS = {
    "cloudtrail:CreateTrail": ("cloudtrail:AddTags", "TagsList"),
    "cloudwatch:PutMetricAlarm": ("cloudwatch:TagResource", "Tags"),
    "ec2:CreateVpc": ("ec2:CreateTags", "TagSpecification"),
    "events:CreateEventBus": ("events:TagResource", "Tags"),
    "events:PutRule": ("events:TagResource", "Tags"),
    "iam:CreateRole": ("iam:TagRole", "Tags"),
    "lambda:CreateEventSourceMapping": ("lambda:TagResource", "Tags"),
    "lambda:CreateFunction": ("lambda:TagResource", "Tags"),
    "logs:CreateLogGroup": ("logs:TagResource", "tags"),
    "scheduler:CreateScheduleGroup": ("scheduler:TagResource", "Tags"),
    "secretsmanager:CreateSecret": ("secretsmanager:TagResource", "Tags"),
    "sns:CreateTopic": ("sns:TagResource", "Tags"),
    "sqs:CreateQueue": ("sqs:TagQueue", "tags"),
    "ssm:PutParameter": ("ssm:AddTagsToResource", "Tags"),
}

#: The roles that a call hands to a service.
ROLES = {
    "events:PutRule": lambda call: [call.value("RoleArn")],
    "events:PutTargets": lambda call: [target.get("RoleArn") for target in call.values("Targets")],
    "lambda:CreateFunction": lambda call: [call.value("Role")],
    "lambda:UpdateFunctionConfiguration": lambda call: [call.value("Role")],
    "scheduler:CreateSchedule": lambda call: [(call.value("Target") or {}).get("RoleArn")],
    "scheduler:UpdateSchedule": lambda call: [(call.value("Target") or {}).get("RoleArn")],
}


def secret_of_connection(*actions):
    """EventBridge keeps a connection's credentials in a secret, with the rights of who calls."""

    def found(call):
        secret = call.arn("secretsmanager", f"secret:events!connection/{call.value('Name')}/00000000-AbCdEf")
        return [(f"secretsmanager:{action}", secret, {}) for action in actions]

    return found


def new_connection(call):
    """The account's first connection makes a service-linked role."""
    needed = secret_of_connection("CreateSecret")(call)
    if not eventbridge._connections:
        service = "apidestinations.events.amazonaws.com"
        role = f"arn:aws:iam::{call.account}:role/aws-service-role/{service}/AWSServiceRoleForAmazonEventBridgeApiDestinations"
        needed.append(("iam:CreateServiceLinkedRole", role, {"iam:AWSServiceName": service}))
    return needed


def versions_of_objects(call):
    """Deleting a version needs both rights."""
    bucket = call.path.strip("/").split("/")[0]
    return [("s3:DeleteObjectVersion", f"arn:aws:s3:::{bucket}/*", {})] if b"<VersionId>" in call.xml else []


def rotation_function(call):
    function = call.value("RotationLambdaARN")
    return [("lambda:InvokeFunction", function, {})] if function else []


#: What else a call needs: (action, resource, context).
FURTHER = {
    "s3:DeleteObject": versions_of_objects,
    "secretsmanager:RotateSecret": rotation_function,
    "scheduler:DeleteScheduleGroup": schedules_of_group,
    "events:CreateConnection": new_connection,
    "events:UpdateConnection": secret_of_connection("GetSecretValue", "PutSecretValue", "UpdateSecret"),
    "events:DeleteConnection": secret_of_connection("DeleteSecret"),
}


def checks(call, resource, context):
    """All that must be allowed for a call; resource and context: what MiniStack would check."""
    resources = RESOURCES[call.action](call) if call.action in RESOURCES else [resource]
    contexts = CONTEXTS[call.action](call) if call.action in CONTEXTS else [{}]
    found = [Check(call.action, arn, {**context, **more}) for arn in resources for more in contexts]
    tag_action, tags = TAGS.get(call.action, (None, ""))
    if tag_action and call.has(tags):
        tagged = resources[0] if resources[0] != "*" else call.arn("lambda", "event-source-mapping:new")
        creation = {"ec2:CreateAction": call.action.split(":")[1]} if tag_action.startswith("ec2:") else {}
        found.append(Check(tag_action, tagged, {**context, **creation}))
    service = f"{call.action.split(':')[0]}.amazonaws.com"
    for role in ROLES.get(call.action, lambda _: [])(call):
        if role:
            found.append(Check("iam:PassRole", role, {"iam:PassedToService": service}))
    found += [Check(*needed) for needed in FURTHER.get(call.action, lambda _: [])(call)]
    found += [Check(*needed) for needed in key_use.needed_by_caller(call, resources[0])]
    return found


def apply():
    extract = iam_actions.extract_iam_action
    # Their operations by method and path, as botocore's models have them.
    iam_actions._BOTOCORE_SERVICE_MAP["lambda"] = ["lambda"]

    def extract_iam_action(service, method, path, headers, body, query_params):
        operation = service in REST and iam_actions._match_rest_action(service, method, unquote(path), query_params)
        found = extract(service, method, path, headers, body, query_params)
        action = f"{service}:{operation}" if operation else found
        return SAME_RIGHT.get(action, action)

    iam_actions.extract_iam_action = extract_iam_action

"""Which key a call or a delivery needs, and for what, for the patches beside it.

AWS: what is encrypted with a customer managed key is only read and written by whom the key's policy lets; a key that AWS
manages (alias/aws/…) lets the account's own users and roles in, and no service.
"""

from ministack.services import kms, kinesis, lambda_svc, secretsmanager, sns, sqs

from . import decisions

SEND = ("kms:GenerateDataKey", "kms:Decrypt")
RECEIVE = ("kms:Decrypt",)
MANAGED_BY_AWS = "alias/aws/"


def key_of_queue(arn):
    queue = sqs._queue_by_arn(arn)
    return queue and queue["attributes"].get("KmsMasterKeyId")


def key_of_topic(arn):
    topic = sns._topic_by_arn_any_scope(arn)
    return topic and topic.get("attributes", {}).get("KmsMasterKeyId")


def key_of_secret(arn):
    _, secret = secretsmanager._resolve(arn)
    return secret and secret.get("KmsKeyId")


def key_of_stream(arn):
    stream = kinesis._streams.get(arn.rsplit("/", 1)[-1])
    return stream and stream.get("KeyId")


def key_of_function(arn):
    function = lambda_svc._functions.get(arn.split(":function:", 1)[-1].split(":")[0])
    return function and function["config"].get("KMSKeyArn")


def key_asked_for(field):
    """The key of what is about to be created."""
    return lambda call, _resource: call.value(field)


def key_of(find):
    return lambda _call, resource: find(resource)


#: What a call's caller needs of which key.
NEEDS = {
    "sqs:SendMessage": (key_of(key_of_queue), SEND),
    "sqs:ReceiveMessage": (key_of(key_of_queue), RECEIVE),
    "sns:Publish": (key_of(key_of_topic), SEND),
    "secretsmanager:CreateSecret": (key_asked_for("KmsKeyId"), SEND),
    "secretsmanager:PutSecretValue": (key_of(key_of_secret), SEND),
    "secretsmanager:GetSecretValue": (key_of(key_of_secret), RECEIVE),
    "kinesis:PutRecord": (key_of(key_of_stream), ("kms:GenerateDataKey",)),
    "kinesis:PutRecords": (key_of(key_of_stream), ("kms:GenerateDataKey",)),
    "lambda:CreateFunction": (key_asked_for("KMSKeyArn"), ("kms:CreateGrant", "kms:Encrypt")),
    "lambda:UpdateFunctionConfiguration": (key_asked_for("KMSKeyArn"), ("kms:CreateGrant", "kms:Encrypt")),
    "lambda:GetFunction": (key_of(key_of_function), RECEIVE),
    "lambda:GetFunctionConfiguration": (key_of(key_of_function), RECEIVE),
}


def arn_of(key):
    """The ARN of a key's id, alias or ARN; None where AWS manages it or it is none."""
    if not key or MANAGED_BY_AWS in key:
        return None
    record = kms._resolve_key(key)
    return record["Arn"] if record else key


def needed_by_caller(call, resource):
    find, actions = NEEDS.get(call.action, (None, ()))
    key = arn_of(find(call, resource)) if find else None
    if key is None:
        return
    service = call.action.split(":")[0]
    via = {"kms:ViaService": f"{service}.{call.region}.amazonaws.com", "kms:CallerAccount": call.account}
    for action in actions:
        grant = {"kms:GrantIsForAWSResource": "true"} if action == "kms:CreateGrant" else {}
        yield action, key, {**via, **grant}


def refused_to_service(service, key, actions, context):
    """The first of the actions that an AWS service is refused with a key; None if it has none, or may all."""
    if key and MANAGED_BY_AWS in key:
        return actions[0]
    return _refused(key, actions, lambda action, arn: decisions.ask_service(service, action, arn, context))


def refused_to_role(role, session, key, actions, context):
    """The same of a role that a service assumed."""
    return _refused(key, actions, lambda action, arn: decisions.ask_role(role, session, action, arn, context))


def _refused(key, actions, ask):
    arn = arn_of(key)
    if arn is None:
        return None
    return next((action for action in actions if ask(action, arn) != decisions.ALLOW), None)

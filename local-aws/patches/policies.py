"""Finds the policies of principals and resources, for the patches beside it."""

import json

from evaluate import BOUNDARY, IDENTITY, LOG_POLICIES, RESOURCE, Policy
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id
from ministack.services import cloudwatch_logs, eventbridge, iam, kms, lambda_svc, s3, secretsmanager, sns, sqs


def find(kind, of):
    return [policy.document for policy in named(kind, of)]


def named(kind, of):
    """The policies of a kind of a principal or resource, in the account of this request."""
    source = {IDENTITY: identity, BOUNDARY: boundary, RESOURCE: resource}[kind]
    return [
        Policy(name, kind, of, json.loads(document) if isinstance(document, str) else document)
        for name, document in source(of)
        if document
    ]


def entity(arn):
    """MiniStack's record of the user or role."""
    kind, _, name = arn.partition(":user/" if ":user/" in arn else ":role/")
    account, name = kind.split(":")[4], name.rsplit("/", 1)[-1]
    store = iam._users if ":user/" in arn else iam._roles
    return store.get_scoped(account, None, name), account, name


def identity(arn):
    record, account, name = entity(arn)
    if record is None:
        return
    inline = iam._user_inline_policies.get_scoped(account, None, name) if ":user/" in arn else record["InlinePolicies"]
    for policy_name, document in (inline or {}).items():
        yield f"{arn} {policy_name}", document
    for policy_arn in record.get("AttachedPolicies", []):
        yield f"{arn} {policy_arn}", iam_evaluator._resolve_managed_policy_document(policy_arn, account)


def boundary(arn):
    record, account, _ = entity(arn)
    policy_arn = (record or {}).get("PermissionsBoundary")
    if policy_arn:
        # A boundary that is gone allows nothing.
        document = iam_evaluator._resolve_managed_policy_document(policy_arn, account) or {"Statement": []}
        yield f"{arn} boundary", document


def resource(of):
    if of == LOG_POLICIES:
        for name, policy in cloudwatch_logs._resource_policies.items():
            yield f"logs {name}", policy["policyDocument"]
        return
    service = of.split(":")[2] if of.startswith("arn:") else ""
    lookup = _LOOKUPS.get(service)
    if lookup:
        yield of, lookup(of)


def trust_policy(arn):
    return (entity(arn)[0] or {}).get("AssumeRolePolicyDocument") if ":role/" in arn else None


def policy_of(found):
    """What MiniStack's …_policy_for_arn functions give."""
    return found[0] if found else None


def bus_policy(arn):
    _, _, _, region, account, bus = arn.split(":", 5)
    if not bus.startswith("event-bus/"):
        return None
    return eventbridge._event_bus_policies.get_scoped(account, region, bus.removeprefix("event-bus/"))


_LOOKUPS = {
    "iam": trust_policy,
    "sqs": lambda arn: policy_of(sqs.queue_policy_for_arn(arn)),
    "sns": lambda arn: policy_of(sns.topic_policy_for_arn(arn)),
    "s3": lambda arn: policy_of(s3.bucket_policy_for_arn(arn)),
    "lambda": lambda arn: policy_of(lambda_svc.function_policy_for_arn(arn)),
    "kms": lambda arn: policy_of(kms.key_policy_for_arn(arn)),
    "secretsmanager": lambda arn: policy_of(secretsmanager.secret_policy_for_arn(arn)),
    "events": bus_policy,
}


def everything():
    """Every policy of this request's account and region."""
    account = get_account_id()
    roles = [f"arn:aws:iam::{account}:role/{name}" for name in iam._roles]
    users = [f"arn:aws:iam::{account}:user/{name}" for name in iam._users]
    resources = [
        LOG_POLICIES,
        *roles,
        *(queue["attributes"]["QueueArn"] for queue in sqs._queues.values()),
        *sns._topics,
        *(f"arn:aws:s3:::{name}" for name in s3._buckets),
        *(function["config"]["FunctionArn"] for function in lambda_svc._functions.values()),
        *(key["Arn"] for key in kms._keys.values()),
        *(secret["ARN"] for secret in secretsmanager._secrets.values()),
        *(bus["Arn"] for bus in eventbridge._event_buses.values()),
    ]
    keys = [(kind, arn) for kind in (IDENTITY, BOUNDARY) for arn in roles + users]
    keys += [(RESOURCE, of) for of in resources]
    return [policy for key in keys for policy in named(*key)]

"""Decides requests by policies, as the local AWS decides them.

    .venv/bin/python evaluate.py < question.json > answer.json

question: {"policies": [{"name", "kind", "of", "document"}], "requests": [...], "variants": [{name: document or null}]}
answer:   {"decisions": ["Allow" | "Deny" | "ImplicitDeny", one a request], "variants": [decisions, one a variant]}

A policy's kind is "identity" or "boundary" (of: the ARN of a user or role) or "resource" (of: the ARN of a queue, topic,
function, bucket, key, secret or event bus, of a role for its trust policy, or "logs" for the log resource policies). In a
variant, a policy has another document, or none. Requests are as GET /_local/decisions records them.
"""

import json
import sys
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ministack.core import iam_evaluator
from ministack.core.iam_evaluator import EvalContext, combine_resource_policy, parse_policy_document

IDENTITY, BOUNDARY, RESOURCE = "identity", "boundary", "resource"
LOG_POLICIES = "logs"
ROOT = "Root"
SERVICE = "Service"


@dataclass(frozen=True)
class Policy:
    """A policy document of a principal or a resource."""

    name: str
    kind: str
    of: str
    document: dict


def identity_of(principal):
    """The user or role behind a caller's ARN: a session's role without path."""
    if ":assumed-role/" not in principal:
        return principal
    role = principal.split(":assumed-role/", 1)[1].split("/")[0]
    return f"arn:aws:iam::{principal.split(':')[4]}:role/{role}"


def resource_key(action, resource):
    """Under what a resource's policies are found."""
    if action.startswith("logs:"):
        return LOG_POLICIES
    if action.startswith("s3:"):
        return resource.split("/", 1)[0]
    return resource


def context_of(request):
    """What MiniStack's evaluator asks of a request."""
    service = request["type"] == SERVICE
    return EvalContext(
        # An account's number or root in a policy is no service; "*" is everybody.
        principal_arn="*" if service else request["principal"],
        principal_type=request["type"],
        principal_account="" if service else request["account"],
        action=request["action"],
        resource_arn=request["resource"],
        region=request["region"],
        source_ip="127.0.0.1",
        secure_transport=request["secure"],
        service_context=request["context"],
    )


def decide(request, find, parse=parse_policy_document):
    """
    "Allow", "Deny" (by a statement) or "ImplicitDeny".

    find(kind, of) gives the documents of a principal's or resource's policies.
    """
    context = context_of(request)
    on_resource = merged(find(RESOURCE, resource_key(request["action"], request["resource"])))
    if request["type"] == SERVICE:
        return iam_evaluator.evaluate_resource_policy(on_resource, context, service=request["principal"]).decision
    who = identity_of(request["principal"])
    boundary = find(BOUNDARY, who)
    limits = [[parse(document) for document in boundary]] if boundary else []
    result = iam_evaluator.evaluate(context, [parse(document) for document in find(IDENTITY, who)], *limits)
    key = request["action"].startswith("kms:")
    # A trust policy is asked by sts:AssumeRole alone; a role that is only managed has no say in that.
    trust = ":role/" in request["resource"] and request["action"] != "sts:AssumeRole"
    owner = request["resource"].split(":")[4] if request["resource"].count(":") > 4 else ""
    # A resource of another account lets nobody in without a policy.
    foreign = owner.isdigit() and owner != request["account"]
    if (on_resource is not None or foreign) and not trust or key:
        result = combine_resource_policy(
            result, context, on_resource, owner or request["account"], required=key, limits=limits
        )
    return result.decision


def merged(documents):
    """One document of several; None of none."""
    if not documents:
        return None
    return {"Statement": [statement for document in documents for statement in statements_of(document)]}


class Policies:
    """Policies by whom they concern, with the names of those that a decision read."""

    def __init__(self, policies):
        self.by_key = {}
        for policy in policies:
            self.by_key.setdefault((policy.kind, policy.of), []).append(policy)
        self.read = set()
        self.variant = {}
        self.parsed = {}

    def find(self, kind, of):
        found = self.by_key.get((kind, of), [])
        self.read |= {policy.name for policy in found}
        documents = [self.variant.get(policy.name, policy.document) for policy in found]
        return [document for document in documents if document is not None]

    def parse(self, document):
        """Parses a document once; all of them live as long as the question."""
        if id(document) not in self.parsed:
            self.parsed[id(document)] = parse_policy_document(document)
        return self.parsed[id(document)]


def statements_of(document):
    found = (document or {}).get("Statement", [])
    return [found] if isinstance(found, dict) else found


def actions_of_change(before, after):
    """The actions, as patterns, of the statements that only one of two documents has."""
    one, other = statements_of(before), statements_of(after)
    changed = [found for found in one if found not in other] + [found for found in other if found not in one]
    for statement in changed:
        actions = statement.get("Action", "*")
        yield from [actions] if isinstance(actions, str) else actions


def is_one_of(action, patterns):
    return any(fnmatchcase(action.lower(), pattern.lower()) for pattern in patterns)


def answer(question):
    policies = Policies(Policy(**policy) for policy in question["policies"])
    documents = {policy["name"]: policy["document"] for policy in question["policies"]}
    requests = question["requests"]
    decisions, readers = [], {}
    for index, request in enumerate(requests):
        policies.read = set()
        decisions.append(decide(request, policies.find, policies.parse))
        for name in policies.read:
            readers.setdefault(name, []).append(index)
    variants = []
    for variant in question.get("variants", []):
        policies.variant = variant
        changed = list(decisions)
        actions = {action for name in variant for action in actions_of_change(documents[name], variant[name])}
        # Who did not read a policy, or asked for something else, does not notice that it is another.
        for index in sorted({index for name in variant for index in readers.get(name, [])}):
            if not is_one_of(requests[index]["action"], actions):
                continue
            changed[index] = decide(requests[index], policies.find, policies.parse)
        variants.append(changed)
    return {"decisions": decisions, "variants": variants}


if __name__ == "__main__":
    json.dump(answer(json.load(sys.stdin)), sys.stdout)

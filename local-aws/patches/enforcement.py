"""Every call is checked for all that it needs, and remembered.

AWS: a call is refused unless policies allow each of its checks; the refusal names the one that failed.
MiniStack: checks one action and one resource a call.
"""

from contextvars import ContextVar

from evaluate import ROOT
from ministack.core import iam_actions, iam_evaluator
from ministack.core.iam_evaluator import EvalResult
from ministack.core.responses import get_account_id

from . import decisions
from .api_calls import Check, call_of, checks

_call = ContextVar("the call that is checked", default=None)
_failed = ContextVar("the check that failed", default=None)
_asked = ContextVar("what the evaluator was asked", default=None)


def request_of(context):
    """A request as evaluate.py reads it."""
    return {
        "principal": context.principal_arn,
        "type": context.principal_type,
        "account": context.principal_account,
        "action": context.action,
        "resource": context.resource_arn,
        "region": context.region,
        "secure": context.secure_transport,
        "context": {**context.principal_keys, **context.service_context},
    }


def apply():
    enforce, evaluate = iam_evaluator.enforce, iam_evaluator.evaluate
    extract = iam_actions.extract_resource_arn
    answer = iam_actions.access_denied_response

    def extract_resource_arn(service, method, path, headers, body, query_params, region, account_id):
        resource = extract(service, method, path, headers, body, query_params, region, account_id)
        action = iam_actions.extract_iam_action(service, method, path, headers, body, query_params)
        _call.set(call_of(action, path, headers, body, query_params, region, account_id) if action else None)
        return resource

    def note_question(context, *policies):
        if _asked.get() is None:
            _asked.set(context)
        return evaluate(context, *policies)

    def enforce_one(access_key_id, check, service, region):
        _asked.set(None)
        denied = enforce(access_key_id, check.action, service, region, check.resource, check.context)
        asked = _asked.get()
        if asked is not None and asked.principal_type != ROOT:
            decisions.remember(request_of(asked), denied.decision if isinstance(denied, EvalResult) else "Allow")
        return denied

    def enforce_all(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        call, context = _call.get(), service_context or {}
        _failed.set(None)
        if call is None or call.action != iam_action:
            needed = [Check(iam_action, resource_arn, context)]
        else:
            needed = checks(call, resource_arn, context)
        for check in needed:
            # A check may be of another service than the call, whose resource's policy counts.
            of_call = check.action.split(":")[0] == iam_action.split(":")[0]
            denied = enforce_one(access_key_id, check, service if of_call else check.action.split(":")[0], region)
            if denied:
                _failed.set(check)
                return denied
        return None

    def access_denied_response(service, action, principal_arn, request_id, **rest):
        failed = _failed.get()
        if failed and not rest.get("error_code") and failed.action != action:
            action, rest = failed.action, {**rest, "resource_arn": failed.resource}
        return answer(service, action, principal_arn, request_id, **rest)

    iam_actions.extract_resource_arn = extract_resource_arn
    iam_actions.access_denied_response = access_denied_response
    iam_evaluator.evaluate = note_question
    iam_evaluator.enforce = enforce_all

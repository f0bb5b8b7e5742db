"""Asks policies for the patches beside it, and remembers what was asked and answered (GET /_local/decisions)."""

import json
import threading
import time

from evaluate import SERVICE, decide
from ministack.core.responses import get_account_id, get_region

from . import policies, settings

ALLOW = "Allow"
_lock = threading.Lock()
_requests = {}
_counts = {}
_deliveries = []
_lost = []


def ask(action, resource, *, principal, principal_type, context=None):
    """Decides a request; "Allow" without a look where nothing is enforced."""
    if not settings.get("enforce"):
        return ALLOW
    request = {
        "principal": principal,
        "type": principal_type,
        "account": get_account_id(),
        "action": action,
        "resource": resource,
        "region": get_region(),
        "secure": True,
        "context": {key.lower(): value for key, value in (context or {}).items()},
    }
    decision = decide(request, policies.find)
    remember(request, decision)
    return decision


def ask_service(service, action, resource, context=None):
    """May an AWS service ("events.amazonaws.com") do so? The resource's own policy says."""
    return ask(action, resource, principal=service, principal_type=SERVICE, context=context)


def ask_role(role_arn, session, action, resource, context=None):
    """May a role that a service assumed do so?"""
    account, role = role_arn.split(":")[4], role_arn.rsplit("/", 1)[-1]
    principal = f"arn:aws:sts::{account}:assumed-role/{role}/{session}"
    return ask(action, resource, principal=principal, principal_type="AssumedRole", context=context)


def remember(request, decision):
    key = json.dumps([request, decision], sort_keys=True)
    now = time.time()
    with _lock:
        found = _requests.setdefault(key, {**request, "decision": decision, "count": 0, "firstAt": now})
        found["count"] += 1
        found["lastAt"] = now


def count(outcome):
    """outcome: "delivered", "retried", "refused", "deadLettered" or "lost"."""
    with _lock:
        _counts[outcome] = _counts.get(outcome, 0) + 1


def note_end(outcome, delivery):
    """A delivery has ended: "delivered", "deadLettered" or "lost"; delivery says whose event it was."""
    count(outcome)
    with _lock:
        _deliveries.append({**delivery, "outcome": outcome, "at": time.time()})


def note_lost(event):
    """What of the event, its rule and target tells how it was lost."""
    with _lock:
        _lost.append({**event, "at": time.time()})


def clear():
    with _lock:
        _requests.clear()
        _counts.clear()
        _deliveries.clear()
        _lost.clear()


def deliveries():
    with _lock:
        return list(_deliveries)


def report():
    with _lock:
        requests = list(_requests.values())
        outcomes = ("delivered", "retried", "refused", "deadLettered", "lost")
        return {
            "evaluated": sum(request["count"] for request in requests),
            "refused": sum(request["count"] for request in requests if request["decision"] != ALLOW),
            "requests": requests,
            "deliveries": {outcome: _counts.get(outcome, 0) for outcome in outcomes},
            "lost": list(_lost),
        }

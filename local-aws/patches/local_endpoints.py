"""Answers what AWS has no API for, under /_local/.

AWS: nothing of the kind.
Here: GET /_local/decisions (what policies were asked, what they said, what became of deliveries; DELETE forgets it),
GET /_local/deliveries (how each delivery ended), GET /_local/policies (every policy there is, for evaluate.py), GET and PUT /_local/settings (a JSON object as text of the
query parameter "values").
"""

import json

import ministack.app as app
from ministack.core.responses import set_request_account_id

from . import decisions, policies, settings


def settings_of(method, query):
    return settings.update_by_text(query.get("values", [""])[0] if method == "PUT" else "")


def decisions_of(method, _query):
    if method == "DELETE":
        decisions.clear()
    return decisions.report()


def policies_of(_method, query):
    set_request_account_id(query.get("account", [""])[0])
    return [policy.__dict__ for policy in policies.everything()]


def deliveries_of(_method, _query):
    return decisions.deliveries()


ENDPOINTS = {
    "settings": settings_of,
    "decisions": decisions_of,
    "deliveries": deliveries_of,
    "policies": policies_of,
}


def apply():
    handle = app._handle_pre_body_request

    async def handle_pre_body_request(method, path, headers, query_params, request_id):
        endpoint = ENDPOINTS.get(path.removeprefix("/_local/")) if path.startswith("/_local/") else None
        if endpoint is None:
            return await handle(method, path, headers, query_params, request_id)
        try:
            status, answer = 200, endpoint(method, query_params)
        except ValueError as error:
            status, answer = 400, {"message": str(error)}
        return status, {"Content-Type": "application/json"}, json.dumps(answer).encode()

    app._handle_pre_body_request = handle_pre_body_request

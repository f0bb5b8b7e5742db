"""An event source mapping takes its time to change (setting mappingDelay).

AWS: a mapping is "Creating", "Enabling", "Disabling", "Updating" or "Deleting" for up to a minute. Until it is "Disabled" it
goes on receiving; meanwhile it takes no other change (ResourceInUseException).
MiniStack: changes at once.
"""

import time

from ministack.core.responses import error_response_json
from ministack.services import lambda_svc

from . import settings

_CHANGE = "change"
SETTLED = ("Enabled", "Disabled")


def settle(mapping):
    """Ends a change whose time is over."""
    change = mapping.get(_CHANGE)
    if change and change["until"] <= time.time():
        del mapping[_CHANGE]
        mapping.update(change["then"])


def begin(mapping, state, then):
    delay = settings.get("mappingDelay")
    mapping[_CHANGE] = {"until": time.time() + delay, "then": then}
    mapping["State"] = state
    settle(mapping)


def find(mapping_id):
    mapping = lambda_svc._esms.get(mapping_id)
    if mapping:
        settle(mapping)
        if mapping["State"] == "Deleted":
            lambda_svc._esms.pop(mapping_id, None)
    return mapping


def in_use(mapping_id):
    mapping = find(mapping_id)
    if mapping and mapping["State"] not in (*SETTLED, "Deleted"):
        message = f"Cannot update the event source mapping because it is in use: it is {mapping['State']}."
        return error_response_json("ResourceInUseException", message, 400)
    return None


def shown(mapping):
    return {name: value for name, value in mapping.items() if name != _CHANGE}


def apply():
    create, get, listed = lambda_svc._create_esm, lambda_svc._get_esm, lambda_svc._list_esms
    update, delete = lambda_svc._update_esm, lambda_svc._delete_esm
    iterate, response = lambda_svc._iter_all_esms, lambda_svc._esm_response

    def create_mapping(data):
        before = set(lambda_svc._esms)
        answer = create(data)
        for mapping_id in set(lambda_svc._esms) - before:
            mapping = lambda_svc._esms[mapping_id]
            then = {"State": mapping["State"], "Enabled": mapping["Enabled"]}
            mapping["Enabled"] = False
            begin(mapping, "Creating", then)
            return answer[0], answer[1], lambda_svc.json_response(response_of(mapping))[2]
        return answer

    def get_mapping(mapping_id):
        find(mapping_id)
        return get(mapping_id)

    def list_mappings(query):
        for mapping_id in list(lambda_svc._esms):
            find(mapping_id)
        return listed(query)

    def update_mapping(mapping_id, data):
        refused = in_use(mapping_id)
        if refused:
            return refused
        mapping = lambda_svc._esms.get(mapping_id)
        before = dict(mapping or {})
        answer = update(mapping_id, data)
        if answer[0] != 200:
            return answer
        then = {"State": mapping["State"], "Enabled": mapping["Enabled"]}
        state = "Updating"
        if mapping["Enabled"] != before["Enabled"]:
            state = "Enabling" if mapping["Enabled"] else "Disabling"
        # Whichever it was it is until the change is done.
        mapping["Enabled"] = before["Enabled"]
        begin(mapping, state, then)
        return lambda_svc.json_response(response_of(mapping), 202)

    def delete_mapping(mapping_id):
        refused = in_use(mapping_id)
        if refused:
            return refused
        mapping = lambda_svc._esms.get(mapping_id)
        if not mapping or not settings.get("mappingDelay"):
            return delete(mapping_id)
        mapping["Enabled"] = False
        begin(mapping, "Deleting", {"State": "Deleted"})
        return lambda_svc.json_response(response_of(mapping), 202)

    def iterate_settled():
        for account, region, mapping in iterate():
            settle(mapping)
            yield account, region, mapping

    def response_of(mapping):
        return response(shown(mapping))

    lambda_svc._create_esm, lambda_svc._get_esm, lambda_svc._list_esms = create_mapping, get_mapping, list_mappings
    lambda_svc._update_esm, lambda_svc._delete_esm = update_mapping, delete_mapping
    lambda_svc._iter_all_esms, lambda_svc._esm_response = iterate_settled, response_of

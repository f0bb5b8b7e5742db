"""A call that a client repeats because it got no answer is not worked on again.

AWS: hardly ever loses the answer to a call that it has worked on.
MiniStack: may lose one on a busy computer; the SDK repeats the call, and what it creates "already exists".
Here: each attempt of an SDK's call has the same "amz-sdk-invocation-id"; once one succeeded, the next ones get its answer. The
log says so ("Answered again"), and has a line for each answer of 500 and above, after which an SDK repeats a call, too.
"""

import logging
from collections import OrderedDict

import ministack.app as app

REMEMBERED = 1_000
_answers = OrderedDict()
_log = logging.getLogger("local_aws")


def apply():
    dispatch = app._dispatch_service_request

    async def answer_once(method, path, headers, body, query_params, request_id):
        call = headers.get("amz-sdk-invocation-id")
        text = f"{method} {path} {headers.get('x-amz-target', '')} {body[:100]} {headers.get('amz-sdk-request', '')}"
        if call in _answers:
            _log.warning("Answered again: %s", text)
            status, answer_headers, answer = _answers[call]
            return status, dict(answer_headers), answer
        status, answer_headers, answer = await dispatch(method, path, headers, body, query_params, request_id)
        if status >= 500:
            _log.warning("Answered %s: %s", status, text)
        if call and status < 400 and isinstance(answer, (bytes, str)):
            _answers[call] = status, dict(answer_headers), answer
            if len(_answers) > REMEMBERED:
                _answers.popitem(last=False)
        return status, answer_headers, answer

    app._dispatch_service_request = answer_once

"""A call from this computer counts as one over TLS.

AWS: endpoints have certificates that everybody trusts; aws:SecureTransport is false for plain http.
MiniStack: takes http, and calls it insecure, so that a policy that denies it denies everything.
Here: what comes from this computer was seen by nobody, so it counts as secure, which saves every client a certificate. A
call with the header "x-forwarded-proto: http" counts as plain http, so that a test can play one.
"""


from contextvars import ContextVar

import ministack.app as app
from ministack.core import iam_evaluator


def apply():
    pin, route = iam_evaluator.pin_request_origin, app._handle_pre_body_request
    # What MiniStack does of its own accord, after a call or between two, comes from this computer, too.
    iam_evaluator._request_origin = ContextVar("ministack_request_origin", default=("127.0.0.1", True))
    app.pin_request_origin = lambda source_ip, _secure: pin(source_ip, True)

    async def handle_pre_body_request(method, path, headers, query_params, request_id):
        if headers.get("x-forwarded-proto") == "http":
            pin("127.0.0.1", False)
        return await route(method, path, headers, query_params, request_id)

    app._handle_pre_body_request = handle_pre_body_request

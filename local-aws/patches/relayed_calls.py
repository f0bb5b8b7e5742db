"""A call that a test has relayed is believed to be of whom its key is.

AWS: a signature is of the host and the body of a call.
MiniStack: the same, where it enforces policies.
Here: a test may stand between a function and AWS, to let calls fail or to shorten their waits; what it passes on has the
header "x-local-relayed: 1".
"""

import ministack.app as app
from ministack.core import iam_evaluator


def apply():
    pin = app.pin_signed_request

    def pin_unless_relayed(method, raw_path, query_params, raw_headers, handshake=False):
        pin(method, raw_path, query_params, raw_headers, handshake)
        if (b"x-local-relayed", b"1") in [tuple(header) for header in raw_headers]:
            iam_evaluator._signed_request.set(None)

    app.pin_signed_request = pin_unless_relayed

"""Prints what parliament finds in policies, as JSON: [{"policy", "issue", "detail"}].

    python lint.py FILE        FILE: [{"name", "document"}] as JSON
"""

import json
import sys
import warnings

warnings.filterwarnings("ignore", "pkg_resources is deprecated")

from parliament import analyze_policy_string  # noqa: E402


def text_of(detail):
    return detail if isinstance(detail, str) else json.dumps(detail, sort_keys=True)


with open(sys.argv[1]) as file:
    policies = json.load(file)
json.dump(
    [
        {"policy": policy["name"], "issue": found.issue, "detail": text_of(found.detail)}
        for policy in policies
        for found in analyze_policy_string(json.dumps(policy["document"])).findings
    ],
    sys.stdout,
)

"""What a test chose of this local AWS: StartOptions of local-aws.ts, read and changed at /_local/settings."""

import json

_values = {
    # Policies are evaluated: of users, roles, resources and keys.
    "enforce": True,
    # Seconds until a queue's changed policy takes effect. AWS: up to 60.
    "policyDelay": 0,
    # Seconds before EventBridge's first retry; each next one waits twice as long, 60 at most.
    "retryInterval": 1,
    # Seconds that an event source mapping is "Enabling" and "Disabling". AWS: up to a minute.
    "mappingDelay": 0,
}


def get(name):
    return _values[name]


def update(values):
    unknown = values.keys() - _values.keys()
    if unknown:
        raise ValueError(f"unknown setting {', '.join(sorted(unknown))}; there are {', '.join(_values)}")
    _values.update(values)
    return dict(_values)


def update_by_text(text):
    return update(json.loads(text or "{}"))

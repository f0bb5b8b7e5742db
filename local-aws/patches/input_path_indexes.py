"""An input transformer's path, and an input path, may pick an array's element.

AWS: "$.resources[0]" and "$.detail.items[0].id" are valid in InputPathsMap and InputPath.
MiniStack: follows names only, and puts an empty text instead.
"""

import json
import re
from types import SimpleNamespace

from ministack.services import eventbridge


class Indexed(dict):
    """A dict whose key "name[2]" is element 2 of the list under "name"."""

    def __missing__(self, key):
        step = re.fullmatch(r"(.+)\[(\d+)\]", key)
        if step is None:
            raise KeyError(key)
        return self[step[1]][int(step[2])]


def indexed(event):
    return json.loads(json.dumps(event), object_hook=Indexed)


def at_path(event, path, default):
    """What a path such as "$.detail.items[0]" leads to."""
    found = indexed(event)
    try:
        for name in filter(None, path.removeprefix("$").split(".")):
            found = found[name]
    except (KeyError, IndexError, TypeError):
        return default
    return found


def apply():
    transform = eventbridge._apply_input_transformer

    def apply_input_transformer(transformer, rule, view):
        event = indexed(view.event_with_detail())
        return transform(transformer, rule, SimpleNamespace(event_with_detail=lambda: event, envelope=view.envelope))

    eventbridge._apply_input_transformer = apply_input_transformer

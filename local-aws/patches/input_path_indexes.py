"""An input transformer's path may pick an array's element.

AWS: "$.resources[0]" and "$.detail.items[0].id" are valid in InputPathsMap.
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


def apply():
    transform = eventbridge._apply_input_transformer

    def apply_input_transformer(transformer, rule, view):
        event = json.loads(json.dumps(view.event_with_detail()), object_hook=Indexed)
        indexed = SimpleNamespace(event_with_detail=lambda: event, envelope=view.envelope)
        return transform(transformer, rule, indexed)

    eventbridge._apply_input_transformer = apply_input_transformer

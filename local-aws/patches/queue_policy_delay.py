"""A queue's changed policy takes effect later, if a test wants so (setting policyDelay).

AWS: a change of a queue's attributes takes up to 60 seconds to hold.
MiniStack: a change holds at once.
Here: for services that send to the queue. GetQueueAttributes shows the new policy at once, as AWS does.
"""

import time

from ministack.services import sqs

from . import settings

_HISTORY = "policy history"


def policy_in_effect(queue):
    now = time.time()
    for since, policy in reversed(queue.get(_HISTORY, [])):
        if since <= now:
            return policy
    return queue["attributes"].get("Policy") or ""


def apply():
    set_attributes = sqs._act_set_queue_attributes
    find = sqs.queue_policy_for_arn

    def set_queue_attributes(data, url):
        queue = sqs._get_q(data.get("QueueUrl", url))
        before = policy_in_effect(queue)
        answer = set_attributes(data, url)
        if "Policy" in (data.get("Attributes") or {}):
            history = queue.setdefault(_HISTORY, [(0, before)])
            history.append((time.time() + settings.get("policyDelay"), queue["attributes"].get("Policy") or ""))
        return answer

    def queue_policy_for_arn(queue_arn):
        found, queue = find(queue_arn), sqs._queue_by_arn(queue_arn)
        return (policy_in_effect(queue), found[1]) if found else None

    sqs._HANDLERS["SetQueueAttributes"] = set_queue_attributes
    sqs.queue_policy_for_arn = queue_policy_for_arn

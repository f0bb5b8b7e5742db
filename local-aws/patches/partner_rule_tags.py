"""Rules of a partner's bus can be tagged.

AWS: the ARN of such a rule has slashes in its bus name: rule/aws.partner/scalr.com/<account>/<integration>/<rule>.
MiniStack: reads rule/<bus>/<rule> only, and answers that the rule does not exist.
"""

from ministack.services import eventbridge


def apply():
    resolve = eventbridge._resolve_taggable_events_arn

    def resolve_taggable_events_arn(arn):
        if any(rule["Arn"] == arn for rule in eventbridge._rules.values()):
            return arn, None
        return resolve(arn)

    eventbridge._resolve_taggable_events_arn = resolve_taggable_events_arn

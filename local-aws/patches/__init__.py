"""What MiniStack lacks of AWS and this project needs: one module a difference, each with apply()."""

from . import (
    alarm_descriptions,
    api_destination_servers,
    aws_event_sources,
    cloudtrail_events,
    ec2_events,
    input_path_indexes,
    log_group_targets,
    partner_event_delivery,
    partner_event_sources,
    partner_rule_tags,
    query_definitions,
    stream_targets,
    trail_tags,
)

PATCHES = (
    aws_event_sources,
    partner_event_sources,
    partner_event_delivery,
    partner_rule_tags,
    log_group_targets,
    stream_targets,
    api_destination_servers,
    input_path_indexes,
    alarm_descriptions,
    trail_tags,
    query_definitions,
    ec2_events,
    cloudtrail_events,
)


def apply_all():
    for patch in PATCHES:
        patch.apply()

"""Checks AWS CLI commands against botocore's service models.

Reads a JSON list of argument lists (without "aws") and prints one of problems.
"""

import json
import sys

import botocore.session
from botocore import xform_name

GLOBAL_OPTIONS = {"query", "output", "region", "profile", "no-cli-pager", "max-items", "page-size", "starting-token"}


def problems(session, arguments):
    service, operation, *rest = arguments
    if service not in session.get_available_services():
        return [f"no service {service}"]
    model = session.get_service_model(service)
    names = {xform_name(name, "-"): name for name in model.operation_names}
    if operation not in names:
        return [f"{service} has no operation {operation}"]
    shape = model.operation_model(names[operation]).input_shape
    members = {xform_name(name, "-"): member for name, member in shape.members.items()} if shape else {}
    required = {xform_name(name, "-") for name in shape.required_members} if shape else set()

    options = {}
    for argument in rest:
        if argument.startswith("--"):
            option = argument[2:]
            options[option] = []
        else:
            options[option].append(argument)
    found = []
    for option, values in options.items():
        if option in GLOBAL_OPTIONS:
            continue
        member = members.get(option)
        if option.startswith("no-") and members.get(option[3:]) and members[option[3:]].type_name == "boolean":
            continue
        if member is None:
            found.append(f"{service} {operation} has no option --{option}")
            continue
        if (member.type_name == "boolean") != (not values):
            found.append(f"--{option} of {service} {operation}: {values}")
        text = member.member if member.type_name == "list" else member
        for value in values:
            if getattr(text, "enum", None) and value not in text.enum:
                found.append(f"--{option} of {service} {operation} cannot be {value}")
    found += [f"{service} {operation} needs --{option}" for option in sorted(required - options.keys())]
    return found


def main():
    session = botocore.session.get_session()
    print(json.dumps([problem for arguments in json.load(sys.stdin) for problem in problems(session, arguments)]))


main()

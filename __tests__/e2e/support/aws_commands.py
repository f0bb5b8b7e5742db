"""Checks AWS CLI commands against botocore's service models.

Reads a JSON list of argument lists (without "aws") and prints one of problems.
"""

import json
import sys

import botocore.session
from botocore import xform_name
from botocore.waiter import WaiterModel

# What a command in a command gives, as the recorder answers.
ANSWER = "answer"

GLOBAL_OPTIONS = {"cli-input-json", "query", "output", "region", "profile", "no-cli-pager", "max-items", "page-size", "starting-token"}

# What the AWS CLI has beside the operations of services: its options, how many arguments it takes, and its options without a value.
OWN_COMMANDS = {
    ("logs", "tail"): ({"since", "format", "filter-pattern", "log-stream-names"}, 1, {"follow"}),
    ("s3", "rm"): (set(), 1, {"recursive", "quiet"}),
    ("sso", "login"): (set(), 0, set()),
}


def parse(arguments, flags):
    """Splits into arguments without an option, and options with their values."""
    options, free, current = {}, [], None
    for argument in arguments:
        if argument.startswith("--"):
            current = argument[2:]
            options[current] = []
        elif current is None or current in flags:
            free.append(argument)
        else:
            options[current].append(argument)
    return options, free


def count_problem(command, wanted, free):
    return [] if len(free) == wanted else [f"{command} needs {wanted} argument{'' if wanted == 1 else 's'}, has {free}"]


def waited_for(session, service, waiter):
    """The operation that a waiter calls, as the AWS CLI names it; or None."""
    model = WaiterModel(session.get_component("data_loader").load_service_model(service, "waiters-2"))
    found = {xform_name(name, "-"): name for name in model.waiter_names}
    return xform_name(model.get_waiter(found[waiter]).operation, "-") if waiter in found else None


def problems(session, arguments):
    service, operation, *rest = arguments
    if operation == "wait":
        operation = waited_for(session, service, rest.pop(0)) or operation
    command = f"{service} {operation}"
    if (service, operation) in OWN_COMMANDS:
        known, wanted, flags = OWN_COMMANDS[(service, operation)]
        options, free = parse(rest, flags)
        unknown = sorted(options.keys() - known - flags - GLOBAL_OPTIONS)
        return [f"{command} has no option --{option}" for option in unknown] + count_problem(command, wanted, free)
    if service not in session.get_available_services():
        return [f"no service {service}"]
    model = session.get_service_model(service)
    names = {xform_name(name, "-"): name for name in model.operation_names}
    if operation not in names:
        return [f"{service} has no operation {operation}"]
    shape = model.operation_model(names[operation]).input_shape
    members = {xform_name(name, "-"): member for name, member in shape.members.items()} if shape else {}
    required = {xform_name(name, "-") for name in shape.required_members} if shape else set()

    options, free = parse(rest, set())
    has_file = model.operation_model(names[operation]).has_streaming_output
    if has_file:
        # The file that the answer is written to comes last, behind an option's value.
        last = options[list(options)[-1]]
        free = [last.pop()] if len(last) > 1 else free
    found = count_problem(command, 1 if has_file else 0, free)
    for option, values in options.items():
        if option in GLOBAL_OPTIONS:
            continue
        member = members.get(option)
        if option.startswith("no-") and members.get(option[3:]) and members[option[3:]].type_name == "boolean":
            continue
        if member is None:
            found.append(f"{command} has no option --{option}")
            continue
        if (member.type_name == "boolean") != (not values):
            found.append(f"--{option} of {command}: {values}")
        text = member.member if member.type_name == "list" else member
        for value in values:
            if getattr(text, "enum", None) and value not in [*text.enum, ANSWER]:
                found.append(f"--{option} of {command} cannot be {value}")
    if "cli-input-json" in options:
        return found
    found += [f"{command} needs --{option}" for option in sorted(required - options.keys())]
    return found


def main():
    session = botocore.session.get_session()
    print(json.dumps([problem for arguments in json.load(sys.stdin) for problem in problems(session, arguments)]))


main()

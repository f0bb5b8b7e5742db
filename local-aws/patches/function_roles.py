"""Lambda works for a function in the function's role.

AWS: takes a function, a mapping or a destination only if the role may do what it needs; it receives, deletes and writes the
log as that role, and what is refused does not happen.
MiniStack: gives the function a session of its role, and does its own part as nobody.
"""

import time
from contextvars import ContextVar

from ministack.core.responses import error_response_json, get_account_id, get_region, request_scope
from ministack.services import cloudwatch, cloudwatch_logs, lambda_svc, sqs

from . import decisions, key_use

SERVICE = "lambda.amazonaws.com"
CONSUME = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
_consumer = ContextVar("the function whose batch was received", default=None)


def config_of(record):
    return record.get("config") or record


def may(record, action, resource):
    config = config_of(record)
    return decisions.ask_role(config["Role"], config["FunctionName"], action, resource) == decisions.ALLOW


def may_use_key(record, key, actions):
    config = config_of(record)
    return key_use.refused_to_role(config["Role"], config["FunctionName"], key, actions, {}) is None


def can_be_assumed(role, function_arn):
    source = {"aws:SourceArn": function_arn, "aws:SourceAccount": get_account_id()}
    return decisions.ask_service(SERVICE, "sts:AssumeRole", role, source) == decisions.ALLOW


def refusal(message):
    return error_response_json("InvalidParameterValueException", message, 400)


def function_of(reference):
    name = reference.split(":function:")[-1].split(":")[0]
    return lambda_svc._functions.get(name)


def check_role(change):
    def checked(*args):
        data = args[-1]
        role = data.get("Role")
        name = data.get("FunctionName") or args[0]
        arn = lambda_svc._func_arn(name) if isinstance(name, str) else "*"
        if role and not can_be_assumed(role, arn):
            return refusal("The role defined for the function cannot be assumed by Lambda.")
        return change(*args)

    return checked


def check_consumer(create):
    def checked(data):
        function, source = function_of(data.get("FunctionName", "")), data.get("EventSourceArn", "")
        if function and ":sqs:" in source:
            for call in CONSUME:
                if not may(function, f"sqs:{call}", source):
                    return refusal(f"The provided execution role does not have permissions to call {call} on SQS")
        return create(data)

    return checked


def has_messages(queue):
    now = time.time()
    return any(message["visible_at"] <= now for message in queue["messages"])


def receives(mapping):
    """Whether the function's role lets Lambda take what waits in the mapping's queue."""
    source, function = mapping.get("EventSourceArn", ""), function_of(mapping.get("FunctionName", ""))
    queue = sqs._queue_by_arn(source) if ":sqs:" in source else None
    if queue is None or function is None or not has_messages(queue):
        return True
    if not can_be_assumed(config_of(function)["Role"], config_of(function)["FunctionArn"]):
        return False
    if not may_use_key(function, key_use.key_of_queue(source), key_use.RECEIVE):
        return False
    return may(function, "sqs:ReceiveMessage", source)


def poll_allowed(iterate):
    def allowed():
        for account, region, mapping in iterate():
            with request_scope(account, region):
                receiving = not mapping.get("Enabled", True) or receives(mapping)
            if receiving:
                yield account, region, mapping
            else:
                mapping["LastProcessingResult"] = "PROBLEM: The function's role may not receive from the queue."

    return allowed


def consume_as(run):
    def consume(mapping, function, *rest):
        token = _consumer.set(function)
        try:
            return run(mapping, function, *rest)
        finally:
            _consumer.reset(token)

    return consume


def delete_as_consumer(delete):
    def delete_messages(queue_url, receipt_handles):
        function = _consumer.get()
        if function is None or may(function, "sqs:DeleteMessage", sqs._get_q(queue_url)["attributes"]["QueueArn"]):
            delete(queue_url, receipt_handles)

    return delete_messages


def write_log_as_role(emit):
    def emit_logs(function, *args, **more):
        config = config_of(function)
        group = (config.get("LoggingConfig") or {}).get("LogGroup") or f"/aws/lambda/{config.get('FunctionName')}"
        arn = f"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{group}"
        calls = [("logs:CreateLogStream", f"{arn}:log-stream:new"), ("logs:PutLogEvents", f"{arn}:log-stream:new")]
        if group not in cloudwatch_logs._log_groups:
            calls.insert(0, ("logs:CreateLogGroup", arn))
        if "Role" not in config or all(may(function, *call) for call in calls):
            emit(function, *args, **more)

    return emit_logs


def send_failure_as_role(route):
    def route_failure(target, name, event, result):
        function, service = lambda_svc._functions.get(name), target.split(":")[2]
        action = {"sqs": "sqs:SendMessage", "sns": "sns:Publish", "lambda": "lambda:InvokeFunction"}.get(service)
        key = {"sqs": key_use.key_of_queue, "sns": key_use.key_of_topic}.get(service, lambda _: None)(target)
        if function and action and not (may(function, action, target) and may_use_key(function, key, key_use.SEND)):
            cloudwatch.record_metric(
                "AWS/Lambda", "DestinationDeliveryFailures", 1, "Count", {"FunctionName": name}
            )
            return
        route(target, name, event, result)

    return route_failure


def check_destination(put):
    def checked(name, qualifier, data):
        target = ((data.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination") or ""
        function = lambda_svc._functions.get(name)
        if function and ":sqs:" in target and not may(function, "sqs:SendMessage", target):
            return refusal("The provided execution role does not have permissions to call SendMessage on SQS")
        return put(name, qualifier, data)

    return checked


def apply():
    lambda_svc._create_function = check_role(lambda_svc._create_function)
    lambda_svc._update_config = check_role(lambda_svc._update_config)
    lambda_svc._create_esm = check_consumer(lambda_svc._create_esm)
    lambda_svc._iter_all_esms = poll_allowed(lambda_svc._iter_all_esms)
    lambda_svc._run_sqs_batch = consume_as(lambda_svc._run_sqs_batch)
    sqs._delete_messages_for_esm = delete_as_consumer(sqs._delete_messages_for_esm)
    lambda_svc._emit_lambda_logs = write_log_as_role(lambda_svc._emit_lambda_logs)
    lambda_svc._route_async_failure = send_failure_as_role(lambda_svc._route_async_failure)
    lambda_svc._put_event_invoke_config = check_destination(lambda_svc._put_event_invoke_config)

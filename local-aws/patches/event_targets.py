"""How events reach queues, topics, functions, state machines, event buses and API destinations.

AWS: a FIFO queue takes a message with a message group id alone, drops what it had in the last five minutes, and refuses what
is too large; a function is invoked asynchronously; an event bus may be in another account or region.
MiniStack: puts into queues what they would refuse, and drops what is for a bus elsewhere.
"""

import json
import threading
from contextvars import copy_context

from ministack.core.responses import error_response_json, get_account_id, get_region, request_scope
from ministack.services import eventbridge, lambda_svc, sns, stepfunctions

from . import event_deliveries, key_use
from .event_deliveries import Failed, send_message

RETRIED_STATUSES = (401, 407, 409, 429)


def send_to_queue(delivery):
    delivery.require_reach()
    arn = delivery.target["Arn"]
    delivery.authorize("sqs:SendMessage", arn, key_use.key_of_queue(arn), key_use.SEND)
    group = (delivery.target.get("SqsParameters") or {}).get("MessageGroupId")
    send_message(arn, delivery.payload, group=group)


def send_to_topic(delivery):
    delivery.require_reach()
    arn = delivery.target["Arn"]
    # A topic's policy is asked without the rule: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
    delivery.authorize("sns:Publish", arn, key_use.key_of_topic(arn), key_use.SEND, with_source=False)
    try:
        published = sns.publish_internal(arn, delivery.payload)
    except sns.SnsPublishError as error:
        raise Failed("SDK_CLIENT_ERROR", str(error)) from error
    if published is None:
        raise Failed("NO_RESOURCE", f"there is no topic {arn}")


def send_to_function(delivery):
    delivery.require_reach()
    arn = delivery.target["Arn"]
    with request_scope(delivery.arn.account_id, delivery.arn.region):
        function, config, _ = lambda_svc._get_func_record_for_ref(arn)
        if not function or not config:
            raise Failed("NO_RESOURCE", f"there is no function {arn}")
    delivery.authorize("lambda:InvokeFunction", arn)
    record = lambda_svc._execution_record_for_config(function, config)
    lambda_svc.invoke_async_with_retry(record, json.loads(delivery.payload))


def send_to_state_machine(delivery):
    arn = delivery.target["Arn"]
    delivery.require_role()
    delivery.authorize("states:StartExecution", arn)
    if stepfunctions._resolve_state_machine_arn(arn) is None:
        raise Failed("NO_RESOURCE", f"there is no state machine {arn}")
    stepfunctions._start_execution({"stateMachineArn": arn, "input": delivery.payload})


def send_to_bus(delivery):
    if not delivery.arn.resource.startswith("event-bus/"):
        return send_to_api_destination(delivery)
    arn, bus = delivery.target["Arn"], delivery.arn.resource.split("/", 1)[1]
    if delivery.target.get("RoleArn"):
        delivery.authorize("events:PutEvents", arn)
    event = delivery.record
    path = list(event.get("_DispatchPath") or [])
    key = eventbridge._rule_key(delivery.rule["Name"], delivery.rule.get("EventBusName", "default"))
    if key in path:
        return None
    here = (delivery.arn.account_id, delivery.arn.region) == (get_account_id(), get_region())
    with request_scope(delivery.arn.account_id, delivery.arn.region):
        if bus not in eventbridge._event_buses and bus != "default":
            raise Failed("NO_RESOURCE", f"there is no event bus {arn}")
        forwarded = {**event, "EventBusName": bus, "_DispatchPath": [*path, key] if here else []}
        if delivery.payload != delivery.full_event:
            forwarded["Detail"] = delivery.payload
        eventbridge._dispatch_event(forwarded)
        eventbridge._archive_event({name: value for name, value in forwarded.items() if name != "_DispatchPath"})
    return None


def send_to_api_destination(delivery):
    name = delivery.arn.resource.split("/")[1]
    delivery.require_role()
    if delivery.target.get("RoleArn"):
        delivery.authorize("events:InvokeApiDestination", delivery.target["Arn"])
    destination = eventbridge._api_destinations.get(name)
    if not destination:
        raise Failed("NO_RESOURCE", f"there is no API destination {delivery.target['Arn']}")
    connection_name = destination["ConnectionArn"].split("/")[1]
    connection = eventbridge._connections.get(connection_name)
    if destination["ApiDestinationState"] != "ACTIVE" or not connection:
        raise Failed("NO_RESOURCE", f"the API destination {name} is not active", passing=True)
    parameters = eventbridge._resolve_http_parameters(delivery.target.get("HttpParameters") or {}, delivery.event)
    request = eventbridge._build_api_destination_request(destination, connection, parameters, delivery.payload)
    token_key = (get_account_id(), get_region(), connection_name)

    def call():
        try:
            status = api_destination_status(request, connection, token_key)
        except Exception as error:
            finish(Failed("CONNECTION_FAILURE", str(error), passing=True))
            return
        if 200 <= status < 300:
            finish(None)
        else:
            passing = status in RETRIED_STATUSES or status >= 500
            finish(Failed("ERROR_FROM_TARGET", f"the endpoint answered {status}", passing))

    def finish(failure):
        event_deliveries.later(0, lambda: delivery.fail(failure) if failure else delivery.succeed())

    threading.Thread(target=copy_context().run, args=(call,), daemon=True).start()
    return True


def api_destination_status(request, connection, token_key):
    """A token that is no longer accepted is fetched anew, once."""
    send, headers = eventbridge._api_destination_send_sync, eventbridge._connection_auth_headers
    status = send(request, headers(connection, token_key))
    if status in (401, 407) and connection.get("AuthorizationType") == "OAUTH_CLIENT_CREDENTIALS":
        return send(request, headers(connection, token_key, force_refresh=True))
    return status


def problem_of(target):
    """Why PutTargets refuses a target."""
    parameters = target.get("SqsParameters") or {}
    if target.get("Arn", "").endswith(".fifo") and ":sqs:" in target["Arn"] and not parameters.get("MessageGroupId"):
        return f"Parameter(s) SqsParameters must be specified for target: {target.get('Id')}."
    return None


def apply():
    put_targets = eventbridge._put_targets

    def put_valid_targets(data):
        problem = next(filter(None, map(problem_of, data.get("Targets", []))), None)
        return error_response_json("ValidationException", problem, 400) if problem else put_targets(data)

    eventbridge._put_targets = put_valid_targets
    event_deliveries.SENDERS.update(
        {
            "sqs": send_to_queue,
            "sns": send_to_topic,
            "lambda": send_to_function,
            "states": send_to_state_machine,
            "events": send_to_bus,
        }
    )

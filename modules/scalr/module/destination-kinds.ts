import type { CloudwatchEventConnection } from "@cdktf/provider-aws/lib/cloudwatch-event-connection";
import { Fn, Op } from "cdktf";
import { HTTPS_URL, TOPIC_ARN } from "../../eventing/constraints";
import { DELIVERY_STREAM_ARN, DeliveryStreamTarget } from "../../eventing/targets/delivery-stream-target";
import { EVENT_BUS_ARN, EventBusTarget } from "../../eventing/targets/event-bus-target";
import { FUNCTION_ARN, FunctionTarget } from "../../eventing/targets/function-target";
import {
  AUTHORIZATION_TYPE,
  type AuthorizationTypes,
  DEFAULT_METHOD,
  DEFAULT_OAUTH_BODY,
  DEFAULT_RATE_LIMIT,
  type HttpsAlternative,
  HttpsTarget,
  METHOD,
  RATE_LIMIT,
} from "../../eventing/targets/https-target";
import { LOG_GROUP_ARN, LogGroupTarget } from "../../eventing/targets/log-group-target";
import { MESSAGE_GROUP_ID, QUEUE_ARN, QueueTarget } from "../../eventing/targets/queue-target";
import { STATE_MACHINE_ARN, StateMachineTarget } from "../../eventing/targets/state-machine-target";
import {
  DEFAULT_PARTITION_KEY_PATH,
  PARTITION_KEY_PATH,
  STREAM_ARN,
  StreamTarget,
} from "../../eventing/targets/stream-target";
import { TopicTarget } from "../../eventing/targets/topic-target";
import { dependOn } from "../../terraform/depend-on";
import type { DestinationAtHand, DestinationKind } from "./destination-kind";

/** The kinds of destination, by the attribute of the variable `destinations`. */
export const DESTINATION_KINDS: Readonly<Record<string, DestinationKind>> = {
  sqs: {
    receiver: "an SQS queue",
    attributes: {
      queue_arn: { type: "string", constraint: QUEUE_ARN },
      message_group_id: { type: "string", default: null },
    },
    constraint: {
      allowed: `an sqs destination has a message_group_id of ${MESSAGE_GROUP_ID.allowed} if its queue is a FIFO queue`,
      condition: (sqs) =>
        `${sqs}.message_group_id == null ? !endswith(${sqs}.queue_arn, ".fifo") : ${MESSAGE_GROUP_ID.condition(`${sqs}.message_group_id`)}`,
    },
    target: (destination) => new QueueTarget(destination.text("queue_arn"), destination.any("message_group_id")),
    requiredPermission: { action: "sqs:SendMessage", resource: "queue_arn", fromRule: true },
  },
  sns: {
    receiver: "a standard SNS topic",
    attributes: { topic_arn: { type: "string", constraint: TOPIC_ARN } },
    target: (destination) => new TopicTarget(destination.text("topic_arn")),
    // EventBridge cannot publish to a topic whose policy statement has a condition.
    requiredPermission: { action: "sns:Publish", resource: "topic_arn", fromRule: false },
  },
  lambda: {
    receiver: "a Lambda function of this account",
    attributes: { function_arn: { type: "string", constraint: FUNCTION_ARN } },
    target: (destination) => new FunctionTarget(destination.text("function_arn")),
  },
  step_functions: {
    receiver: "a Step Functions state machine",
    attributes: { state_machine_arn: { type: "string", constraint: STATE_MACHINE_ARN } },
    target: (destination) => new StateMachineTarget(destination.text("state_machine_arn")),
  },
  event_bus: {
    receiver: "an event bus of any account and region",
    attributes: { event_bus_arn: { type: "string", constraint: EVENT_BUS_ARN } },
    target: (destination) => new EventBusTarget(destination.text("event_bus_arn")),
    letsIn: "this module; also the policy of a bus in another account",
  },
  cloudwatch_logs: {
    receiver: "a CloudWatch Logs log group",
    attributes: { log_group_arn: { type: "string", constraint: LOG_GROUP_ARN } },
    target: (destination) => new LogGroupTarget(destination.text("log_group_arn")),
    letsIn: "this module, unless `create_log_resource_policy = false`",
    // One policy serves all log groups, and cannot exist once for each.
    // One policy serves all log groups.
    complete: ({ target }, events, destinations) => {
      const { logDeliveryPolicy } = events;
      if (!logDeliveryPolicy) return;
      logDeliveryPolicy.allow({
        sid: "AllowDestinations",
        when: destinations.exist,
        logGroupArns: destinations.texts("log_group_arn"),
        ruleArns: Fn.formatlist(events.destinationRuleArn("%s"), [destinations.names]) as string[],
      });
      dependOn(target, logDeliveryPolicy.policy);
    },
  },
  kinesis: {
    receiver: "a Kinesis data stream",
    attributes: {
      stream_arn: { type: "string", constraint: STREAM_ARN },
      partition_key_path: { type: "string", default: DEFAULT_PARTITION_KEY_PATH, constraint: PARTITION_KEY_PATH },
    },
    target: (destination) => new StreamTarget(destination.text("stream_arn"), destination.text("partition_key_path")),
  },
  firehose: {
    receiver: "an Amazon Data Firehose stream",
    attributes: { delivery_stream_arn: { type: "string", constraint: DELIVERY_STREAM_ARN } },
    target: (destination) => new DeliveryStreamTarget(destination.text("delivery_stream_arn")),
  },
  https: {
    receiver: "an HTTPS endpoint",
    attributes: {
      url: { type: "string", constraint: HTTPS_URL },
      method: { type: "string", default: DEFAULT_METHOD, constraint: METHOD },
      headers: { type: "map(string)", default: {} },
      rate_limit_per_second: { type: "number", default: DEFAULT_RATE_LIMIT, constraint: RATE_LIMIT },
      authorization: { type: "string", constraint: AUTHORIZATION_TYPE },
      api_key_name: { type: "string", default: "Authorization" },
      username: { type: "string", default: "" },
      client_id: { type: "string", default: "" },
      authorization_endpoint: { type: "string", default: "" },
      oauth_body: { type: "map(string)", default: DEFAULT_OAUTH_BODY },
    },
    constraint: {
      allowed:
        "an https destination with BASIC has a username, and one with OAUTH_CLIENT_CREDENTIALS a client_id and an authorization_endpoint that is an https URL",
      condition: (https) =>
        `(${https}.authorization != "BASIC" || ${https}.username != "") && (${https}.authorization != "OAUTH_CLIENT_CREDENTIALS" || (${https}.client_id != "" && ${HTTPS_URL.condition(`${https}.authorization_endpoint`)}))`,
    },
    target: (destination) =>
      new HttpsTarget({
        url: destination.text("url"),
        method: destination.text("method"),
        headers: destination.any("headers"),
        rateLimitPerSecond: destination.number("rate_limit_per_second"),
        authorization: authorizations(destination),
      }),
    // Otherwise Terraform says only that a key is missing.
    complete: ({ rule }) => {
      const connection = rule.node.findChild("connection") as CloudwatchEventConnection;
      connection.lifecycle = {
        ...connection.lifecycle,
        precondition: [
          {
            condition: "${contains(nonsensitive(keys(var.destination_secrets)), each.key)}",
            errorMessage: "destination_secrets must hold the secret of the https destination ${each.key}.",
          },
        ],
      };
    },
  },
};

function authorizations(destination: DestinationAtHand): HttpsAlternative[] {
  const { secret } = destination;
  const types: AuthorizationTypes = {
    API_KEY: { name: destination.text("api_key_name"), value: secret },
    BASIC: { username: destination.text("username"), password: secret },
    OAUTH_CLIENT_CREDENTIALS: {
      authorizationEndpoint: destination.text("authorization_endpoint"),
      clientId: destination.text("client_id"),
      clientSecret: secret,
      body: destination.any("oauth_body"),
    },
  };
  return Object.entries(types).map(
    ([type, parts]) => ({ type, ...parts, when: Op.eq(destination.any("authorization"), type) }) as HttpsAlternative,
  );
}

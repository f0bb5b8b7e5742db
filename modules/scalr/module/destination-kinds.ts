import type { CloudwatchEventConnection } from "@cdktf/provider-aws/lib/cloudwatch-event-connection";
import { Fn } from "cdktf";
import { HTTPS_URL, TOPIC_ARN } from "../../eventing/constraints";
import {
  CROSS_ACCOUNT_ACTIONS,
  CROSS_ACCOUNT_ARN,
  CrossAccountTarget,
} from "../../eventing/targets/cross-account-target";
import { DELIVERY_STREAM_ARN, DeliveryStreamTarget } from "../../eventing/targets/delivery-stream-target";
import { EVENT_BUS_ARN, EventBusTarget } from "../../eventing/targets/event-bus-target";
import { FUNCTION_ARN, FunctionTarget } from "../../eventing/targets/function-target";
import {
  AUTHORIZATION_PARTS,
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
import { LOG_GROUP_ARN, LOG_TEMPLATE, LogGroupTarget } from "../../eventing/targets/log-group-target";
import { MESSAGE_GROUP_ID, QUEUE_ARN, QueueTarget } from "../../eventing/targets/queue-target";
import { STATE_MACHINE_ARN, StateMachineTarget } from "../../eventing/targets/state-machine-target";
import {
  DEFAULT_PARTITION_KEY_PATH,
  PARTITION_KEY_PATH,
  STREAM_ARN,
  StreamTarget,
} from "../../eventing/targets/stream-target";
import { TopicTarget } from "../../eventing/targets/topic-target";
import { equals } from "../../terraform/condition";
import { type Constraint, WITHOUT_NULL } from "../../terraform/constraint";
import { dependOn } from "../../terraform/depend-on";
import type { InputConstraint } from "../../terraform/module-input";
import { type DestinationKind, destinationKind } from "./destination-kind";

/** A constraint on an attribute of an https destination that only one type of authorization uses. */
function authorizedBy(
  type: keyof AuthorizationTypes,
  attribute: string,
  { allowed, condition }: Constraint<string>,
): InputConstraint {
  return {
    attribute,
    allowed: `${allowed} if authorization is ${type}`,
    condition: (https) => `${https}.authorization != "${type}" || ${condition(`${https}.${attribute}`)}`,
  };
}

const MESSAGE_GROUP = {
  type: "string",
  description: "The message group, for a FIFO queue. The queue must have content-based deduplication.",
  absent: "the queue is a standard queue",
} as const;

/** @param queueArn the attribute, in snake case, that is the queue's ARN */
function groupedIfFifo(queueArn: string): InputConstraint {
  return {
    attribute: "message_group_id",
    allowed: `${MESSAGE_GROUP_ID.allowed} if the queue is a FIFO queue`,
    condition: (kind) =>
      `${kind}.message_group_id == null ? !try(endswith(${kind}.${queueArn}, ".fifo"), false) : ${MESSAGE_GROUP_ID.condition(`${kind}.message_group_id`)}`,
  };
}

/** The kinds of destination, by the attribute of the variable `destinations`. */
export const DESTINATION_KINDS: Readonly<Record<string, DestinationKind>> = {
  sqs: destinationKind({
    receiver: "an SQS queue of this account",
    attributes: {
      queueArn: { type: "string", description: "The queue.", constraint: QUEUE_ARN },
      messageGroupId: MESSAGE_GROUP,
    },
    constraints: [groupedIfFifo("queue_arn")],
    target: ({ queueArn, messageGroupId }) => new QueueTarget(queueArn, messageGroupId),
    requiredPermission: { action: "sqs:SendMessage", resource: "queue_arn", to: "rule" },
  }),
  sns: destinationKind({
    receiver: "a standard SNS topic of this account",
    attributes: { topicArn: { type: "string", description: "The topic.", constraint: TOPIC_ARN } },
    target: ({ topicArn }) => new TopicTarget(topicArn),
    // EventBridge cannot publish to a topic whose policy statement has a condition.
    requiredPermission: { action: "sns:Publish", resource: "topic_arn", to: "any rule" },
  }),
  lambda: destinationKind({
    receiver: "a Lambda function of this account",
    attributes: { functionArn: { type: "string", description: "The function.", constraint: FUNCTION_ARN } },
    target: ({ functionArn }) => new FunctionTarget(functionArn),
  }),
  cross_account: destinationKind({
    receiver: "an SQS queue, a standard SNS topic or a Lambda function of another account",
    attributes: {
      targetArn: { type: "string", description: "The queue, topic or function.", constraint: CROSS_ACCOUNT_ARN },
      messageGroupId: MESSAGE_GROUP,
    },
    constraints: [groupedIfFifo("target_arn")],
    target: ({ targetArn, messageGroupId }) => new CrossAccountTarget(targetArn, messageGroupId),
    requiredPermission: { action: CROSS_ACCOUNT_ACTIONS, resource: "target_arn", to: "role" },
  }),
  step_functions: destinationKind({
    receiver: "a Step Functions state machine of this account",
    attributes: {
      stateMachineArn: { type: "string", description: "The state machine.", constraint: STATE_MACHINE_ARN },
    },
    target: ({ stateMachineArn }) => new StateMachineTarget(stateMachineArn),
  }),
  event_bus: destinationKind({
    receiver: "an event bus of any account and region",
    attributes: { eventBusArn: { type: "string", description: "The event bus.", constraint: EVENT_BUS_ARN } },
    target: ({ eventBusArn }) => new EventBusTarget(eventBusArn),
    letsIn: "this module; also the policy of a bus in another account",
  }),
  cloudwatch_logs: destinationKind({
    receiver: "a CloudWatch Logs log group of this account",
    attributes: { logGroupArn: { type: "string", description: "The log group.", constraint: LOG_GROUP_ARN } },
    target: ({ logGroupArn }) => new LogGroupTarget(logGroupArn),
    letsIn: "this module, unless `create_log_resource_policy = false`",
    inputTemplate: LOG_TEMPLATE,
    // One policy serves all log groups, and cannot exist once for each.
    complete({ target }, events, destinations) {
      const { logDeliveryPolicy } = events;
      if (!logDeliveryPolicy) return;
      logDeliveryPolicy.allow({
        logGroupArns: destinations.texts("log_group_arn"),
        ruleArns: Fn.formatlist(events.destinationRuleArn("%s"), [destinations.names]) as string[],
      });
      dependOn(target, logDeliveryPolicy.policy);
    },
  }),
  kinesis: destinationKind({
    receiver: "a Kinesis data stream",
    attributes: {
      streamArn: { type: "string", description: "The stream.", constraint: STREAM_ARN },
      partitionKeyPath: {
        type: "string",
        description: "The path of the partition key in the event.",
        default: DEFAULT_PARTITION_KEY_PATH,
        constraint: PARTITION_KEY_PATH,
      },
    },
    target: ({ streamArn, partitionKeyPath }) => new StreamTarget(streamArn, partitionKeyPath),
    letsIn: "this module; also the policy of a stream of another account",
  }),
  firehose: destinationKind({
    receiver: "an Amazon Data Firehose stream of this account",
    attributes: {
      deliveryStreamArn: { type: "string", description: "The stream.", constraint: DELIVERY_STREAM_ARN },
    },
    target: ({ deliveryStreamArn }) => new DeliveryStreamTarget(deliveryStreamArn),
  }),
  https: destinationKind({
    receiver: "an HTTPS endpoint",
    hasSecrets: true,
    attributes: {
      url: {
        type: "string",
        description: "The endpoint. It has 5 seconds to answer, and may receive an event more than once.",
        constraint: HTTPS_URL,
      },
      method: { type: "string", description: "The HTTP method.", default: DEFAULT_METHOD, constraint: METHOD },
      headers: {
        type: "map(string)",
        description: "Additional headers. Not for secrets.",
        default: {},
        constraint: WITHOUT_NULL,
      },
      rateLimitPerSecond: {
        type: "number",
        description: "The number of requests per second above which events wait.",
        default: DEFAULT_RATE_LIMIT,
        constraint: RATE_LIMIT,
      },
      authorization: {
        type: "string",
        description: "How EventBridge authenticates, with the secret in `destination_secrets`.",
        constraint: AUTHORIZATION_TYPE,
      },
      apiKeyName: { type: "string", description: "API_KEY: the header of the API key.", default: "Authorization" },
      username: { type: "string", description: "BASIC: the user name.", default: "" },
      clientId: { type: "string", description: "OAUTH_CLIENT_CREDENTIALS: the client's id.", default: "" },
      authorizationEndpoint: {
        type: "string",
        description: "OAUTH_CLIENT_CREDENTIALS: the https URL that returns access tokens.",
        default: "",
      },
      oauthBody: {
        type: "map(string)",
        description: "OAUTH_CLIENT_CREDENTIALS: the body of the request for an access token.",
        default: DEFAULT_OAUTH_BODY,
        constraint: WITHOUT_NULL,
      },
    },
    constraints: [
      authorizedBy("API_KEY", "api_key_name", AUTHORIZATION_PARTS.API_KEY.name),
      authorizedBy("BASIC", "username", AUTHORIZATION_PARTS.BASIC.username),
      authorizedBy("OAUTH_CLIENT_CREDENTIALS", "client_id", AUTHORIZATION_PARTS.OAUTH_CLIENT_CREDENTIALS.clientId),
      authorizedBy(
        "OAUTH_CLIENT_CREDENTIALS",
        "authorization_endpoint",
        AUTHORIZATION_PARTS.OAUTH_CLIENT_CREDENTIALS.authorizationEndpoint,
      ),
    ],
    target({ authorization, apiKeyName, username, clientId, authorizationEndpoint, oauthBody, ...props }, secret) {
      const types: AuthorizationTypes = {
        API_KEY: { name: apiKeyName, value: secret },
        BASIC: { username, password: secret },
        OAUTH_CLIENT_CREDENTIALS: { authorizationEndpoint, clientId, clientSecret: secret, body: oauthBody },
      };
      const alternatives = Object.entries(types).map(
        ([type, parts]) => ({ type, ...parts, when: equals(authorization, type) }) as HttpsAlternative,
      );
      return new HttpsTarget({ ...props, authorization: alternatives });
    },
    // Otherwise Terraform says only that a key is missing.
    complete({ rule }) {
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
  }),
};

import { CloudwatchEventConnection } from "@cdktf/provider-aws/lib/cloudwatch-event-connection";
import { Fn, type IResolvable, propertyAccess, TerraformIterator, TerraformLocal, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import type { RuleTarget } from "../eventing/event-rule";
import { DeliveryStreamTarget } from "../eventing/targets/delivery-stream-target";
import { EventBusTarget } from "../eventing/targets/event-bus-target";
import { FunctionTarget } from "../eventing/targets/function-target";
import { type HttpsAuthorization, HttpsTarget } from "../eventing/targets/https-target";
import { LogGroupTarget } from "../eventing/targets/log-group-target";
import { QueueTarget } from "../eventing/targets/queue-target";
import { StateMachineTarget } from "../eventing/targets/state-machine-target";
import { StreamTarget } from "../eventing/targets/stream-target";
import { TopicTarget } from "../eventing/targets/topic-target";
import { expression } from "../terraform/expression";
import { auditLogExpression, runExecutedExpression } from "./filter-expressions";
import type { Destination, ScalrEvents } from "./scalr-events";

/** The destination at hand, in the resources of its kind. */
class Each {
  constructor(private readonly scope: Construct) {}

  text(path: string): string {
    return Token.asString(this.map(path));
  }

  number(path: string): number {
    return Token.asNumber(this.map(path));
  }

  map(path: string): IResolvable {
    return expression(this.scope, `each.value.${path}`);
  }

  get secret(): string {
    return Token.asString(expression(this.scope, "var.destination_secrets[each.key]"));
  }
}

/** A kind of destination, of which the variable `destinations` may hold any number. */
interface DestinationKind {
  /** Whether a `destination` is of this kind, in HCL. */
  readonly condition: string;
  readonly target: (each: Each) => RuleTarget;
}

const KINDS: Readonly<Record<string, DestinationKind>> = {
  sqs: {
    condition: "destination.sqs != null && try(destination.sqs.message_group_id, null) == null",
    target: (each) => new QueueTarget(each.text("sqs.queue_arn")),
  },
  sqs_fifo: {
    condition: "try(destination.sqs.message_group_id, null) != null",
    target: (each) => new QueueTarget(each.text("sqs.queue_arn"), each.text("sqs.message_group_id")),
  },
  sns: {
    condition: "destination.sns != null",
    target: (each) => new TopicTarget(each.text("sns.topic_arn")),
  },
  lambda: {
    condition: "destination.lambda != null",
    target: (each) => new FunctionTarget(each.text("lambda.function_arn")),
  },
  step_functions: {
    condition: "destination.step_functions != null",
    target: (each) => new StateMachineTarget(each.text("step_functions.state_machine_arn")),
  },
  event_bus: {
    condition: "destination.event_bus != null",
    target: (each) => new EventBusTarget(each.text("event_bus.event_bus_arn")),
  },
  cloudwatch_logs: {
    condition: "destination.cloudwatch_logs != null",
    target: (each) => new LogGroupTarget(each.text("cloudwatch_logs.log_group_arn")),
  },
  kinesis: {
    condition: "destination.kinesis != null",
    target: (each) => new StreamTarget(each.text("kinesis.stream_arn"), each.text("kinesis.partition_key_path")),
  },
  firehose: {
    condition: "destination.firehose != null",
    target: (each) => new DeliveryStreamTarget(each.text("firehose.delivery_stream_arn")),
  },
  https_api_key: httpsKind("API_KEY", (each) => ({
    type: "API_KEY",
    name: each.text("https.api_key_name"),
    value: each.secret,
  })),
  https_basic: httpsKind("BASIC", (each) => ({
    type: "BASIC",
    username: each.text("https.username"),
    password: each.secret,
  })),
  https_oauth: httpsKind("OAUTH_CLIENT_CREDENTIALS", (each) => ({
    type: "OAUTH_CLIENT_CREDENTIALS",
    authorizationEndpoint: each.text("https.authorization_endpoint"),
    clientId: each.text("https.client_id"),
    clientSecret: each.secret,
    body: each.map("https.oauth_body"),
  })),
};

function httpsKind(type: HttpsAuthorization["type"], authorize: (each: Each) => HttpsAuthorization): DestinationKind {
  return {
    condition: `try(destination.https.authorization, null) == "${type}"`,
    target: (each) =>
      new HttpsTarget({
        url: each.text("https.url"),
        method: each.text("https.method"),
        headers: each.map("https.headers"),
        rateLimitPerSecond: each.number("https.rate_limit_per_second"),
        authorization: authorize(each),
      }),
  };
}

/** Adds every destination of the variable `destinations`: the resources of each kind once for each entry of that kind. */
export function addDestinations(events: ScalrEvents): Destination[] {
  const scope = events;
  const each = new Each(scope);
  const patterns = new TerraformLocal(scope, "destination_patterns", expression(scope, destinationPatterns()));
  allowLogGroups(events);
  return Object.entries(KINDS).map(([kind, { condition, target }]) => {
    const entries = (which: string) =>
      TerraformIterator.fromMap(
        Token.asAnyMap(
          expression(scope, `{ for name, destination in var.destinations : name => destination if ${which} }`),
        ),
      );
    const made = events.addDestination(kind, {
      when: entries(condition),
      alarmsWhen: entries(`var.alarms.enabled && ${condition}`),
      name: Token.asString(expression(scope, "each.key")),
      eventPattern: propertyAccess(patterns.expression, [expression(scope, "each.key")]),
      target: target(each),
      inputTransformer: each.map("input_transformer"),
      maximumRetryAttempts: each.number("maximum_retry_attempts"),
      maximumEventAgeSeconds: each.number("maximum_event_age_seconds"),
    });
    requireSecret(made.rule.node.tryFindChild("connection"));
    return made;
  });
}

/** Says which destination's secret is missing, where Terraform would only say that a key is. */
function requireSecret(connection: IConstruct | undefined): void {
  if (!(connection instanceof CloudwatchEventConnection)) return;
  connection.lifecycle = {
    precondition: [
      {
        condition: "${contains(nonsensitive(keys(var.destination_secrets)), each.key)}",
        errorMessage: "destination_secrets must hold the secret of the https destination ${each.key}.",
      },
    ],
  };
}

/** The event patterns by the destination's name; there are too many kinds to write them out in each. */
function destinationPatterns(): string {
  const run = runExecutedExpression("destination.run_executed");
  const audit = auditLogExpression("destination.audit_log");
  return `{ for name, destination in var.destinations : name => destination.run_executed == null ? ${audit} : ${run} }`;
}

/** One policy serves all log groups, so it cannot be made once for each. */
function allowLogGroups(events: ScalrEvents): void {
  const destinations = (value: string) =>
    `[for name, destination in var.destinations : ${value} if destination.cloudwatch_logs != null]`;
  events.logDeliveryPolicy?.allow({
    sid: "AllowDestinations",
    when: expression(events, `length(${destinations("name")}) > 0`),
    logGroupArns: Token.asList(expression(events, destinations("destination.cloudwatch_logs.log_group_arn"))),
    ruleArns: Fn.formatlist(events.destinationRuleArn("%s"), [
      Token.asList(expression(events, destinations("name"))),
    ]) as string[],
  });
}

import type { CloudwatchEventConnection } from "@cdktf/provider-aws/lib/cloudwatch-event-connection";
import { Fn, type IResolvable, Op, TerraformIterator, TerraformLocal, Token } from "cdktf";
import type { Construct } from "constructs";
import type { RuleTarget } from "../../eventing/event-rule";
import { type Choice, ChosenTarget } from "../../eventing/targets/chosen-target";
import { DeliveryStreamTarget } from "../../eventing/targets/delivery-stream-target";
import { EventBusTarget } from "../../eventing/targets/event-bus-target";
import { FunctionTarget } from "../../eventing/targets/function-target";
import { type HttpsAlternative, type HttpsAuthorization, HttpsTarget } from "../../eventing/targets/https-target";
import { LogGroupTarget } from "../../eventing/targets/log-group-target";
import { QueueTarget } from "../../eventing/targets/queue-target";
import { StateMachineTarget } from "../../eventing/targets/state-machine-target";
import { StreamTarget } from "../../eventing/targets/stream-target";
import { TopicTarget } from "../../eventing/targets/topic-target";
import { expression } from "../../terraform/expression";
import type { Destination } from "../destination";
import type { ScalrEvents } from "../scalr-events";
import { auditLogExpression, runExecutedExpression } from "./filter-expressions";

/** The destination at hand. */
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

/** What each kind of destination of the variable `destinations` delivers to. */
const KINDS: Readonly<Record<string, (each: Each) => RuleTarget>> = {
  sqs: (each) => new QueueTarget(each.text("sqs.queue_arn"), each.map("sqs.message_group_id")),
  sns: (each) => new TopicTarget(each.text("sns.topic_arn")),
  lambda: (each) => new FunctionTarget(each.text("lambda.function_arn")),
  step_functions: (each) => new StateMachineTarget(each.text("step_functions.state_machine_arn")),
  event_bus: (each) => new EventBusTarget(each.text("event_bus.event_bus_arn")),
  cloudwatch_logs: (each) => new LogGroupTarget(each.text("cloudwatch_logs.log_group_arn")),
  kinesis: (each) => new StreamTarget(each.text("kinesis.stream_arn"), each.text("kinesis.partition_key_path")),
  firehose: (each) => new DeliveryStreamTarget(each.text("firehose.delivery_stream_arn")),
  https: (each) =>
    new HttpsTarget({
      url: each.text("https.url"),
      method: each.text("https.method"),
      headers: each.map("https.headers"),
      rateLimitPerSecond: each.number("https.rate_limit_per_second"),
      authorization: authorizations(each),
    }),
};

function authorizations(each: Each): HttpsAlternative[] {
  const authorized: HttpsAuthorization[] = [
    { type: "API_KEY", name: each.text("https.api_key_name"), value: each.secret },
    { type: "BASIC", username: each.text("https.username"), password: each.secret },
    {
      type: "OAUTH_CLIENT_CREDENTIALS",
      authorizationEndpoint: each.text("https.authorization_endpoint"),
      clientId: each.text("https.client_id"),
      clientSecret: each.secret,
      body: each.map("https.oauth_body"),
    },
  ];
  return authorized.map((one) => ({ ...one, when: Op.eq(each.map("https.authorization"), one.type) }));
}

/** Adds the destinations of the variable `destinations`: each resource once for each entry, or for those that need it. */
export function addDestinations(events: ScalrEvents): Destination {
  const each = new Each(events);
  allowLogGroups(events);
  const targets = Object.fromEntries(Object.entries(KINDS).map(([kind, target]) => [kind, target(each)]));
  const destination = events.addDestination("destination", {
    when: iterate(events, "var.destinations"),
    name: Token.asString(expression(events, "each.key")),
    eventPattern: expression(events, EVENT_PATTERN),
    target: new ChosenTarget(targets, choiceOfKind(events)),
    inputTransformer: each.map("input_transformer"),
    maximumRetryAttempts: each.number("maximum_retry_attempts"),
    maximumEventAgeSeconds: each.number("maximum_event_age_seconds"),
  });
  requireSecret(destination.rule.node.findChild("connection") as CloudwatchEventConnection);
  return destination;
}

const EVENT_PATTERN = `each.value.run_executed == null ? ${auditLogExpression("each.value.audit_log")} : ${runExecutedExpression("each.value.run_executed")}`;

/** The destinations for which a condition holds that follows. */
const SOME = "{ for name, destination in var.destinations : name => destination if";

function iterate(scope: Construct, destinations: string): TerraformIterator {
  return TerraformIterator.fromMap(Token.asAnyMap(expression(scope, destinations)));
}

function choiceOfKind(scope: Construct): Choice {
  const kinds = JSON.stringify(Object.keys(KINDS));
  // What is in a destination may be sensitive, such as a URL; its kind is not.
  const kind = `nonsensitive(sensitive(one([for kind in ${kinds} : kind if destination[kind] != null])))`;
  const kindByName = expression(scope, `{ for name, destination in var.destinations : name => ${kind} }`);
  new TerraformLocal(scope, "destination_kinds", kindByName);
  return {
    chosen: Token.asString(expression(scope, "local.destination_kinds[each.key]")),
    entries: (some) => iterate(scope, `${SOME} contains(${JSON.stringify(some)}, local.destination_kinds[name]) }`),
  };
}

/** Says which destination's secret is missing, where Terraform would only say that a key is. */
function requireSecret(connection: CloudwatchEventConnection): void {
  connection.lifecycle = {
    precondition: [
      {
        condition: "${contains(nonsensitive(keys(var.destination_secrets)), each.key)}",
        errorMessage: "destination_secrets must hold the secret of the https destination ${each.key}.",
      },
    ],
  };
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

import { TerraformIterator, TerraformLocal, Token } from "cdktf";
import type { Construct } from "constructs";
import { RETRY_SETTINGS } from "../../eventing/settings";
import { type Choice, ChosenTarget } from "../../eventing/targets/chosen-target";
import { expression, local } from "../../terraform/expression";
import { valuesOf } from "../../terraform/setting";
import type { Destination } from "../destination";
import { eventsExpression } from "../events-in-words";
import type { ScalrEvents } from "../scalr-events";
import { DestinationsOfKind } from "./destination-kind";
import { DESTINATION_KINDS } from "./destination-kinds";
import { auditLogExpression, runExecutedExpression } from "./filter-expressions";

const KINDS = Object.entries(DESTINATION_KINDS);

/** Adds the destinations of the variable `destinations`: each resource once for each of them, or for those that need it. */
export function addDestinations(events: ScalrEvents): Destination {
  local(events, "destination_patterns", `{ for name, destination in var.destinations : name => ${EVENT_PATTERN} }`);
  const secret = Token.asString(expression(events, "var.destination_secrets[each.key]"));
  const targets = KINDS.map(([name, kind]) => {
    const attributes = valuesOf(kind.attributes, (attribute) => expression(events, `each.value.${name}.${attribute}`));
    return [name, kind.target(attributes, secret)] as const;
  });
  const destination = events.addDestination("destination", {
    when: iterate(events, "var.destinations"),
    name: Token.asString(expression(events, "each.key")),
    eventPattern: expression(events, "local.destination_patterns[each.key]"),
    target: new ChosenTarget(Object.fromEntries(targets), choiceOfKind(events)),
    inputTransformer: expression(events, "each.value.input_transformer"),
    ...valuesOf(RETRY_SETTINGS, (attribute) => expression(events, `each.value.${attribute}`)),
  });
  for (const [name, kind] of KINDS) kind.complete?.(destination, events, new DestinationsOfKind(events, name));
  return destination;
}

const EVENT_PATTERN = `destination.run_executed == null ? ${auditLogExpression("destination.audit_log")} : ${runExecutedExpression("destination.run_executed")}`;

function iterate(scope: Construct, destinations: string): TerraformIterator {
  return TerraformIterator.fromMap(Token.asAnyMap(expression(scope, destinations)));
}

function choiceOfKind(scope: Construct): Choice {
  const kinds = JSON.stringify(Object.keys(DESTINATION_KINDS));
  // Attributes of a destination may be sensitive, such as a URL; its kind is not.
  const kind = `nonsensitive(sensitive(one([for kind in ${kinds} : kind if destination[kind] != null])))`;
  local(scope, "destination_kinds", `{ for name, destination in var.destinations : name => ${kind} }`);
  return {
    chosen: Token.asString(expression(scope, "local.destination_kinds[each.key]")),
    entries: (some) =>
      iterate(
        scope,
        `{ for name, destination in var.destinations : name => destination if contains(${JSON.stringify(some)}, local.destination_kinds[name]) }`,
      ),
  };
}

/** The names in `destination_secrets` that no destination has, as an HCL expression. */
export const UNKNOWN_SECRETS = "setsubtract(nonsensitive(keys(var.destination_secrets)), keys(var.destinations))";

/** What is delivered to each destination, in words: a list, in HCL. */
export function destinationsInWords(): string {
  const receivers = KINDS.map(([kind, { receiver }]) => `${kind} = ${JSON.stringify(receiver)}`).join(", ");
  const receiver = `{ ${receivers} }[local.destination_kinds[name]]`;
  return `[for name, json in local.destination_patterns : format("%s → destination %s, %s", ${eventsExpression("json")}, name, ${receiver})]`;
}

/** The statements that only the owners of targets can add to their policies: JSON by the destination's name, in HCL. */
export function requiredPermissions(events: ScalrEvents): string {
  // A local value, because an expression written by hand cannot contain references in a text.
  new TerraformLocal(events, "destination_rule_arn", events.destinationRuleArn("%s"));
  new TerraformLocal(events, "destination_role_arn", events.destinationRoleArn("%s"));
  const service = 'Principal = { Service = "events.amazonaws.com" }';
  const allowed = {
    rule: `${service}, Condition = { ArnEquals = { "aws:SourceArn" = format(local.destination_rule_arn, name) } }`,
    "any rule": service,
    role: "Principal = { AWS = format(local.destination_role_arn, name) }",
  };
  const maps = KINDS.flatMap(([kind, { requiredPermission }]) => {
    if (!requiredPermission) return [];
    const { action, resource, to } = requiredPermission;
    const arn = `destination.${kind}.${resource}`;
    const actionOf =
      typeof action === "string" ? JSON.stringify(action) : `${JSON.stringify(action)}[split(":", ${arn})[2]]`;
    const statement = `{ Effect = "Allow", Action = ${actionOf}, Resource = ${arn}, ${allowed[to]} }`;
    return [
      `{ for name, destination in var.destinations : name => jsonencode(${statement}) if destination.${kind} != null }`,
    ];
  });
  return `merge(${maps.join(", ")})`;
}

import { METRICS as FORWARDER_METRICS, METRIC_NAMESPACE } from "../../lambda-src/contract/metrics";
import { mechCloudSyncModule } from "../../modules/mechcloud/module/definition";
import { mechCloudSpokeModule } from "../../modules/mechcloud/module/spoke";
import { scalrEventsModule } from "../../modules/scalr/module/definition";
import type { AnyModule } from "../../modules/terraform/module-definition";
import { publishedModule } from "../../scripts/publish/published-module";
import { type Blocks, block } from "./synth";

export interface Module {
  readonly resource: Blocks;
  readonly data: Blocks;
  readonly locals?: Readonly<Record<string, unknown>>;
}

/** A published module, as Terraform reads it. */
function published(definition: AnyModule): readonly [name: string, Module] {
  return [definition.name, publishedModule(definition)["main.tf"] as unknown as Module];
}

/** The published modules that have alarms and a dashboard. */
export const MODULES = [mechCloudSyncModule, scalrEventsModule].map(published);

/** The published modules that have alarms. */
export const WATCHED_MODULES = [...MODULES, published(mechCloudSpokeModule)];

/**
 * The sets of dimensions that a metric has, in the order of the alphabet, by `<namespace> <metric>`.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
 */
export const METRICS: Readonly<Record<string, readonly string[]>> = Object.fromEntries([
  ...[
    "ApproximateNumberOfMessagesVisible",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateAgeOfOldestMessage",
    "NumberOfMessagesDeleted",
  ].map((metric) => [`AWS/SQS ${metric}`, ["QueueName"]]),
  ...[
    "TriggeredRules",
    "Invocations",
    "FailedInvocations",
    "InvocationsSentToDlq",
    "InvocationsFailedToBeSentToDlq",
    "IngestionToInvocationSuccessLatency",
  ].map((metric) => [`AWS/Events ${metric}`, ["RuleName", "EventBusName RuleName"]]),
  ...["Invocations", "Errors", "Throttles", "Duration", "AsyncEventsDropped", "DestinationDeliveryFailures"].map(
    (metric) => [`AWS/Lambda ${metric}`, ["FunctionName"]],
  ),
  ["AWS/Logs IncomingLogEvents", ["LogGroupName"]],
  ...Object.entries(FORWARDER_METRICS).map(([metric, { byEventType }]) => [
    `${METRIC_NAMESPACE} ${metric}`,
    byEventType ? ["service", "eventType service"] : ["service"],
  ]),
]) as Record<string, string[]>;

/** What a dimension's value is the name of. */
const OWNERS: Readonly<Record<string, readonly [type: string, attribute: string]>> = {
  QueueName: ["aws_sqs_queue", "name"],
  RuleName: ["aws_cloudwatch_event_rule", "name"],
  EventBusName: ["aws_cloudwatch_event_bus", "name"],
  FunctionName: ["aws_lambda_function", "function_name"],
  service: ["aws_lambda_function", "function_name"],
  LogGroupName: ["aws_cloudwatch_log_group", "name"],
};

/**
 * The addresses of what a dimension names: by reference, by a local value of references, or by the same name.
 * @throws Error where the module has no such thing, or where a reference is not to its name
 */
export function namedBy({ resource, data, locals = {} }: Module, dimension: string, value: string): string[] {
  const [type, attribute] = OWNERS[dimension] ?? [];
  if (!type || !attribute) throw new Error(`The dimension ${dimension} is not among those that the tests know.`);
  const [, local] = /^\$\{local\.(\w+)\}$/.exec(value) ?? [];
  const text = local ? String(locals[local]) : value;
  const found = [...text.matchAll(/(data\.)?(aws_\w+)\.(\w+)(?:\[[^\]]+\])?\.(\w+)/g)].map(
    ([reference, source, ofType = "", name = "", ofAttribute]) => {
      if (ofType !== type || ofAttribute !== attribute) throw new Error(`${reference} is no ${dimension}.`);
      block(source ? data : resource, `${ofType}.${name}`);
      return `${source ?? ""}${ofType}.${name}`;
    },
  );
  const namesakes = Object.entries(resource[type] ?? {}).filter(([, attributes]) => attributes[attribute] === text);
  const all = [...found, ...namesakes.map(([name]) => `${type}.${name}`)];
  if (all.length === 0) throw new Error(`There is no ${type} of the name ${value}.`);
  return all;
}

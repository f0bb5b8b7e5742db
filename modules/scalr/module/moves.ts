import type { Move } from "../../terraform/module-definition";

/** The kinds that had resources of their own, before all destinations had the same ones. */
const WITH_ROLE = ["event_bus", "firehose", "https_api_key", "https_basic", "https_oauth", "kinesis", "step_functions"];
const KINDS = ["cloudwatch_logs", "lambda", "sns", "sqs_fifo", "sqs", ...WITH_ROLE];
const HTTPS = KINDS.filter((kind) => kind.startsWith("https"));

/** The former addresses of a resource, without the kind, and the kinds that had it. */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  "aws_cloudwatch_event_api_destination.to_*_api_destination": HTTPS,
  "aws_cloudwatch_event_connection.to_*_connection": HTTPS,
  "aws_cloudwatch_event_rule.to_*": KINDS,
  "aws_cloudwatch_event_target.to_*_target": KINDS,
  "aws_cloudwatch_metric_alarm.alarm_to_*_dlq_depth": KINDS,
  "aws_cloudwatch_metric_alarm.alarm_to_*_failed_invocations": KINDS,
  "aws_cloudwatch_metric_alarm.alarm_to_*_lost": KINDS,
  "aws_iam_role.to_*_role": WITH_ROLE,
  "aws_iam_role_policy.to_*_role_policy": WITH_ROLE,
  "aws_lambda_permission.to_*_permission": ["lambda"],
  "aws_sqs_queue.to_*_dlq": KINDS,
  "aws_sqs_queue_policy.to_*_dlq_access": KINDS,
};

/**
 * The moves from the resources of each kind to those of all kinds. Terraform accepts one move to each address, so they
 * are a chain, in which the resources of one kind reach the end; those of further kinds need `terraform state mv`.
 */
export const MOVES: readonly Move[] = Object.entries(RESOURCES).flatMap(([address, kinds]) =>
  kinds.map((kind, index) => ({
    from: address.replace("*", kind),
    to: address.replace("*", kinds[index + 1] ?? "destination"),
  })),
);
